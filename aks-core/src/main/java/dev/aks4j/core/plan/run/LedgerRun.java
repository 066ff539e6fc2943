package dev.aks4j.core.plan.run;

import dev.aks4j.core.internal.plan.run.RunRecord;
import dev.aks4j.core.plan.ledger.RunFilter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run as its ledger told it when it was looked up: {@link #state} tells whether its process died, it failed, it is under
 * way, or it is finished. Immutable and thread-safe.
 *
 * <pre>{@code
 * LedgerRun run = aks.runs().find(id).orElseThrow();
 * if (run.state() == RunState.INTERRUPTED) {
 *     run.resume();
 * }
 * }</pre>
 */
public final class LedgerRun {

    private final Runs runs;
    private final String id;
    private final RunState state;
    private final Optional<RunRecord> record;
    private final RunResult result;
    private final Instant started;
    private final Optional<String> failure;

    LedgerRun(Runs runs, RunRecord record, RunState state, RunResult result) {
        this.runs = runs;
        this.id = record.id();
        this.state = state;
        this.record = Optional.of(record);
        this.result = result;
        this.started = record.planned();
        this.failure = record.lastFailure();
    }

    /** Creates one that cannot be read. */
    LedgerRun(Runs runs, String id, String title, Instant started, String why) {
        this.runs = runs;
        this.id = id;
        this.state = RunState.UNREADABLE;
        this.record = Optional.empty();
        this.result = new RunResult(id, title, List.of(), Optional.empty());
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

    /** Returns why it ended, or why its process left it, if that was written down and nobody took it up since. */
    public Optional<RunEnd> end() {
        return state == RunState.FAILED ? Optional.of(RunEnd.FAILED) : record.flatMap(RunRecord::end);
    }

    /** Returns when the last thing about it was written down by who carried it out; if that cannot be read, its start. */
    public Instant lastSign() {
        return record.map(RunRecord::lastSign).orElse(started);
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

    /** Returns the subscription of the client that started it, in lower case; empty if that is not known. */
    public String subscriptionId() {
        return record.map(RunRecord::subscriptionId).orElse("");
    }

    boolean isMeantBy(RunFilter filter) {
        return filter.subscription()
                        .filter(wanted -> record.filter(
                                        known -> !known.subscriptions().contains(wanted))
                                .isPresent())
                        .isEmpty()
                && labels().entrySet().containsAll(filter.labels().entrySet());
    }

    /**
     * Carries on what is missing, failed steps included. An operation whose way back is in the ledger is followed, never
     * sent again; a write of which nobody knows whether it was sent is looked after by reading. Nothing is removed or
     * changed that is not as the plan saw it. Blocks for reading and writing the ledger only.
     *
     * <p>A run that is under way here is not started twice: its handle is returned. One that another client of this
     * process carries out is taken from it. One that is under way in another process is refused: it is taken over only once
     * its owner has given no sign of life for a whole lease of the ledger, so that no two carry it out. To take a run from a
     * living owner, {@link #stop()} it, and resume it a lease later. {@link Runs#resumeInterrupted()} passes over those that
     * others took.
     *
     * @throws dev.aks4j.core.plan.ledger.LedgerTakenException if another process took the run at the same moment
     * @throws dev.aks4j.core.model.AksException if it is under way in another process, is finished by now, a newer run took its
     *     place, or another version of this library wrote it
     */
    public Run resume() {
        return runs.resume(id);
    }

    /**
     * Stops the run, wherever it is carried out. Here that happens at once. In another process it happens before the next
     * thing that it would write down, at the latest a third of the ledger's lease from now: it finds that it was stopped,
     * and sends nothing more. What is under way in Azure goes on. It goes on only if somebody resumes it; where another
     * process carried it out, that is possible a lease later.
     *
     * @throws dev.aks4j.core.model.AksException if it is finished
     * @throws dev.aks4j.core.plan.ledger.LedgerTakenException if who carries it out wrote at the same moment; stop it again
     */
    public void stop() {
        runs.stop(id);
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
