package dev.aks4j.simulated.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Lock;

/** A time seen as a timeline: every event runs while the simulator's lock is held. Thread-safe. */
record LockedTimeline(SimulatedTime time, Lock lock) implements Timeline {

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public void after(Duration delay, Runnable event) {
        time.after(delay, () -> {
            lock.lock();
            try {
                event.run();
            } finally {
                lock.unlock();
            }
        });
    }
}
