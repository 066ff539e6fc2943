package dev.aks4j.testkit.time;

import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Lock;

/**
 * A scheduler seen as a timeline: every event runs while the simulator's lock is held. Its clock is Azure's, which goes on
 * when a client's wall clock is set. Thread-safe.
 */
final class LockedTimeline implements Timeline {

    private final Scheduler scheduler;
    private final Lock lock;
    private final Instant begin;

    LockedTimeline(Scheduler scheduler, Lock lock) {
        this.scheduler = scheduler;
        this.lock = lock;
        this.begin = scheduler.now().minus(scheduler.elapsed());
    }

    @Override
    public Instant now() {
        return begin.plus(scheduler.elapsed());
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
