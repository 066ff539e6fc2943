package dev.aks4j.core.arm;

import java.time.Duration;

/** Hears nothing. */
final class NoWaitListener implements WaitListener {

    public static final NoWaitListener INSTANCE = new NoWaitListener();

    private NoWaitListener() {}

    @Override
    public void waits(String why, Duration pause) {
        // nobody listens
    }
}
