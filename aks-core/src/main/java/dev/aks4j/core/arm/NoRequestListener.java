package dev.aks4j.core.arm;

import java.time.Duration;

/** Hears nothing. */
enum NoRequestListener implements RequestListener {
    INSTANCE;

    @Override
    public void exchanged(Exchange exchange) {
        // nobody listens
    }

    @Override
    public void waited(String limit, Duration waited) {
        // nobody listens
    }
}
