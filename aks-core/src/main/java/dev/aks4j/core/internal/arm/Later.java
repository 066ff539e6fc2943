package dev.aks4j.core.internal.arm;

import dev.aks4j.core.model.Scheduler;
import java.time.Duration;

/** Runs what comes after a pause on a worker, so that the timer thread never does a request's work. */
public final class Later {

    private Later() {}

    static Scheduler.Cancellable run(Scheduler scheduler, Duration delay, Runnable task) {
        return scheduler.after(delay, () -> scheduler.executor().execute(task));
    }
}
