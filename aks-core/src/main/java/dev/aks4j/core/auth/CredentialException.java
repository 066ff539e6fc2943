package dev.aks4j.core.auth;

import dev.aks4j.core.model.AksException;

/**
 * No token could be had: the credential is wrong, incomplete, refused, or its source did not answer. Never holds a secret.
 * Immutable.
 */
public final class CredentialException extends AksException {

    private static final long serialVersionUID = 1L;

    private final boolean mayPass;

    /** Creates an exception; the message says which credential, what is wrong with it, and how to fix it. */
    public CredentialException(String message) {
        super(message);
        this.mayPass = false;
    }

    /** Creates an exception with the failure below it. */
    public CredentialException(String message, Throwable cause) {
        this(message, cause, false);
    }

    /** Creates an exception that says whether the same credential may work a little later. */
    public CredentialException(String message, Throwable cause, boolean mayPass) {
        super(message, cause);
        this.mayPass = mayPass;
    }

    /**
     * Returns whether the same credential may work a little later, because its source was not reached, and did not refuse.
     */
    public boolean mayPass() {
        return mayPass;
    }
}
