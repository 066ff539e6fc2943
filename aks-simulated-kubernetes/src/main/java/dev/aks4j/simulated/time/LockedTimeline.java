package dev.aks4j.simulated.time;

import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Lock;

/** A scheduler seen as a timeline: every event runs while the simulator's lock is held. Thread-safe. */
record LockedTimeline(Scheduler scheduler, Lock lock) implements Timeline {

    @Override
    public Instant now() {
        return scheduler.now();
    }

    @Override
    public void after(Duration delay, Runnable event) {
        scheduler.after(delay, () -> {
            lock.lock();
            try {
                event.run();
            } finally {
                lock.unlock();
            }
        });
    }
}
