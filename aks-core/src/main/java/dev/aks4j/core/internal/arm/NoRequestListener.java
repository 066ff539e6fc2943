package dev.aks4j.core.internal.arm;

import dev.aks4j.core.arm.RequestListener;
import java.time.Duration;

/** Hears nothing. */
public enum NoRequestListener implements RequestListener {
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
