package dev.aks4j.simulated.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;

/** The time that a simulator and its clients share: both read one clock, and wait by it. Thread-safe. */
public interface SimulatedTime extends AutoCloseable {

    /** Returns the simulated instant by a clock that a test may set. */
    Instant now();

    /** Returns how much simulated time has passed since the beginning, by a clock that nobody sets. */
    Duration elapsed();

    /** Returns where work is done that has no time of its own. */
    Executor executor();

    /**
     * Has something done later.
     *
     * @param delay how long from now, in simulated time
     * @param task what is done then
     */
    Cancellable after(Duration delay, Runnable task);

    /**
     * Waits for something.
     *
     * @param atMost how long to wait, in simulated time
     * @throws TimeoutException if it has not happened by then
     * @throws ExecutionException if it failed
     * @throws InterruptedException if the waiting thread was interrupted
     */
    <T> T await(CompletionStage<T> stage, Duration atMost)
            throws TimeoutException, ExecutionException, InterruptedException;

    /**
     * Lets time pass: everything due within the duration has happened when this returns. Time that runs by itself is
     * waited for.
     */
    void advance(Duration duration);

    /** Tells whether this time stands still until somebody waits. */
    default boolean movesOnlyWhileWaiting() {
        return false;
    }

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

    /** Calls off what was to be done later. */
    @FunctionalInterface
    interface Cancellable {
        /** Cancels the task if it has not started; otherwise does nothing. */
        void cancel();
    }
}
