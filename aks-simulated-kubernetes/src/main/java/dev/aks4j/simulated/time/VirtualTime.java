package dev.aks4j.simulated.time;

import dev.aks4j.simulated.time.EventQueue.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Time that stands still until somebody waits, and then jumps from event to event. It has no threads: a thread that
 * waits runs the events, those of the library and those of the simulator alike, in order of time and then of arrival. A
 * two-hour upgrade therefore takes as long as the work in it.
 *
 * <p>Several threads may wait; one of them runs events at a time. A task may wait itself. When nothing is left that
 * could happen, a waiting thread gives other threads a real minute to add an event or to complete what it waits
 * for, and then reports a timeout.
 *
 * <p>Thread-safe.
 */
public final class VirtualTime implements SimulatedTime {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final EventQueue queue = new EventQueue();
    private final Duration patience;
    private final Instant start;
    private Duration set = Duration.ZERO;
    private Instant now;
    private Thread pump;

    private VirtualTime(Instant start, Duration patience) {
        this.now = start;
        this.start = start;
        this.patience = patience;
    }

    /** Returns a time that begins at an instant. */
    public static VirtualTime startingAt(Instant start) {
        return new VirtualTime(start, PATIENCE);
    }

    /**
     * Returns a time that begins at an instant.
     *
     * @param patience how long, in real time, a thread waits for other threads when nothing is left that could happen
     */
    public static VirtualTime startingAt(Instant start, Duration patience) {
        return new VirtualTime(start, patience);
    }

    @Override
    public Instant now() {
        lock.lock();
        try {
            return now.plus(set);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Duration elapsed() {
        lock.lock();
        try {
            return Duration.between(start, now);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sets the wall clock forward, or back, as an administrator or a time server does. No time passes by it, and nothing is
     * due earlier or later.
     */
    public void setWallClock(Duration by) {
        lock.lock();
        try {
            set = set.plus(by);
        } finally {
            lock.unlock();
        }
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
    public Cancellable after(Duration delay, Runnable task) {
        lock.lock();
        try {
            Event event = queue.add(delay.isNegative() ? now : now.plus(delay), task);
            changed.signalAll();
            return () -> cancel(event);
        } finally {
            lock.unlock();
        }
    }

    private void cancel(Event event) {
        lock.lock();
        try {
            queue.remove(event);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void advance(Duration duration) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        after(duration, () -> end.complete(null));
        try {
            await(end, duration.plusSeconds(1));
        } catch (TimeoutException | ExecutionException e) {
            throw new IllegalStateException("Time could not be advanced by " + duration, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while time was being advanced by " + duration, e);
        }
    }

    @Override
    public <T> T await(CompletionStage<T> stage, Duration atMost)
            throws TimeoutException, ExecutionException, InterruptedException {
        CompletableFuture<T> future = stage.toCompletableFuture();
        future.whenComplete((value, failure) -> wake());
        lock.lockInterruptibly();
        Event deadline = queue.addDeadline(now.plus(atMost));
        try {
            while (!future.isDone()) {
                if (!now.isBefore(deadline.due())) {
                    throw new TimeoutException("Not done after " + atMost + " of simulated time, at " + now);
                }
                step(future, deadline);
            }
        } finally {
            queue.remove(deadline);
            changed.signalAll();
            lock.unlock();
        }
        return future.get();
    }

    private void step(CompletableFuture<?> future, Event deadline) throws InterruptedException, TimeoutException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (pump != null && pump != Thread.currentThread()) {
            changed.await();
        } else if (queue.idle() && !somethingDue()) {
            awaitOthers(future, deadline);
        } else {
            runNext();
        }
    }

    private boolean somethingDue() {
        return queue.peek().filter(event -> !event.due().isAfter(now)).isPresent();
    }

    /** Only deadlines are left: some other thread has to act, in real time. */
    private void awaitOthers(CompletableFuture<?> future, Event deadline)
            throws InterruptedException, TimeoutException {
        long left = patience.toNanos();
        while (queue.idle() && !future.isDone()) {
            if (left <= 0) {
                now = deadline.due().isAfter(now) ? deadline.due() : now;
                throw new TimeoutException("Nothing is left that could happen, and for " + patience
                        + " of real time no other thread completed what is awaited. The simulated clock was moved to"
                        + " the deadline, " + now + ".");
            }
            left = changed.awaitNanos(left);
        }
    }

    /** Runs the next event without the lock, as the only thread that does. */
    private void runNext() {
        Event event = queue.poll().orElseThrow();
        now = event.due().isAfter(now) ? event.due() : now;
        Thread outer = pump;
        pump = Thread.currentThread();
        int holds = lock.getHoldCount();
        for (int i = 0; i < holds; i++) {
            lock.unlock();
        }
        try {
            event.task().run();
        } finally {
            for (int i = 0; i < holds; i++) {
                lock.lock();
            }
            pump = outer;
            changed.signalAll();
        }
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        wake();
    }

    @Override
    public String toString() {
        return "virtual time, " + now();
    }
}
