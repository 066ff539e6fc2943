package dev.aks4j.core.plan.run;

import java.time.Duration;

/** Hears nothing. */
enum NoRunListener implements RunListener {
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
