package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.LedgerTakenException;
import dev.aks4j.core.plan.run.RunEnd;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process's claim on a run: writes its facts at the next position of the ledger, which refuses them once somebody else
 * wrote there, shows that it lives, and tells whether the run is surely its own. Touched from the run's mailbox, but for
 * {@link #isSure} and {@link #end}, which any thread may call.
 */
final class RunClaim {

    private static final Logger LOG = LoggerFactory.getLogger(RunClaim.class);

    /** A ledger that fails to note a sign of life, once, has two more tries. */
    private static final int UNRENEWED = 2;

    private final RunContext context;
    private final String run;
    private final BooleanSupplier has;
    private final Hold hold;
    private long position;
    private int unrenewed;

    /**
     * Makes a claim of which nothing is written yet.
     *
     * @param position the next free one
     * @param has whether no other client of this process has the run; asked from any thread
     */
    RunClaim(RunContext context, String run, long position, BooleanSupplier has) {
        this.context = context;
        this.run = run;
        this.position = position;
        this.has = has;
        this.hold = new Hold(context.scheduler(), context.ledger().lease());
    }

    /**
     * Writes a fact.
     *
     * @throws dev.aks4j.core.model.AksException if the ledger refuses
     */
    void write(Json fact, boolean last) {
        hold.by(RunRecord.date(fact), () -> {
            ledger().append(new LedgerEntry(run, position, fact, last));
            return true;
        });
        position++;
    }

    /** Writes the first fact if nobody else carries the run out at that moment, and returns whether it is written. */
    boolean takeLeft(Json fact) {
        boolean stored =
                hold.by(RunRecord.date(fact), () -> ledger().claim(new LedgerEntry(run, position, fact, false)));
        position += stored ? 1 : 0;
        return stored;
    }

    /** Writes that the owner lives: where the ledger has a place for that, otherwise as a fact. */
    void showLife() {
        if (!renewed()) {
            write(RunRecord.fact("alive", context.scheduler().now()).build(), false);
        }
    }

    private boolean renewed() {
        try {
            boolean renewed = hold.by(context.scheduler().now(), () -> ledger().renew(run, position));
            unrenewed = 0;
            return renewed;
        } catch (LedgerTakenException e) {
            throw e;
        } catch (RuntimeException e) {
            if (++unrenewed > UNRENEWED) {
                throw e;
            }
            LOG.warn("The sign of life of run {} could not be written ({}); it is tried again.", run, e.toString());
            return true;
        }
    }

    /** Ends the claim: nothing more is sent from here. */
    void end() {
        hold.end();
    }

    /** Returns whether the run is surely this process's at this moment. */
    boolean isSure() {
        return hold.isSure() && has.getAsBoolean();
    }

    /** Returns why the ledger took nothing more: somebody else wrote there, and what that one wrote says why. */
    RunEnd lostBecause(RuntimeException failure) {
        if (!(failure instanceof LedgerTakenException)) {
            return RunEnd.BROKEN;
        }
        try {
            return ledger().read(run).stream()
                    .filter(entry -> entry.position() >= position)
                    .findFirst()
                    .map(RunRecord::takenBy)
                    .orElse(RunEnd.TAKEN_OVER);
        } catch (RuntimeException e) {
            return RunEnd.TAKEN_OVER;
        }
    }

    private Ledger ledger() {
        return context.ledger();
    }
}
