package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * For how long a process may count on a run being its own: for three quarters of a lease, from the moment before the
 * ledger last took something from it. Nobody can take the run over before the whole lease is over; the last quarter is for
 * what lies between this look and the wire, and for clocks that do not run equally fast.
 *
 * <p>The monotonic clock tells. A virtual machine that is halted may find it where it was, so the date must agree; one that is
 * set forward only makes the ledger be asked once more. Thread-safe.
 */
final class Hold {

    private final Scheduler scheduler;
    private final Optional<Duration> length;
    private volatile Moment since;
    private volatile boolean ended;

    private record Moment(Duration elapsed, Instant date) {}

    /**
     * Begins to hold.
     *
     * @param lease the ledger's lease; nothing if no other process can have the ledger open
     */
    Hold(Scheduler scheduler, Optional<Duration> lease) {
        this.scheduler = scheduler;
        this.length = lease.map(whole -> whole.multipliedBy(3).dividedBy(4));
        this.since = new Moment(scheduler.elapsed(), scheduler.now());
    }

    /**
     * Does what may prove that the run is ours, and returns whether it does.
     *
     * @param said the date that others read in the ledger, by which they tell whether the lease is over
     */
    boolean by(Instant said, BooleanSupplier proof) {
        Moment before = new Moment(scheduler.elapsed(), said);
        boolean proven = proof.getAsBoolean();
        if (proven) {
            since = before;
        }
        return proven;
    }

    /** Ends it for good: nothing more is sent from here. */
    void end() {
        ended = true;
    }

    /** Returns whether the run is surely ours at this moment. */
    boolean isSure() {
        Moment last = since;
        return !ended
                && length.filter(most -> longer(scheduler.elapsed().minus(last.elapsed()), most)
                                || longer(Duration.between(last.date(), scheduler.now()), most))
                        .isEmpty();
    }

    private static boolean longer(Duration passed, Duration most) {
        return passed.compareTo(most) > 0;
    }
}
