package dev.aks4j.core.internal.arm;

import dev.aks4j.core.arm.WaitListener;
import java.time.Duration;

/** Hears nothing. */
public final class NoWaitListener implements WaitListener {

    public static final NoWaitListener INSTANCE = new NoWaitListener();

    private NoWaitListener() {}

    @Override
    public void waits(String why, Duration pause) {
        // nobody listens
    }
}
