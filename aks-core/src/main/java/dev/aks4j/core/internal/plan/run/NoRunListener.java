package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunListener;
import dev.aks4j.core.plan.run.RunResult;
import java.time.Duration;

/** Hears nothing. */
public enum NoRunListener implements RunListener {
    INSTANCE;

    @Override
    public void started(String run) {
        // nobody listens
    }

    @Override
    public void happened(RunEvent event) {
        // nobody listens
    }

    @Override
    public void ended(RunResult result, Duration took) {
        // nobody listens
    }
}
