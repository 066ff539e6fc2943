package dev.aks4j.testkit;

import dev.aks4j.core.model.Scheduler;
import dev.aks4j.simulated.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/** A simulator's time as the library's scheduler. Thread-safe. */
public final class SimulatedScheduler implements Scheduler {

    private final SimulatedTime time;

    private SimulatedScheduler(SimulatedTime time) {
        this.time = time;
    }

    /** Returns the scheduler that waits by a simulated time. */
    public static Scheduler on(SimulatedTime time) {
        return new SimulatedScheduler(time);
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public Duration elapsed() {
        return time.elapsed();
    }

    @Override
    public Executor executor() {
        return time.executor();
    }

    @Override
    public Executor blocking() {
        return time.movesOnlyWhileWaiting()
                ? time.executor()
                : Scheduler.standard().blocking();
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        SimulatedTime.Cancellable scheduled = time.after(delay, task);
        return scheduled::cancel;
    }

    @Override
    public <T> T await(CompletionStage<T> stage, Duration atMost)
            throws TimeoutException, ExecutionException, InterruptedException {
        return time.await(stage, atMost);
    }

    @Override
    public boolean movesOnlyWhileWaiting() {
        return time.movesOnlyWhileWaiting();
    }

    @Override
    public String toString() {
        return time.toString();
    }
}
