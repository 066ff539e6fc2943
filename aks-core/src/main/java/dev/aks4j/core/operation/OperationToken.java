package dev.aks4j.core.operation;

import dev.aks4j.core.internal.operation.Verb;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The way back to an operation from any process: which write started it, and the status URLs exactly as Azure gave them.
 * The URLs are signed but worth nothing without a bearer token; still they are kept out of {@link #toString()}. Immutable
 * and thread-safe.
 *
 * @param method the verb of the write
 * @param resource the resource that the write went to
 * @param apiVersion ARM api-version of the write, used for the final read
 * @param action the action of a POST; empty otherwise
 * @param statusUrl the {@code Azure-AsyncOperation} header, to the letter
 * @param location the {@code Location} header, to the letter; the token of an operation that goes on has it only where
 *     the end is read from it: after a POST, or without a status URL
 * @param started when the write was accepted
 */
public record OperationToken(
        String method,
        ResourceId resource,
        String apiVersion,
        String action,
        Optional<String> statusUrl,
        Optional<String> location,
        Instant started) {

    private static final int VERSION = 1;

    /** Returns Azure's id of the operation: the last segment of its status URL; empty if Azure gave none. */
    public String operationId() {
        String url = statusUrl.or(() -> location).orElse("");
        int query = url.indexOf('?');
        String path = query < 0 ? url : url.substring(0, query);
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns a copy with other status URLs; a poll may replace them. */
    public OperationToken with(Optional<String> newStatusUrl, Optional<String> newLocation) {
        return new OperationToken(
                method,
                resource,
                apiVersion,
                action,
                newStatusUrl.or(() -> statusUrl),
                newLocation.or(() -> location),
                started);
    }

    /** Returns what the operation does, for messages: verb, type and name. */
    public String doing() {
        return method + " " + resource.type().substring(resource.type().indexOf('/') + 1) + "/" + resource.name()
                + (action.isEmpty() ? "" : "/" + action);
    }

    /** Returns the token as one line of text, to be stored; {@link #parse} reads it. */
    public String text() {
        Json.ObjectBuilder node = Json.object()
                .put("v", VERSION)
                .put("method", method)
                .put("resource", resource.toString())
                .put("apiVersion", apiVersion)
                .put("action", action)
                .put("started", started.toString());
        statusUrl.ifPresent(url -> node.put("statusUrl", url));
        location.ifPresent(url -> node.put("location", url));
        return node.toString();
    }

    /**
     * Reads a token.
     *
     * @throws AksException if the text is no token of a version that this library knows
     */
    public static OperationToken parse(String text) {
        try {
            Json node = Json.read(text).filter(Json::isObject).orElseThrow(IllegalArgumentException::new);
            if (node.path("v").asInt() != VERSION) {
                throw new AksException("This operation token has version "
                        + node.path("v").asText("none") + "; this library reads version " + VERSION
                        + ". Resume it with the library that wrote it.");
            }
            return new OperationToken(
                    Verb.valueOf(node.path("method").asText()).name(),
                    ResourceId.parse(node.path("resource").asText()),
                    node.path("apiVersion").asText(),
                    node.path("action").asText(),
                    url(node.path("statusUrl")),
                    url(node.path("location")),
                    Instant.parse(node.path("started").asText()));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new AksException("This text is not an operation token; pass what OperationToken.text() returned.");
        }
    }

    private static Optional<String> url(Json node) {
        return node.isText() ? Optional.of(node.asText()) : Optional.empty();
    }

    /** Returns verb, action and resource; never the signed URLs. */
    @Override
    public String toString() {
        return method + " " + resource + (action.isEmpty() ? "" : "/" + action) + " started " + started;
    }
}
