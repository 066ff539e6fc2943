package dev.aks4j.core.operation;

import dev.aks4j.core.model.ResourceId;
import java.time.Instant;
import java.util.Optional;

/**
 * An {@link OperationToken} as it is kept while an operation goes on, which may be for hours and for thousands of them: the
 * URL that is needed, which is long, and little else: the Location only where the end is read from it. Words that many operations have in common are kept once. Immutable.
 */
final class KeptToken {

    private final String method;
    private final String resource;
    private final String apiVersion;
    private final String action;
    private final String statusUrl;
    private final String location;
    private final Instant started;

    private KeptToken(OperationToken token) {
        method = token.method().intern();
        resource = token.resource().toString();
        apiVersion = token.apiVersion().intern();
        action = token.action().intern();
        statusUrl = token.statusUrl().orElse("");
        boolean needsLocation = token.statusUrl().isEmpty() || token.method().equals("POST");
        location = needsLocation ? token.location().orElse("") : "";
        started = token.started();
    }

    static KeptToken of(OperationToken token) {
        return new KeptToken(token);
    }

    /** Returns the token, made anew. */
    OperationToken token() {
        return new OperationToken(
                method, ResourceId.parse(resource), apiVersion, action, statusUrl(), location(), started);
    }

    Optional<String> statusUrl() {
        return Optional.of(statusUrl).filter(url -> !url.isEmpty());
    }

    Optional<String> location() {
        return Optional.of(location).filter(url -> !url.isEmpty());
    }

    Verb verb() {
        return Verb.valueOf(method);
    }

    String action() {
        return action;
    }

    Instant started() {
        return started;
    }

    /** Returns what is kept after an answer that may bring other URLs; this itself if it brings the same. */
    KeptToken with(Optional<String> newStatusUrl, Optional<String> newLocation) {
        if (newStatusUrl.isEmpty() && newLocation.isEmpty()) {
            return this;
        }
        KeptToken next = new KeptToken(token().with(newStatusUrl, newLocation));
        return next.statusUrl.equals(statusUrl) && next.location.equals(location) ? this : next;
    }
}
