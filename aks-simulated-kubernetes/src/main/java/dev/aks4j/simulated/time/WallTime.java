package dev.aks4j.simulated.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Time that runs with the wall clock, a number of times faster. For a simulator that other processes use, and for
 * demonstrations. It has two daemon threads, which all such times of a process share. Thread-safe.
 */
public final class WallTime implements SimulatedTime {

    private static final ScheduledExecutorService THREADS = threads();

    private final long origin = System.nanoTime();
    private final Instant start;
    private final double scale;
    private volatile boolean closed;

    private WallTime(Instant start, double scale) {
        this.start = start;
        this.scale = scale;
    }

    private static ScheduledExecutorService threads() {
        ScheduledThreadPoolExecutor threads = new ScheduledThreadPoolExecutor(2, task -> {
            Thread thread = new Thread(task, "aks4j-simulated-time");
            thread.setDaemon(true);
            return thread;
        });
        threads.setRemoveOnCancelPolicy(true);
        return threads;
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

    /** Returns a time that begins now, at the wall clock's instant. */
    public static WallTime startingNow(double scale) {
        return startingAt(Instant.now(), scale);
    }

    @Override
    public double scale() {
        return scale;
    }

    @Override
    public Instant now() {
        return start.plus(elapsed());
    }

    @Override
    public Duration elapsed() {
        return Duration.ofNanos((long) ((System.nanoTime() - origin) * scale));
    }

    @Override
    public Executor executor() {
        return THREADS;
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        ScheduledFuture<?> scheduled = THREADS.schedule(
                () -> {
                    if (!closed) {
                        task.run();
                    }
                },
                real(delay),
                TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public <T> T await(CompletionStage<T> stage, Duration atMost)
            throws TimeoutException, ExecutionException, InterruptedException {
        return stage.toCompletableFuture().get(real(atMost), TimeUnit.NANOSECONDS);
    }

    @Override
    public void advance(Duration duration) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        after(duration, () -> end.complete(null));
        end.join();
    }

    private long real(Duration simulated) {
        double nanos = Math.max(0, simulated.toSeconds() * 1e9 / scale + simulated.toNanosPart() / scale);
        return (long) Math.min(nanos, Long.MAX_VALUE / 4.0);
    }

    @Override
    public void close() {
        closed = true;
    }
}
