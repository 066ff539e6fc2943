package dev.aks4j.simulated.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The simulator's time: what it is now, and what will happen later. Events due at the same instant run in the order in
 * which they were added. Events run under the simulator's lock, never at the same time as a request.
 */
public interface Timeline {

    /** Returns the simulated instant. */
    Instant now();

    /**
     * Adds an event.
     *
     * @param delay how long from now, in simulated time
     * @param event what happens then
     */
    void after(Duration delay, Runnable event);

    /**
     * Adds an event that is due by the clock of those who call the simulator, such as the end of a request that they keep
     * open. Where simulated time runs faster than theirs, that is later than {@link #after} would have it.
     *
     * @param delay how long from now, in the callers' time
     * @param event what happens then
     */
    default void afterForCallers(Duration delay, Runnable event) {
        after(delay, event);
    }
}
