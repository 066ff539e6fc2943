package dev.aks4j.core.plan.run;

import dev.aks4j.core.internal.plan.run.RunRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run in the ledger that is not finished, as it was when it was looked up: {@link #state} tells whether its process died,
 * it failed, or it is under way. Immutable and thread-safe.
 */
public final class UnfinishedRun {

    private final Runs runs;
    private final String id;
    private final RunState state;
    private final Optional<RunRecord> record;
    private final RunResult result;
    private final Instant started;
    private final Optional<String> failure;

    UnfinishedRun(Runs runs, RunRecord record, RunState state, RunResult result) {
        this.runs = runs;
        this.id = record.id();
        this.state = state;
        this.record = Optional.of(record);
        this.result = result;
        this.started = record.planned();
        this.failure = record.lastFailure();
    }

    /** Creates one that cannot be read. */
    UnfinishedRun(Runs runs, String id, String title, Instant started, String why) {
        this.runs = runs;
        this.id = id;
        this.state = RunState.UNREADABLE;
        this.record = Optional.empty();
        this.result = new RunResult(id, title, List.of());
        this.started = started;
        this.failure = Optional.of(why);
    }

    /** Returns the run's id. */
    public String id() {
        return id;
    }

    /** Returns what the run does. */
    public String title() {
        return result.title();
    }

    /** Returns when it was started first; {@link Instant#EPOCH} if that cannot be read. */
    public Instant started() {
        return started;
    }

    /** Returns how it stands. */
    public RunState state() {
        return state;
    }

    /** Returns what went wrong last, if something did: the message of the failure as it was written down. */
    public Optional<String> lastFailure() {
        return failure;
    }

    /** Returns what the caller gave the run to know it by: see {@link dev.aks4j.core.plan.Plan#apply(Map)}. */
    public Map<String, String> labels() {
        return record.map(RunRecord::labels).orElse(Map.of());
    }

    /** Returns how each of its steps stands, in the order of the plan; none if it cannot be read. */
    public List<StepResult> steps() {
        return result.steps();
    }

    /** Returns the subscription that it works in; empty if it has no steps. */
    public String subscriptionId() {
        return record.map(RunRecord::subscriptionId).orElse("");
    }

    /**
     * Carries on what is missing, failed steps included. An operation whose way back is in the ledger is followed, never
     * sent again; a write of which nobody knows whether it was sent is looked after by reading. Nothing is removed or
     * changed that is not as the plan saw it. Blocks for reading and writing the ledger only.
     *
     * <p>A run that is under way here is not started twice: its handle is returned. One that is under way elsewhere is
     * taken over: its owner is fenced off and sends nothing any more.
     *
     * @throws dev.aks4j.core.plan.ledger.LedgerTakenException if another process took the run at the same moment
     * @throws dev.aks4j.core.model.AksException if it is finished by now, a newer run took its place, or another version
     *     of this library wrote it
     */
    public Run resume() {
        return runs.resume(id);
    }

    /**
     * Strikes the run from the ledger without doing anything in Azure. What it created stays.
     *
     * @throws dev.aks4j.core.model.AksException if the run is under way in this process
     */
    public void abandon() {
        runs.abandon(id);
    }

    /** Returns id, title, start, state, how many steps are done, and the last failure. */
    @Override
    public String toString() {
        long done = result.with(StepResult.Outcome.SUCCEEDED).size();
        return "Run " + id() + ": " + title() + ", started " + started() + ", " + state + ", " + done + " of "
                + result.steps().size() + " steps done"
                + failure.flatMap(text -> text.lines().findFirst())
                        .map(line -> ", last failure: " + line)
                        .orElse("");
    }
}
