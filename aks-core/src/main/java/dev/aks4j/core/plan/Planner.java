package dev.aks4j.core.plan;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.operation.Operations;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Makes plans: gathers the specs, checks them, reads what exists, compares, and orders. It sends no write; only {@link
 * Plan#apply()} does. Thread-safe.
 *
 * <pre>{@code
 * Planner planner = Planner.builder(arm, operations, scheduler).ledger(FileLedger.open(path)).build();
 * Plan plan = planner.plan(List.of(vnet, cluster), PlanOptions.standard());
 * }</pre>
 */
public final class Planner {

    /** How long the blocking methods wait for their reads. */
    private static final Duration READS = Duration.ofMinutes(10);

    private final RunContext context;
    private final Runs runs;

    private Planner(RunContext context) {
        this.context = context;
        this.runs = new Runs(context);
    }

    /**
     * Starts a planner.
     *
     * @param arm reads live resources
     * @param operations sends the writes of runs
     * @param scheduler the time
     */
    public static Builder builder(ArmClient arm, Operations operations, Scheduler scheduler) {
        return new Builder(arm, operations, scheduler);
    }

    /** Returns the runs of this planner's ledger. */
    public Runs runs() {
        return runs;
    }

    /**
     * Plans what makes the specs true. Reads only.
     *
     * @return completes with the plan; with {@link dev.aks4j.core.model.InvalidSpecException} if a spec breaks a rule,
     *     before anything is read; with another {@link AksException} if something could not be read
     */
    public CompletionStage<Plan> planAsync(Collection<? extends Spec> specs, PlanOptions options) {
        return Failures.call(() -> {
            Subjects subjects = subjects(specs);
            return new PlanMaker(context, runs, subjects, options).make();
        });
    }

    /**
     * Plans what makes the specs true, and blocks for the reads.
     *
     * @throws dev.aks4j.core.model.InvalidSpecException if a spec breaks a rule; carries every problem
     * @throws AksException if something could not be read
     */
    public Plan plan(Collection<? extends Spec> specs, PlanOptions options) {
        return await(planAsync(specs, options));
    }

    /**
     * Plans the removal of what the specs name, in reverse order, and only of what carries our mark (or of everything
     * they name, with {@link PlanOptions#adopt()}). A resource group goes last, and only if nothing else is in it.
     */
    public CompletionStage<Plan> planRemovalAsync(Collection<? extends Spec> specs, PlanOptions options) {
        return Failures.call(() -> new RemovalMaker(context, runs, subjects(specs), options).make());
    }

    /** Plans the removal of what the specs name, and blocks for the reads; see {@link #planRemovalAsync}. */
    public Plan planRemoval(Collection<? extends Spec> specs, PlanOptions options) {
        return await(planRemovalAsync(specs, options));
    }

    private Subjects subjects(Collection<? extends Spec> specs) {
        return Subjects.of(
                specs, context.arm().subscriptionId(), context.scheduler().now());
    }

    private Plan await(CompletionStage<Plan> plan) {
        try {
            return context.scheduler().await(plan, READS);
        } catch (ExecutionException e) {
            if (Failures.cause(e) instanceof AksException known) {
                throw known;
            }
            throw new AksException(
                    "Planning stopped on an unexpected failure: " + Failures.cause(e)
                            + ". Nothing was sent; plan again, and report this failure if it comes again.",
                    Failures.cause(e));
        } catch (TimeoutException e) {
            throw new AksException("Azure did not answer the plan's reads within " + RunResult.text(READS)
                    + ". Nothing was sent; plan again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AksException("The thread was interrupted while planning. Nothing was sent; plan again.");
        }
    }

    /** Builds a {@link Planner}. Not thread-safe. */
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

        /** Gives the way into clusters. Default: none; a plan with Kubernetes objects then fails. */
        public Builder kubernetes(KubernetesAccess access) {
            kubernetes = Objects.requireNonNull(access);
            return this;
        }

        /** Gives the ledger of the runs; the caller closes it. Default: one in memory, which dies with the process. */
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

        /** Builds the planner. */
        public Planner build() {
            return new Planner(new RunContext(
                    arm,
                    operations,
                    kubernetes,
                    scheduler,
                    ledger,
                    secrets,
                    explainer.orElseGet(() -> new ClusterExplainer(arm, kubernetes, scheduler)),
                    new Lanes(),
                    new Durations(),
                    listener,
                    runIds));
        }
    }
}
