package dev.aks4j.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.model.AksException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runs of one ledger: starts them, finds the unfinished ones, and carries them on. Thread-safe.
 *
 * <pre>{@code
 * aks.runs().unfinished().forEach(run -> run.resume().await(Duration.ofMinutes(60)));
 * }</pre>
 */
public final class Runs {

    private final RunContext context;
    private final Map<String, Run> active = new ConcurrentHashMap<>();
    private final Map<String, RunMachine> machines = new ConcurrentHashMap<>();

    Runs(RunContext context) {
        this.context = context;
    }

    /**
     * Returns the runs that are not finished, oldest first: those whose process died, those that failed, and those under
     * way in this process.
     */
    public List<UnfinishedRun> unfinished() {
        return context.ledger().unfinished().stream()
                .map(this::record)
                .flatMap(Optional::stream)
                .map(record -> new UnfinishedRun(this, record))
                .toList();
    }

    /**
     * Starts a run of steps. Plans do this; a caller with writes of its own, such as a day-2 verb, may too. Blocks for
     * one write to the ledger only.
     *
     * @param title what the run does, in a few words
     * @param steps the steps; those that one names in {@link Step#after()} must be among them
     * @param deadline how long this process follows the run, and how long it waits for other operations; afterwards
     *     nothing more is sent, and the run can be resumed
     */
    public Run start(String title, List<Step> steps, Duration deadline) {
        Graph.check(steps);
        RunRecord record =
                RunRecord.of(context.runIds().get(), title, context.scheduler().now(), deadline, steps);
        return run(record, record.toFact());
    }

    synchronized Run resume(String id) {
        Run known = active.get(id);
        if (known != null) {
            return known;
        }
        RunRecord record = record(id).orElseThrow(() -> finished(id));
        return run(record, RunRecord.fact("claimed", context.scheduler().now()));
    }

    private Run run(RunRecord record, JsonNode fact) {
        RunMachine machine = new RunMachine(context, record, () -> forget(record.id()));
        Run run = new Run(record.id(), machine, context.scheduler());
        active.put(record.id(), run);
        machines.put(record.id(), machine);
        try {
            machine.start(fact);
        } catch (RuntimeException e) {
            forget(record.id());
            throw e;
        }
        return run;
    }

    private void forget(String id) {
        active.remove(id);
        machines.remove(id);
    }

    synchronized void abandon(String id) {
        if (active.containsKey(id)) {
            throw new AksException("Run " + id + " is under way in this process. Wait for its end, then abandon it.");
        }
        RunRecord record = record(id).orElseThrow(() -> finished(id));
        context.ledger()
                .append(new LedgerEntry(
                        id,
                        record.next(),
                        RunRecord.fact("abandoned", context.scheduler().now()),
                        true));
    }

    private Optional<RunRecord> record(String id) {
        return Optional.of(context.ledger().read(id))
                .filter(entries ->
                        !entries.isEmpty() && !entries.get(entries.size() - 1).last())
                .map(RunRecord::read);
    }

    private static AksException finished(String id) {
        return new AksException("Run " + id + " is finished, or the ledger never had it; there is nothing to resume.");
    }

    /** Stops following every run, as when the client is closed. What is under way in Azure goes on and can be resumed. */
    public void close() {
        List.copyOf(machines.values()).forEach(RunMachine::close);
    }
}
