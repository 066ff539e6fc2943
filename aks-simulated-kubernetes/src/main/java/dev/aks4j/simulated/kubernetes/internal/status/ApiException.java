package dev.aks4j.simulated.kubernetes.internal.status;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that the API refuses, with the {@code Status} object that it answers. Immutable. */
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient ObjectNode status;

    ApiException(ObjectNode status) {
        super(status.path("message").asText(), null, false, false);
        this.status = status;
    }

    /** Returns the HTTP status. */
    public int code() {
        return status.path("code").asInt();
    }

    /** Returns the machine-readable reason, such as {@code NotFound}. */
    public String reason() {
        return status.path("reason").asText();
    }

    /** Returns the {@code Status} object that is sent. */
    public ObjectNode status() {
        return status.deepCopy();
    }
}
