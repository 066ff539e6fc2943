package dev.aks4j.simulated.time;

import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/**
 * Time that runs with the wall clock, a number of times faster. For a simulator that other processes use, and for
 * demonstrations. Its threads are those of the standard scheduler. Thread-safe.
 */
public final class WallTime implements SimulatedTime {

    private final Scheduler real = Scheduler.standard();
    private final Instant origin = real.now();
    private final Instant start;
    private final double scale;
    private volatile boolean closed;

    private WallTime(Instant start, double scale) {
        this.start = start;
        this.scale = scale;
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
        return startingAt(Scheduler.standard().now(), scale);
    }

    @Override
    public double scale() {
        return scale;
    }

    @Override
    public Instant now() {
        Duration passed = Duration.between(origin, real.now());
        return start.plusNanos((long) (passed.toNanos() * scale));
    }

    @Override
    public Executor executor() {
        return real.executor();
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        return real.after(real(delay), () -> {
            if (!closed) {
                task.run();
            }
        });
    }

    @Override
    public <T> T await(CompletionStage<T> stage, Duration atMost)
            throws TimeoutException, ExecutionException, InterruptedException {
        return real.await(stage, real(atMost));
    }

    private Duration real(Duration simulated) {
        double nanos = Math.max(0, simulated.toSeconds() * 1e9 / scale + simulated.toNanosPart() / scale);
        return Duration.ofNanos((long) Math.min(nanos, Long.MAX_VALUE / 4.0));
    }

    @Override
    public void close() {
        closed = true;
    }
}
