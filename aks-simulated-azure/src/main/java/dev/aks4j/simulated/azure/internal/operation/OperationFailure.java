package dev.aks4j.simulated.azure.internal.operation;

import java.util.Objects;

/** Says that an operation fails, and with which error. */
public final class OperationFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** Says code and message. */
    public OperationFailure(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** Returns the error code. */
    public String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
