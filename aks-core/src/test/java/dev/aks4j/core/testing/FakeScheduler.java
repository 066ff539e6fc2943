package dev.aks4j.core.testing;

import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A scheduler whose time passes only while somebody waits on it or calls {@link #advance}. Tasks run on the waiting thread,
 * in the order of their instants and, at one instant, in the order in which they were added. Deterministic; meant for one
 * test thread.
 */
public final class FakeScheduler implements Scheduler {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private record Task(Instant at, long number, Runnable action) {}

    private final NavigableSet<Task> tasks = new TreeSet<>((a, b) -> {
        int byTime = a.at.compareTo(b.at);
        return byTime != 0 ? byTime : Long.compare(a.number, b.number);
    });
    private Instant now = START;
    private Duration set = Duration.ZERO;
    private long number;

    @Override
    public synchronized Instant now() {
        return now.plus(set);
    }

    /** Sets the wall clock forward, or back; no time passes by it. */
    public synchronized void setWallClock(Duration by) {
        set = set.plus(by);
    }

    @Override
    public boolean movesOnlyWhileWaiting() {
        return true;
    }

    @Override
    public Executor executor() {
        return task -> after(Duration.ZERO, task);
    }

    @Override
    public synchronized Cancellable after(Duration delay, Runnable action) {
        Task task = new Task(now.plus(delay.isNegative() ? Duration.ZERO : delay), number++, action);
        tasks.add(task);
        return () -> {
            synchronized (this) {
                tasks.remove(task);
            }
        };
    }

    @Override
    public <T> T await(CompletionStage<T> stage, Duration atMost)
            throws TimeoutException, ExecutionException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        CompletableFuture<T> future = stage.toCompletableFuture();
        Instant until = moment().plus(atMost);
        while (!future.isDone() && runNext(until)) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        if (!future.isDone()) {
            moveTo(until);
            throw new TimeoutException();
        }
        return future.get(0, TimeUnit.SECONDS);
    }

    /** Lets time pass and runs everything that becomes due. */
    public void advance(Duration by) {
        Instant until = moment().plus(by);
        while (runNext(until)) {
            continue;
        }
        moveTo(until);
    }

    /** Runs what is due now, without letting time pass. */
    public void settle() {
        advance(Duration.ZERO);
    }

    /** Returns how long since the scheduler was made. */
    @Override
    public Duration elapsed() {
        return Duration.between(START, moment());
    }

    private synchronized Instant moment() {
        return now;
    }

    /** Returns how many tasks are still to run. */
    public synchronized int pending() {
        return tasks.size();
    }

    /** Returns how many tasks there have been so far, those that ran and those that were cancelled included. */
    public synchronized long added() {
        return number;
    }

    private boolean runNext(Instant until) {
        Task next;
        synchronized (this) {
            next = tasks.isEmpty() ? null : tasks.first();
            if (next == null || next.at.isAfter(until)) {
                return false;
            }
            tasks.pollFirst();
            if (next.at.isAfter(now)) {
                now = next.at;
            }
        }
        next.action.run();
        return true;
    }

    private synchronized void moveTo(Instant instant) {
        if (instant.isAfter(now)) {
            now = instant;
        }
    }
}
