package dev.aks4j.core.kubernetes;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Ownership;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.util.List;
import java.util.Optional;

/**
 * One request to an API server. All of them may be repeated: reading, server-side apply and removal end the same however
 * often they are done.
 *
 * @param method the verb
 * @param path path and query
 * @param contentType the body's type
 * @param body the body
 */
record ApiRequest(String method, String path, String contentType, Optional<String> body) {

    private static final String FOREGROUND =
            "{\"apiVersion\":\"v1\",\"kind\":\"DeleteOptions\",\"propagationPolicy\":\"Foreground\"}";

    static ApiRequest get(String path) {
        return new ApiRequest("GET", path, "application/json", Optional.empty());
    }

    static ApiRequest apply(String path, Json manifest, boolean force) {
        String query = "?fieldManager=" + Ownership.VALUE + "&fieldValidation=Strict&force=" + force;
        // JSON is YAML, and what the server reads it as.
        return new ApiRequest("PATCH", path + query, "application/apply-patch+yaml", Optional.of(manifest.toString()));
    }

    /** Takes values out of an object; the patch names the version that it is for, so repeating it changes nothing more. */
    static ApiRequest patch(String path, Json patch) {
        String query = "?fieldManager=" + Ownership.VALUE + "&fieldValidation=Strict";
        return new ApiRequest("PATCH", path + query, "application/json-patch+json", Optional.of(patch.toString()));
    }

    static ApiRequest delete(String path) {
        return new ApiRequest("DELETE", path, "application/json", Optional.of(FOREGROUND));
    }

    /** Removes an object if it is still as it was read. */
    static ApiRequest delete(String path, Json live) {
        Json.ObjectBuilder options = Json.object()
                .put("apiVersion", "v1")
                .put("kind", "DeleteOptions")
                .put("propagationPolicy", "Foreground");
        Json.ObjectBuilder conditions = options.putObject("preconditions");
        for (String field : List.of("uid", "resourceVersion")) {
            String value = live.path("metadata").path(field).asText();
            if (!value.isEmpty()) {
                conditions.put(field, value);
            }
        }
        return new ApiRequest("DELETE", path, "application/json", Optional.of(options.toString()));
    }

    HttpRequest on(Connections.Connection connection, Optional<String> token) {
        String server = connection.kubeconfig().server().toString();
        String base = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
        HttpRequest.Builder request = connection.client().getHttpClient().newHttpRequestBuilder();
        request.uri(base + path);
        request.method(method, contentType, body.orElse(null));
        request.setHeader("Accept", "application/json");
        token.ifPresent(text -> request.setHeader("Authorization", "Bearer " + text));
        return request.build();
    }
}
