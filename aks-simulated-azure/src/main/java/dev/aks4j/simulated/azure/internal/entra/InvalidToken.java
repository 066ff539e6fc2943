package dev.aks4j.simulated.azure.internal.entra;

import java.util.Objects;

/** Says why a token is not good, with the code that Azure Resource Manager gives. Does not contain the token. */
public final class InvalidToken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    InvalidToken(String code, String message) {
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
