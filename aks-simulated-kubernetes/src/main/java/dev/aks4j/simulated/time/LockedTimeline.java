package dev.aks4j.simulated.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Lock;

/**
 * A time seen as a timeline: every event runs while the simulator's lock is held. Its clock is Azure's, which goes on
 * when a client's wall clock is set. Thread-safe.
 */
final class LockedTimeline implements Timeline {

    private final SimulatedTime time;
    private final Lock lock;
    private final Instant begin;

    LockedTimeline(SimulatedTime time, Lock lock) {
        this.time = time;
        this.lock = lock;
        this.begin = time.now().minus(time.elapsed());
    }

    @Override
    public Instant now() {
        return begin.plus(time.elapsed());
    }

    @Override
    public void afterForCallers(Duration delay, Runnable event) {
        after(Duration.ofNanos((long) (delay.toNanos() * time.scale())), event);
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
