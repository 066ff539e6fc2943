package dev.aks4j.core.internal.arm;

import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One token bucket, counted here as Azure counts it, with one queue in front of it: first come, first served. Azure's
 * answers correct the count. Thread-safe.
 */
public final class Bucket {

    private static final double WHOLE = 1 - 1e-9;

    private final Limit limit;
    private final Scheduler scheduler;
    private final Runnable queueChanged;
    private final Deque<CompletableFuture<Void>> queue = new ArrayDeque<>();
    private double tokens;
    private Instant counted;
    private Instant closedUntil;
    private Scheduler.Cancellable timer;

    Bucket(Limit limit, double tokens, Scheduler scheduler, Runnable queueChanged) {
        this.limit = limit;
        this.tokens = tokens;
        this.scheduler = scheduler;
        this.queueChanged = queueChanged;
        this.counted = scheduler.now();
        this.closedUntil = counted;
    }

    /** Takes a token if there is one and nobody waits for it. */
    synchronized boolean tryTake() {
        return queue.isEmpty() && take();
    }

    /** Takes a token when it is this caller's turn. Cancelling the future leaves the queue. */
    CompletableFuture<Void> takeInTurn() {
        CompletableFuture<Void> turn = new CompletableFuture<>();
        synchronized (this) {
            queue.addLast(turn);
        }
        turn.whenComplete((none, failure) -> {
            if (turn.isCancelled()) {
                left(turn);
            }
        });
        queueChanged.run();
        serve();
        return turn;
    }

    /** Returns how many requests could go now. */
    synchronized double level() {
        refill();
        return isClosed() ? 0 : Math.max(0, tokens - queue.size());
    }

    synchronized boolean isIdle() {
        refill();
        return queue.isEmpty() && !isClosed() && tokens >= limit.capacity();
    }

    synchronized int waiting() {
        return queue.size();
    }

    Limit limit() {
        return limit;
    }

    /** Returns how long a caller who comes now would wait. */
    synchronized Duration expectedWait() {
        refill();
        Duration closed = isClosed() ? Duration.between(scheduler.now(), closedUntil) : Duration.ZERO;
        double missing = Math.max(0, queue.size() - Math.max(0, tokens));
        return closed.plusMillis((long) (1000 * missing / limit.perSecond()));
    }

    /** Azure says how many it would still take; it may count others that we do not see. */
    synchronized void remaining(double azures) {
        refill();
        tokens = Math.min(tokens, azures);
    }

    /** Azure refused a request and said when to come back. */
    void refused(Duration pause) {
        synchronized (this) {
            refill();
            tokens = Math.min(tokens, 0);
            Instant until = scheduler.now().plus(pause);
            closedUntil = until.isAfter(closedUntil) ? until : closedUntil;
        }
        serve();
    }

    private void left(CompletableFuture<Void> turn) {
        Scheduler.Cancellable idle;
        synchronized (this) {
            if (!queue.remove(turn)) {
                return;
            }
            idle = queue.isEmpty() ? stopTimer() : () -> {};
        }
        idle.cancel();
        queueChanged.run();
    }

    private void serve() {
        List<CompletableFuture<Void>> served = new ArrayList<>();
        synchronized (this) {
            while (!queue.isEmpty() && take()) {
                served.add(queue.removeFirst());
            }
            if (!queue.isEmpty() && timer == null) {
                timer = scheduler.after(untilNext(), () -> {
                    synchronized (this) {
                        timer = null;
                    }
                    serve();
                });
            }
        }
        if (!served.isEmpty()) {
            queueChanged.run();
            served.forEach(turn -> scheduler.executor().execute(() -> {
                if (!turn.complete(null)) {
                    giveBack();
                }
            }));
        }
    }

    /** Whoever was served has left in the same moment. */
    private void giveBack() {
        synchronized (this) {
            refill();
            tokens = Math.min(limit.capacity(), tokens + 1);
        }
        serve();
    }

    /** Nobody waits any more, so nobody has to be woken. */
    private Scheduler.Cancellable stopTimer() {
        Scheduler.Cancellable known = timer == null ? () -> {} : timer;
        timer = null;
        return known;
    }

    private boolean take() {
        refill();
        if (isClosed() || tokens < WHOLE) {
            return false;
        }
        tokens -= 1;
        return true;
    }

    private Duration untilNext() {
        Duration closed = isClosed() ? Duration.between(scheduler.now(), closedUntil) : Duration.ZERO;
        Duration filled = Duration.ofNanos((long) (1e9 * Math.max(0, 1 - tokens) / limit.perSecond()) + 1_000);
        return closed.compareTo(filled) > 0 ? closed : filled;
    }

    private boolean isClosed() {
        return closedUntil.isAfter(scheduler.now());
    }

    private void refill() {
        Instant now = scheduler.now();
        double seconds = Duration.between(counted, now).toNanos() / 1e9;
        tokens = Math.min(limit.capacity(), tokens + Math.max(0, seconds) * limit.perSecond());
        counted = now;
    }
}
