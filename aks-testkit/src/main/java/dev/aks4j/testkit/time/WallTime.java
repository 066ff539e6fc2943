package dev.aks4j.testkit.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Time that runs with the wall clock, a number of times faster. For a simulator that other processes use, and for
 * demonstrations. Has one timer thread and workers as needed, all daemons. Thread-safe.
 */
public final class WallTime implements SimulatedTime {

    private final Instant start;
    private final long origin = System.nanoTime();
    private final double scale;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemon("simulator-timer"));
    private final ExecutorService workers = Executors.newCachedThreadPool(daemon("simulator-worker"));

    private WallTime(Instant start, double scale) {
        this.start = start;
        this.scale = scale;
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Returns a time that begins now.
     *
     * @param start the simulated instant at which it begins
     * @param scale how many simulated seconds pass in a real one; above zero
     */
    public static WallTime startingAt(Instant start, double scale) {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("The time scale must be a number above zero, not " + scale + ".");
        }
        return new WallTime(start, scale);
    }

    @Override
    public Instant now() {
        return start.plusNanos((long) ((System.nanoTime() - origin) * scale));
    }

    @Override
    public Executor executor() {
        return workers;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        ScheduledFuture<?> scheduled = timer.schedule(task, real(delay), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public <T> T await(CompletionStage<T> stage, Duration atMost)
            throws TimeoutException, ExecutionException, InterruptedException {
        return stage.toCompletableFuture().get(real(atMost), TimeUnit.NANOSECONDS);
    }

    private long real(Duration simulated) {
        return Math.max(0, (long) (simulated.toSeconds() * 1e9 / scale + simulated.toNanosPart() / scale));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
