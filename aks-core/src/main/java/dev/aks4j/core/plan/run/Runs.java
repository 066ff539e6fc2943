package dev.aks4j.core.plan.run;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.internal.plan.run.ClusterExplainer;
import dev.aks4j.core.internal.plan.run.Lanes;
import dev.aks4j.core.internal.plan.run.LedgerDesk;
import dev.aks4j.core.internal.plan.run.RunContext;
import dev.aks4j.core.internal.plan.run.StepDurations;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.operation.Operations;
import dev.aks4j.core.plan.kind.KubernetesAccess;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.ledger.RunFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The runs of one ledger: starts them, finds the unfinished ones, and carries them on. Thread-safe.
 *
 * <pre>{@code
 * aks.runs().resumeInterrupted().forEach(run -> System.out.println(run.awaitEnd(Duration.ofMinutes(60))));
 * }</pre>
 */
public final class Runs {

    private static final Duration LEFT_AT_MOST = Duration.ofSeconds(5);

    private final RunContext context;
    private final LedgerDesk desk;
    private final RunsHere here;
    private final RunsInLedger inLedger;
    private final RunTaking taking;

    private Runs(RunContext context) {
        this.context = context;
        this.desk = new LedgerDesk(context.scheduler());
        this.here = new RunsHere(context.ledger());
        this.inLedger = new RunsInLedger(this, context, here);
        this.taking = new RunTaking(context, desk, here, inLedger);
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
     * Returns the runs of this client's subscription that were interrupted, oldest first: those that nobody carries out and
     * that did not fail. A service that starts takes them up: see {@link #resumeInterrupted}. Blocks for reading the ledger.
     */
    public List<LedgerRun> interrupted() {
        String own = context.arm().subscriptionId();
        return desk.call(() -> inLedger.unfinished(RunFilter.all().subscription(own))).stream()
                .filter(run -> run.state() == RunState.INTERRUPTED)
                .filter(run ->
                        run.subscriptionId().isEmpty() || run.subscriptionId().equalsIgnoreCase(own))
                .toList();
    }

    /**
     * Takes up the runs that were interrupted: {@link LedgerRun#resume} for each of {@link #interrupted}. Those that another
     * replica takes up at the same moment, or that a newer plan takes the place of, are left to it. What it begins goes on by
     * itself, side by side. Call it where a service starts, and from time to time if others share the ledger. Blocks for
     * reading and writing the ledger only.
     *
     * <pre>{@code
     * List<Run> runs = aks.runs().resumeInterrupted();
     * runs.forEach(run -> run.onProgress(System.out::println));
     * runs.forEach(run -> System.out.println(run.awaitEnd(Duration.ofMinutes(60))));   // also of one that fails
     * }</pre>
     *
     * @return the runs that were taken up here, oldest first
     * @throws AksException if the ledger failed at one of them, after all were tried; those that began go on, and the others
     *     stay interrupted
     */
    public List<Run> resumeInterrupted() {
        List<Run> resumed = new ArrayList<>();
        List<RuntimeException> failures = new ArrayList<>();
        for (LedgerRun run : interrupted()) {
            try {
                taking.resumeLeft(run.id()).ifPresent(resumed::add);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            AksException all = new AksException(
                    failures.size() + " interrupted runs could not be taken up; " + resumed.size()
                            + " were, and go on. Call it again when the reason is gone: "
                            + failures.get(0).getMessage(),
                    failures.get(0));
            failures.stream().skip(1).forEach(all::addSuppressed);
            throw all;
        }
        return List.copyOf(resumed);
    }

    /**
     * Returns a run by its id: one that is not finished, or one that is and that the ledger still keeps. Blocks for reading
     * the ledger.
     *
     * <pre>{@code
     * String id = plan.apply(Map.of("tenant", "acme")).id();              // keep it with the tenant
     * RunState state = aks.runs().find(id).orElseThrow().state();         // weeks later, in another process
     * }</pre>
     */
    public Optional<LedgerRun> find(String id) {
        Objects.requireNonNull(id);
        return desk.call(() -> inLedger.find(id));
    }

    /**
     * Returns the runs that a filter means: first those that are not finished, oldest first, then those that are and that
     * the ledger still keeps, the latest end first. Blocks for reading the ledger.
     *
     * <pre>{@code
     * aks.runs().list(RunFilter.all().label("tenant", "acme")).forEach(System.out::println);
     * }</pre>
     */
    public List<LedgerRun> list(RunFilter filter) {
        return desk.call(() -> inLedger.list(filter));
    }

    /**
     * Returns all runs that are not finished, oldest first: those that were interrupted, those that failed, those under
     * way, and those that another version of this library wrote. Blocks for reading the ledger.
     */
    public List<LedgerRun> unfinished() {
        return desk.call(() -> inLedger.unfinished(RunFilter.all()));
    }

    /**
     * Starts a run of steps. Plans do this; a caller with writes of its own, such as a day-2 verb, may too. Blocks for
     * reading and writing the ledger only.
     *
     * <p>It takes the place of steps of older runs, interrupted or failed, that would remove what it works on, and of those
     * on what it removes. That is written in the ledger: whoever resumes an older run does not do these.
     *
     * @param title what the run does, in a few words
     * @param steps the steps; those that one names in {@link Step#after()} must be among them
     * @param deadline how long this process follows the run, and how long it waits for other operations; afterwards
     *     nothing more is sent, and the run can be resumed
     */
    public Run start(String title, List<Step> steps, Duration deadline) {
        return start(title, steps, deadline, Decided.nothing(), Map.of());
    }

    /**
     * Starts a run of steps like {@link #start(String, List, Duration)}, known by labels.
     *
     * @param labels what the run is to be known by, for example the tenant that it is for; they must hold no secret
     */
    public Run start(String title, List<Step> steps, Duration deadline, Map<String, String> labels) {
        return start(title, steps, deadline, Decided.nothing(), labels);
    }

    /**
     * Starts a run of steps like {@link #start(String, List, Duration)}, for a plan.
     *
     * @param decided what the plan decided about
     * @param labels what the run is to be known by
     */
    public Run start(String title, List<Step> steps, Duration deadline, Decided decided, Map<String, String> labels) {
        return taking.start(context.runIds().get(), title, steps, deadline, decided, labels);
    }

    /**
     * Starts a run under an id that was given before, for a plan that may be applied in one process of several. A ledger
     * takes an id once.
     *
     * @param id the id, which no other run has
     * @return the run; empty if the ledger has it, or had it as far as it knows
     */
    public Optional<Run> startAs(
            String id, String title, List<Step> steps, Duration deadline, Decided decided, Map<String, String> labels) {
        return taking.startAs(id, title, steps, deadline, decided, labels);
    }

    Run resume(String id) {
        return taking.resume(id);
    }

    void stop(String id) {
        taking.stop(id);
    }

    void abandon(String id) {
        taking.abandon(id);
    }

    /**
     * Stops following every run, as when the client is closed, and writes into the ledger that nobody carries them out any
     * more, so that another process can take them up at once; waits up to 5 seconds for that. What is under way in Azure
     * goes on.
     */
    public void close() {
        List<CompletableFuture<Void>> left = here.all().stream()
                .map(machine -> {
                    here.leave(machine.snapshot().run());
                    return machine.close().toCompletableFuture();
                })
                .toList();
        if (!left.isEmpty()) {
            desk.hear(CompletableFuture.allOf(left.toArray(CompletableFuture[]::new)), LEFT_AT_MOST);
        }
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
