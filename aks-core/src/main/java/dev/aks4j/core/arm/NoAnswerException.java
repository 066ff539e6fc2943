package dev.aks4j.core.arm;

import dev.aks4j.core.model.AksException;

/**
 * Azure gave no answer: the address does not exist, the connection was refused or not trusted, or the request's deadline
 * passed before it was sent or while it was only read. The request changed nothing. Immutable.
 */
public final class NoAnswerException extends AksException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with no failure below it; the message says which request, why there is no answer, and what to do. */
    public NoAnswerException(String message) {
        super(message);
    }

    /** Creates an exception; the message says which request, why there is no answer, and what to do. */
    public NoAnswerException(String message, Throwable cause) {
        super(message, cause);
    }
}
