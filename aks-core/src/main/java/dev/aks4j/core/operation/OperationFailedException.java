package dev.aks4j.core.operation;

import dev.aks4j.core.arm.ArmException;

/** An operation ended as Failed or Canceled. Carries Azure's error whole, and the token of the operation. Immutable. */
public final class OperationFailedException extends ArmException {

    private static final long serialVersionUID = 1L;

    private final String state;
    private final transient OperationToken token;

    /**
     * Creates an exception.
     *
     * @param doing what the operation was, for example {@code PUT managedClusters/shop}
     * @param state how it ended, in Azure's word
     * @param error Azure's error
     * @param token the operation
     */
    public OperationFailedException(String doing, String state, ArmError error, OperationToken token) {
        super(doing + " ended as " + state + ";", error);
        this.state = state;
        this.token = token;
    }

    /** Returns how the operation ended, in Azure's word. */
    public String state() {
        return state;
    }

    /** Returns the operation. */
    public OperationToken token() {
        return token;
    }
}
