package dev.aks4j.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/**
 * Time, as the library sees it: the only clock, the only timer and the only place where a thread may wait.
 *
 * <p>Nothing in aks4j reads the system clock or sleeps. Polls, retries, pacing and deadlines all go through one
 * scheduler, which is why a test kit with a virtual scheduler plays a two-hour upgrade in milliseconds.
 *
 * <p>Implementations are thread-safe. {@link #standard()} is the one for real use.
 */
public interface Scheduler {

    /**
     * Returns the current instant by the wall clock, which somebody may set. For what is shown, and for what is compared with
     * dates that Azure gives. How long something took, or may still take, is told by {@link #elapsed}.
     */
    Instant now();

    /**
     * Returns how much time has passed since a fixed moment of the past, by a clock that nobody sets: two of these tell how
     * long something took. Deadlines, pauses and limits count by it.
     */
    Duration elapsed();

    /**
     * Returns the executor on which the library goes on with its own work: short tasks that do not block and call nothing of
     * a caller's.
     */
    Executor executor();

    /**
     * Returns the executor for what may block: token sources, ledgers, listeners, and whatever else of a caller's is called.
     * No task waits for another. Default: {@link #executor()}, which is right where time is simulated.
     */
    default Executor blocking() {
        return executor();
    }

    /**
     * Runs a task later.
     *
     * @param delay how long from now; zero or negative means as soon as possible
     * @param task what to run; it must not block
     * @return a handle that cancels the task if it has not started
     */
    Cancellable after(Duration delay, Runnable task);

    /**
     * Blocks the calling thread until the stage completes or the time is over. Reaching the limit stops the waiting
     * only, never the work behind the stage.
     *
     * @param stage what to wait for
     * @param atMost how long to wait; required, because every wait has a deadline
     * @param <T> type of the result
     * @return the stage's result
     * @throws TimeoutException if the stage is not complete in time
     * @throws ExecutionException if the stage completed with a failure, which is the cause
     * @throws InterruptedException if the calling thread is interrupted
     */
    <T> T await(CompletionStage<T> stage, Duration atMost)
            throws TimeoutException, ExecutionException, InterruptedException;

    /**
     * Returns whether time moves only while a thread waits in {@link #await}, as in a test kit. Code that blocks in another
     * library must then do so inside {@code await}, or it waits for ever. Default: no.
     */
    default boolean movesOnlyWhileWaiting() {
        return false;
    }

    /** Cancels a scheduled task. */
    @FunctionalInterface
    interface Cancellable {
        /** Cancels the task if it has not started; otherwise does nothing. */
        void cancel();
    }

    /** Returns the scheduler on the system's clock, with a few daemon threads shared by the whole process. */
    static Scheduler standard() {
        return SystemScheduler.INSTANCE;
    }
}
