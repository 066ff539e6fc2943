package dev.aks4j.core.internal.arm;

/** Whoever wanted a request sent may not send it any more. This try was not sent. */
public final class HeldBackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What happened, for messages. */
    static final String WHY = "it may no longer be sent from here";

    HeldBackException() {
        super(WHY, null, false, false);
    }
}
