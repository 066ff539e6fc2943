package dev.aks4j.core.arm;

import dev.aks4j.core.model.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer of Azure Resource Manager with a status below 400. Immutable and thread-safe.
 *
 * @param status the HTTP status
 * @param headers header values by name; names compare without regard to case
 * @param body the document; a missing node if there was none
 */
public record ArmResponse(int status, Map<String, String> headers, Json body) {

    /** Copies the headers into a map whose names compare without regard to case. */
    public ArmResponse {
        TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = copy;
    }

    /** Returns a header's value. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Returns the request id by which Microsoft's support finds the request; empty if the answer had none. */
    public String requestId() {
        return header("x-ms-request-id").orElse("");
    }

    /** Returns status and request id, never the body. */
    @Override
    public String toString() {
        return "HTTP " + status + " (request " + requestId() + ")";
    }
}
