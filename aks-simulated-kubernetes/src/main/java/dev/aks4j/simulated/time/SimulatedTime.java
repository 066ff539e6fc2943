package dev.aks4j.simulated.time;

import dev.aks4j.core.model.Scheduler;
import java.util.concurrent.locks.Lock;

/**
 * The time that a simulator and its clients share: the clients' scheduler and the simulator's timeline read one clock.
 * Thread-safe.
 */
public interface SimulatedTime extends Scheduler, AutoCloseable {

    /**
     * Returns the simulator's view of this time.
     *
     * @param lock the simulator's lock; events run while it is held
     */
    default Timeline timeline(Lock lock) {
        return new LockedTimeline(this, lock);
    }

    /** Returns how many simulated seconds pass in a real one, or 1 if simulated time has nothing to do with real time. */
    default double scale() {
        return 1;
    }

    /** Lets nothing more happen. */
    @Override
    void close();
}
