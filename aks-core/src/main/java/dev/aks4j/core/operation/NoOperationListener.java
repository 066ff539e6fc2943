package dev.aks4j.core.operation;

import java.time.Duration;

/** Hears nothing. */
enum NoOperationListener implements OperationListener {
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
