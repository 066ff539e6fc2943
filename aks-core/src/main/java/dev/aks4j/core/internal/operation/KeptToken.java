package dev.aks4j.core.internal.operation;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.OperationToken;
import java.time.Instant;
import java.util.Optional;

/**
 * An {@link OperationToken} as it is kept while an operation goes on, which may be for hours and for thousands of them: the
 * URL that is needed, which is long, and little else: the Location only where the end is read from it. What many operations
 * have in common is kept once. Immutable.
 */
public final class KeptToken {

    private final String method;
    private final String parent;
    private final String name;
    private final String apiVersion;
    private final String action;
    private final KeptUrl statusUrl;
    private final KeptUrl location;
    private final Instant started;

    private KeptToken(OperationToken token) {
        method = token.method().intern();
        String resource = token.resource().toString();
        int last = resource.lastIndexOf('/');
        parent = resource.substring(0, last).intern();
        name = resource.substring(last);
        apiVersion = token.apiVersion().intern();
        action = token.action().intern();
        statusUrl = KeptUrl.of(token.statusUrl());
        boolean needsLocation = token.statusUrl().isEmpty() || token.method().equals("POST");
        location = needsLocation ? KeptUrl.of(token.location()) : KeptUrl.NONE;
        started = token.started();
    }

    static KeptToken of(OperationToken token) {
        return new KeptToken(token);
    }

    /** Returns the token, made anew. */
    OperationToken token() {
        return new OperationToken(method, resource(), apiVersion, action, statusUrl(), location(), started);
    }

    ResourceId resource() {
        return ResourceId.parse(parent + name);
    }

    String apiVersion() {
        return apiVersion;
    }

    Optional<String> statusUrl() {
        return statusUrl.text();
    }

    Optional<String> location() {
        return location.text();
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
        boolean otherStatusUrl = newStatusUrl.isPresent() && !newStatusUrl.equals(statusUrl());
        boolean otherLocation = newLocation.isPresent() && !newLocation.equals(location());
        if (!otherStatusUrl && !otherLocation) {
            return this;
        }
        KeptToken next = new KeptToken(token().with(newStatusUrl, newLocation));
        return next.statusUrl.isSame(statusUrl) && next.location.isSame(location) ? this : next;
    }
}
