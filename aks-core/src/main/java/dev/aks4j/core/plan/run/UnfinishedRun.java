package dev.aks4j.core.plan.run;

import dev.aks4j.core.internal.plan.run.RunRecord;
import java.time.Instant;

/**
 * A run in the ledger that is not finished: its process died, it failed, or it is under way in this process right now.
 * Thread-safe.
 */
public final class UnfinishedRun {

    private final Runs runs;
    private final RunRecord record;

    UnfinishedRun(Runs runs, RunRecord record) {
        this.runs = runs;
        this.record = record;
    }

    /** Returns the run's id. */
    public String id() {
        return record.id();
    }

    /** Returns what the run does. */
    public String title() {
        return record.title();
    }

    /** Returns when it was started first. */
    public Instant started() {
        return record.planned();
    }

    /**
     * Carries on what is missing. An operation whose way back is in the ledger is followed, never sent again; a write of
     * which nobody knows whether it was sent is looked after by reading. Blocks for one write to the ledger only.
     *
     * <p>A run that is under way in this process is not started twice: its handle is returned. If the ledger allows more
     * than one process, the former owner of the run is fenced off and sends nothing any more.
     *
     * @throws dev.aks4j.core.plan.ledger.LedgerTakenException if another process took the run at the same moment
     */
    public Run resume() {
        return runs.resume(record.id());
    }

    /**
     * Strikes the run from the ledger without doing anything in Azure. What it created stays.
     *
     * @throws dev.aks4j.core.model.AksException if the run is under way in this process
     */
    public void abandon() {
        runs.abandon(record.id());
    }

    /** Returns id, title, start, and how many steps are done. */
    @Override
    public String toString() {
        long done = record.histories().values().stream()
                .filter(history -> history.phase() == RunRecord.StepHistory.Phase.SUCCEEDED)
                .count();
        return "Run " + id() + ": " + title() + ", started " + started() + ", " + done + " of "
                + record.steps().size() + " steps done";
    }
}
