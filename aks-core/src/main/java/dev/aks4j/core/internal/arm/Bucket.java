package dev.aks4j.core.internal.arm;

import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One token bucket, counted here as Azure counts it, with one queue in front of it: who came first goes first, also after a
 * repetition. Azure's answers correct the count, and where they show a lower limit than is documented, that one is learned.
 * Who would wait longer than they have is told at once. Thread-safe.
 */
public final class Bucket {

    private static final double WHOLE = 1 - 1e-9;

    /** Seconds after which it looks again at the latest; what fits into a long as nanoseconds. */
    private static final double LONGEST_SLEEP = 1e9;

    private final Limit limit;
    private final Scheduler scheduler;
    private final Runnable queueChanged;
    private final TreeMap<Long, Turn> queue = new TreeMap<>();
    private final LearnedLimit learned;
    private double tokens;
    private double counted;
    private double closedUntil;
    private boolean probing;
    private boolean probed;
    private Scheduler.@Nullable Cancellable timer;

    Bucket(Limit limit, double tokens, Scheduler scheduler, Runnable queueChanged) {
        this.limit = limit;
        this.tokens = tokens;
        this.scheduler = scheduler;
        this.queueChanged = queueChanged;
        this.counted = now();
        this.closedUntil = counted;
        this.learned = new LearnedLimit(limit);
    }

    /** Takes a token if there is one and nobody waits for it. */
    synchronized boolean tryTake() {
        return queue.isEmpty() && take();
    }

    /**
     * Takes a token when it is this caller's turn. Cancelling the future leaves the queue.
     *
     * @param ticket when the caller came first; those with lower ones go before
     * @param deadline by which the caller has to have its turn; completes with {@link NoTurnException} if it will not
     */
    CompletableFuture<Void> takeInTurn(long ticket, Duration deadline) {
        Turn turn = new Turn(ticket, seconds(deadline));
        double wait;
        synchronized (this) {
            int before = queue.isEmpty() || queue.lastKey() < ticket
                    ? queue.size()
                    : queue.headMap(ticket).size();
            wait = secondsUntilTurn(before);
            if (now() + wait <= turn.deadline) {
                queue.put(ticket, turn);
            }
        }
        if (now() + wait > turn.deadline) {
            turn.completeExceptionally(new NoTurnException(limit, waiting(), duration(wait)));
            return turn;
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

    /** Returns how many it gains each second, as far as Azure's answers show. */
    synchronized double perSecond() {
        return learned.rate();
    }

    synchronized boolean isIdle() {
        refill();
        return queue.isEmpty() && !isClosed() && !learned.isLower() && tokens >= limit.capacity();
    }

    synchronized int waiting() {
        return queue.size();
    }

    Limit limit() {
        return limit;
    }

    /** Returns how long a caller who comes now would wait. */
    synchronized Duration expectedWait() {
        return duration(secondsUntilTurn(queue.size() - 1));
    }

    /** Azure says how many it would still take; it may count others that we do not see. */
    synchronized void remaining(double azures) {
        refill();
        tokens = Math.min(tokens, azures);
    }

    /** Azure took a request. */
    void accepted() {
        boolean waits;
        synchronized (this) {
            learned.accepted();
            probing = false;
            waits = !queue.isEmpty();
        }
        if (waits) {
            serve();
        }
    }

    /** A request is over, whatever came of it. */
    void ended() {
        boolean waits;
        synchronized (this) {
            waits = probed && !queue.isEmpty();
            probed = false;
        }
        if (waits) {
            serve();
        }
    }

    /** Azure refused a request and said when to come back. */
    void refused(Duration pause) {
        List<Turn> late = new ArrayList<>();
        synchronized (this) {
            refill();
            if (!isClosed()) {
                learned.refused(counted, seconds(pause));
            }
            tokens = Math.min(tokens, 0);
            probing = true;
            closedUntil = Math.max(closedUntil, counted + seconds(pause));
            int before = 0;
            for (Iterator<Turn> each = queue.values().iterator(); each.hasNext(); ) {
                Turn turn = each.next();
                if (counted + secondsUntilTurn(before) > turn.deadline) {
                    each.remove();
                    late.add(turn);
                } else {
                    before++;
                }
            }
        }
        if (!late.isEmpty()) {
            NoTurnException reason = new NoTurnException(limit, waiting(), expectedWait());
            scheduler.executor().execute(() -> late.forEach(turn -> turn.completeExceptionally(reason)));
            queueChanged.run();
        }
        serve();
    }

    private void left(Turn turn) {
        Scheduler.Cancellable idle;
        synchronized (this) {
            if (!queue.remove(turn.ticket, turn)) {
                return;
            }
            idle = queue.isEmpty() ? stopTimer() : () -> {};
        }
        idle.cancel();
        queueChanged.run();
    }

    private void serve() {
        List<Turn> served = new ArrayList<>();
        synchronized (this) {
            while (!queue.isEmpty() && take()) {
                served.add(queue.pollFirstEntry().getValue());
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
            // One after another, so that they leave in the order in which they came.
            scheduler
                    .executor()
                    .execute(() -> served.forEach(turn -> {
                        if (!turn.complete(null)) {
                            giveBack();
                        }
                    }));
        }
    }

    /** Whoever was served does not send after all. */
    void giveBack() {
        synchronized (this) {
            refill();
            tokens = Math.min(learned.capacity(), tokens + 1);
            probed = false;
        }
        serve();
    }

    /** Nobody waits any more, so nobody has to be woken. */
    private Scheduler.Cancellable stopTimer() {
        Scheduler.Cancellable known = timer == null ? () -> {} : timer;
        timer = null;
        return known;
    }

    /** After a refusal a single request finds out whether Azure takes requests again. */
    private boolean take() {
        refill();
        if (isClosed()) {
            return false;
        }
        if (probing) {
            boolean first = !probed;
            probed = true;
            // What came together meanwhile does not follow it at once.
            tokens = Math.min(tokens, 0);
            return first;
        }
        if (tokens < WHOLE) {
            return false;
        }
        tokens -= 1;
        return true;
    }

    private Duration untilNext() {
        double closed = Math.max(0, closedUntil - now());
        double filled = probing && !probed ? 0 : Math.max(0, 1 - tokens) / learned.rate();
        // To the nanosecond: of what is less than a millisecond nobody is to be woken every microsecond.
        return Duration.ofNanos((long) Math.ceil(1e9 * Math.min(Math.max(closed, filled), LONGEST_SLEEP)))
                .plusNanos(1_000);
    }

    private double secondsUntilTurn(int before) {
        refill();
        double closed = Math.max(0, closedUntil - counted);
        double missing = Math.max(0, before + 1 - Math.max(0, tokens));
        return closed + missing / learned.rate();
    }

    private boolean isClosed() {
        return closedUntil > now();
    }

    private void refill() {
        double now = now();
        learned.forgive(now);
        tokens = Math.min(learned.capacity(), tokens + Math.max(0, now - counted) * learned.rate());
        counted = now;
    }

    private double now() {
        return seconds(scheduler.elapsed());
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / 1e9;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis((long) (1000 * Math.min(seconds, 1e9)));
    }

    /** Somebody who waits. */
    private static final class Turn extends CompletableFuture<Void> {
        private final long ticket;
        private final double deadline;

        private Turn(long ticket, double deadline) {
            this.ticket = ticket;
            this.deadline = deadline;
        }
    }
}
