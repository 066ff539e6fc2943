package dev.aks4j.core.internal.arm;

import java.time.Duration;

/** A request would wait for one of Azure's limits longer than it may take. It was not sent. */
public final class NoTurnException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoTurnException(Limit limit, int waiting, Duration wait) {
        super(
                "its turn would come in " + wait.toSeconds() + " s, because " + waiting
                        + " requests wait for Azure's limit of " + limit.label(),
                null,
                false,
                false);
    }
}
