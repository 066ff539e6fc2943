package dev.aks4j.core.plan.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.internal.plan.read.KubernetesAccess;
import dev.aks4j.core.internal.plan.run.ClusterExplainer;
import dev.aks4j.core.internal.plan.run.DependencyGraph;
import dev.aks4j.core.internal.plan.run.Explainer;
import dev.aks4j.core.internal.plan.run.Lanes;
import dev.aks4j.core.internal.plan.run.RunContext;
import dev.aks4j.core.internal.plan.run.RunMachine;
import dev.aks4j.core.internal.plan.run.RunRecord;
import dev.aks4j.core.internal.plan.run.StepDurations;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.operation.Operations;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

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

    private Runs(RunContext context) {
        this.context = context;
    }

    /**
     * Starts the runs of a ledger.
     *
     * @param arm reads live resources
     * @param operations sends the writes
     * @param scheduler the time
     */
    public static Builder builder(ArmClient arm, Operations operations, Scheduler scheduler) {
        return new Builder(arm, operations, scheduler);
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
        DependencyGraph.check(steps);
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

    /** Builds {@link Runs}. Not thread-safe. */
    public static final class Builder {

        private final ArmClient arm;
        private final Operations operations;
        private final Scheduler scheduler;
        private KubernetesAccess kubernetes = KubernetesAccess.none();
        private Ledger ledger = new MemoryLedger();
        private SecretSource secrets = SecretSource.none();
        private Optional<Explainer> explainer = Optional.empty();
        private RunListener listener = RunListener.none();
        private Supplier<String> runIds = () -> UUID.randomUUID().toString();

        private Builder(ArmClient arm, Operations operations, Scheduler scheduler) {
            this.arm = Objects.requireNonNull(arm);
            this.operations = Objects.requireNonNull(operations);
            this.scheduler = Objects.requireNonNull(scheduler);
        }

        /** Gives the way into clusters. Default: none; a run with Kubernetes objects then fails. */
        public Builder kubernetes(KubernetesAccess access) {
            kubernetes = Objects.requireNonNull(access);
            return this;
        }

        /** Gives the ledger; the caller closes it. Default: one in memory, which dies with the process. */
        public Builder ledger(Ledger value) {
            ledger = Objects.requireNonNull(value);
            return this;
        }

        /** Gives the source of secrets. Default: one that knows none. */
        public Builder secrets(SecretSource source) {
            secrets = Objects.requireNonNull(source);
            return this;
        }

        /**
         * Gives what collects the causes of failures. Default: the states of the cluster and its pools, what in the node
         * resource group did not succeed, and the conditions of the nodes.
         */
        public Builder explainer(Explainer value) {
            explainer = Optional.of(value);
            return this;
        }

        /** Gives who hears of every run. Default: nobody. */
        public Builder listener(RunListener value) {
            listener = Objects.requireNonNull(value);
            return this;
        }

        /** Gives the ids of new runs, which must never repeat. Default: random UUIDs. */
        public Builder runIds(Supplier<String> ids) {
            runIds = Objects.requireNonNull(ids);
            return this;
        }

        /** Builds the runs. */
        public Runs build() {
            return new Runs(new RunContext(
                    arm,
                    operations,
                    kubernetes,
                    scheduler,
                    ledger,
                    secrets,
                    explainer.orElseGet(() -> new ClusterExplainer(arm, kubernetes, scheduler)),
                    new Lanes(),
                    new StepDurations(),
                    listener,
                    runIds));
        }
    }
}
