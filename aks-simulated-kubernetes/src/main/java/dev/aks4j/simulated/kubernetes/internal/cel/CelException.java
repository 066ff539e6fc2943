package dev.aks4j.simulated.kubernetes.internal.cel;

/** An expression that cannot be read or evaluated. */
public final class CelException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int at;

    CelException(int at, String message) {
        super(message);
        this.at = at;
    }

    CelException(String message) {
        this(0, message);
    }

    int at() {
        return at;
    }
}
