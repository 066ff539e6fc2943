package dev.aks4j.simulated.kubernetes.internal.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One request to a Kubernetes API, or a pause.
 *
 * @param scenario the scenario that it belongs to
 * @param name what it is about
 * @param method the HTTP method; {@code WAIT} for a pause
 * @param path the path with parameters; the seconds for a pause
 * @param contentType the type of the body
 * @param accept the types that are accepted; empty for JSON
 * @param user the user on whose behalf it is sent; empty for the administrator
 * @param body the body, if there is one; text is sent as it is
 */
record SentRequest(
        String scenario,
        String name,
        String method,
        String path,
        String contentType,
        String accept,
        String user,
        Optional<JsonNode> body) {

    /** Returns the body's text. */
    String text() {
        return body.map(node -> node.isTextual() ? node.asText() : node.toString())
                .orElse("");
    }
}
