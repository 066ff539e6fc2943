package dev.aks4j.core.arm;

import dev.aks4j.core.model.AksException;

/**
 * A write left this process and no answer says whether Azure carried it out. Read the resource before you send the write
 * again. The cause is what came instead of an answer. Immutable.
 */
public final class MaybeExecutedException extends AksException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception with no failure below it; the message names the write. */
    public MaybeExecutedException(String message) {
        super(message);
    }

    /** Creates an exception; the message names the write. */
    public MaybeExecutedException(String message, Throwable cause) {
        super(message, cause);
    }
}
