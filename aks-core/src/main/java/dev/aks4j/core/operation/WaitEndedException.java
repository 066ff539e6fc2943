package dev.aks4j.core.operation;

import dev.aks4j.core.model.AksException;

/** The waiting for an operation ended before the operation did, which goes on in Azure. Immutable. */
public final class WaitEndedException extends AksException {

    private static final long serialVersionUID = 1L;

    private final transient OperationToken token;

    /**
     * Creates an exception.
     *
     * @param message what was waited for, how long, and how to go on
     * @param token the way back to the operation
     */
    public WaitEndedException(String message, OperationToken token) {
        super(message);
        this.token = token;
    }

    /**
     * Creates an exception.
     *
     * @param message what was waited for, how long, and how to go on
     * @param token the way back to the operation
     * @param cause why the waiting ended
     */
    public WaitEndedException(String message, OperationToken token, Throwable cause) {
        super(message, cause);
        this.token = token;
    }

    /** Returns the way back to the operation. */
    public OperationToken token() {
        return token;
    }
}
