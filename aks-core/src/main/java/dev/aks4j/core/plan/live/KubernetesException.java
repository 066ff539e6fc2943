package dev.aks4j.core.plan.live;

import dev.aks4j.core.model.AksException;

/** An error that a cluster's API server answered. Immutable. */
public final class KubernetesException extends AksException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String reason;

    /**
     * Creates an exception.
     *
     * @param doing what was being done, for example {@code apply storage.k8s.io/v1/StorageClass/fast}
     * @param status the HTTP status
     * @param reason the machine-readable reason of the answer's {@code Status}, for example {@code Conflict}
     * @param message the answer's text
     */
    public KubernetesException(String doing, int status, String reason, String message) {
        super(doing + " failed: " + status + " " + reason + ": " + message);
        this.status = status;
        this.reason = reason;
    }

    /** Returns the HTTP status. */
    public int status() {
        return status;
    }

    /** Returns the machine-readable reason; empty if the answer had none. */
    public String reason() {
        return reason;
    }
}
