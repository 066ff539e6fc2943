package dev.aks4j.benchmarks;

import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that runs so fast that no bucket is ever empty, beside timers that run as usual, so that a request costs what it
 * costs in earnest and never waits for its limits. Counts the short waits that were asked for, to prove it. Thread-safe.
 */
final class FastClock implements Scheduler {

    /** Ten million: in the ten microseconds of a request a bucket of one a minute gains more than one. */
    private static final long FACTOR = 10_000_000;

    /** No deadline is as short as a wait for the slowest bucket, which gains a token each minute. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);

    private final Scheduler real = Scheduler.standard();
    private final Instant start = real.now();
    private final long origin = System.nanoTime();
    private final AtomicLong waits = new AtomicLong();

    /** Returns how many waits were asked for that may have been for a limit. */
    long waits() {
        return waits.get();
    }

    @Override
    public Instant now() {
        long passed = System.nanoTime() - origin;
        return start.plusSeconds(passed / 1_000_000_000 * FACTOR + passed % 1_000_000_000 * FACTOR / 1_000_000_000);
    }

    @Override
    public Duration elapsed() {
        return Duration.between(start, now());
    }

    @Override
    public Executor executor() {
        return real.executor();
    }

    @Override
    public Executor blocking() {
        return real.blocking();
    }

    @Override
    public Cancellable after(Duration delay, Runnable task) {
        if (delay.compareTo(LONGEST_WAIT) < 0) {
            waits.incrementAndGet();
        }
        return real.after(delay, task);
    }

    @Override
    public <T> T await(CompletionStage<T> stage, Duration atMost)
            throws TimeoutException, ExecutionException, InterruptedException {
        return real.await(stage, atMost);
    }
}
