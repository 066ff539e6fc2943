package dev.aks4j.core.internal.arm;

import dev.aks4j.core.model.AksException;

/**
 * A URL that cannot be followed: it is no URL, or it leads away from the cloud's Azure Resource Manager, where no token is
 * sent. Nothing was sent, and trying again changes nothing. Immutable.
 */
public final class UnusableUrlException extends AksException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception; the message names the URL without its query, why it cannot be followed, and what to do. */
    public UnusableUrlException(String message) {
        super(message);
    }

    /** Creates an exception; the message names the URL without its query, why it cannot be followed, and what to do. */
    public UnusableUrlException(String message, Throwable cause) {
        super(message, cause);
    }
}
