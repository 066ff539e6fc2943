package dev.aks4j.core.plan.kind;

import dev.aks4j.core.internal.auth.Secrets;
import dev.aks4j.core.model.AksException;
import java.util.Collection;

/** An error that a cluster's API server answered. Immutable. */
public final class KubernetesException extends AksException {

    private static final long serialVersionUID = 1L;

    private final String doing;
    private final int status;
    private final String reason;
    private final String text;
    private final boolean passes;

    /**
     * Creates an exception.
     *
     * @param doing what was being done, for example {@code apply storage.k8s.io/v1/StorageClass/fast}
     * @param status the HTTP status
     * @param reason the machine-readable reason of the answer's {@code Status}, for example {@code Conflict}
     * @param message the answer's text
     */
    public KubernetesException(String doing, int status, String reason, String message) {
        this(doing, status, reason, message, status == 429 || status > 500);
    }

    private KubernetesException(String doing, int status, String reason, String message, boolean passes) {
        super(doing + " failed: " + status + " " + reason + ": " + message);
        this.doing = doing;
        this.status = status;
        this.reason = reason;
        this.text = message;
        this.passes = passes;
    }

    /** Returns the same failure as one that may pass by itself: the server says that something behind it was away. */
    public KubernetesException passing() {
        return passes ? this : new KubernetesException(doing, status, reason, text, true);
    }

    /**
     * Returns whether the same request may succeed a little later. A 500 to a write does not say so by itself: the server
     * fails so with what it was given, for example a list that has a key twice.
     */
    public boolean mayPass() {
        return passes;
    }

    /** Returns the same failure without these secrets, which API servers quote where they refuse a value. */
    public KubernetesException without(Collection<String> secrets) {
        String clean = Secrets.without(secrets, text);
        return clean.equals(text) ? this : new KubernetesException(doing, status, reason, clean, passes);
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
