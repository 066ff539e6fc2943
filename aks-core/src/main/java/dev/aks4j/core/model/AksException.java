package dev.aks4j.core.model;

/**
 * The root of everything that aks4j throws on purpose. Unchecked. Its message says what went wrong, for which value, and
 * what to do; it never holds a secret.
 */
public class AksException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what went wrong, for which value, and how to fix it
     */
    public AksException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message what went wrong, for which value, and how to fix it
     * @param cause the failure below
     */
    public AksException(String message, Throwable cause) {
        super(message, cause);
    }
}
