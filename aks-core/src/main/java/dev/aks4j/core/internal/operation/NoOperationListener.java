package dev.aks4j.core.internal.operation;

import dev.aks4j.core.operation.OperationListener;
import java.time.Duration;

/** Hears nothing. */
public enum NoOperationListener implements OperationListener {
    INSTANCE;

    @Override
    public void followed(String kind) {
        // nobody listens
    }

    @Override
    public void ended(Ended ended) {
        // nobody listens
    }

    @Override
    public void noticed(String kind, Duration lag) {
        // nobody listens
    }
}
