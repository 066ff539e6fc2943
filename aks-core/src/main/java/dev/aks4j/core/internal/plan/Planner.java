package dev.aks4j.core.internal.plan;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.auth.Caller;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.operation.Operations;
import dev.aks4j.core.plan.BicepExport;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.TerraformExport;
import dev.aks4j.core.plan.kind.KubernetesAccess;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.run.Explainer;
import dev.aks4j.core.plan.run.RunListener;
import dev.aks4j.core.plan.run.RunResult;
import dev.aks4j.core.plan.run.Runs;
import dev.aks4j.core.plan.run.SecretSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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

    private final Reading reading;
    private final PlanLauncher launcher;

    private Planner(Reading reading, PlanLauncher launcher) {
        this.reading = reading;
        this.launcher = launcher;
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
        return launcher.runs();
    }

    /**
     * Returns a plan that another process made, or this one before, so that it can be applied here.
     *
     * @throws AksException if the JSON is no plan of a version that this library reads, or the plan is for another
     *     subscription or another version of the cluster API than this client
     */
    public Plan read(Json json) {
        PlanContent content = PlanJson.read(json);
        ArmClient arm = reading.arm();
        PlanJson.check("subscription", content.subscriptionId(), arm.subscriptionId());
        PlanJson.check(
                "version of the cluster API",
                content.apiVersion(),
                arm.apiVersion().value());
        Duration then = elapsedAt(content.made());
        List<Problem> findings = new ArrayList<>(content.findings());
        findings.addAll(launcher.missing(content.with(content.findings(), then)));
        return PlanFactory.plan(Optional.of(launcher), content.with(findings, then), PlanJson.id(json));
    }

    /**
     * Plans what makes the specs true. Reads only.
     *
     * @return completes with the plan; with {@link dev.aks4j.core.model.InvalidSpecException} if a spec breaks a rule,
     *     before anything is read; with another {@link AksException} if something could not be read
     */
    public CompletionStage<Plan> planAsync(Collection<? extends Spec> specs, PlanOptions options) {
        return FailureCauses.call(() -> {
            Subjects subjects = subjects(specs);
            return new PlanMaker(reading, launcher, subjects, options).make();
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
        return FailureCauses.call(() -> new RemovalMaker(reading, launcher, subjects(specs), options).make());
    }

    /** Plans the removal of what the specs name, and blocks for the reads; see {@link #planRemovalAsync}. */
    public Plan planRemoval(Collection<? extends Spec> specs, PlanOptions options) {
        return await(planRemovalAsync(specs, options));
    }

    /** Writes the specs as a Terraform configuration. Asks nothing of Azure. */
    public TerraformExport exportTerraform(Collection<? extends Spec> specs) {
        return new TerraformWriter(subjects(specs)).write();
    }

    /** Writes the specs as Bicep files. Asks nothing of Azure. */
    public BicepExport exportBicep(Collection<? extends Spec> specs) {
        return new BicepWriter(subjects(specs)).write();
    }

    /** Returns the time at which something was, by the clock that nobody sets, as far as the wall clock tells. */
    private Duration elapsedAt(Instant then) {
        Duration ago = Duration.between(then, reading.scheduler().now());
        return reading.scheduler().elapsed().minus(ago.isNegative() ? Duration.ZERO : ago);
    }

    private Subjects subjects(Collection<? extends Spec> specs) {
        ArmClient arm = reading.arm();
        return Subjects.of(specs, arm.subscriptionId(), reading.scheduler().now(), arm.apiVersion());
    }

    private Plan await(CompletionStage<Plan> plan) {
        try {
            return reading.scheduler().await(plan, READS);
        } catch (ExecutionException e) {
            if (Causes.of(e) instanceof AksException known) {
                throw known;
            }
            throw new AksException(
                    "Planning stopped on an unexpected failure: " + Causes.of(e)
                            + ". Nothing was sent; plan again, and report this failure if it comes again.",
                    Causes.of(e));
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
        private final Scheduler scheduler;
        private final Runs.Builder runs;
        private Supplier<String> ids = () -> UUID.randomUUID().toString();
        private KubernetesAccess kubernetes = KubernetesAccess.none();
        private Supplier<CompletionStage<Caller>> caller = Reading::nobody;

        private Builder(ArmClient arm, Operations operations, Scheduler scheduler) {
            this.arm = Objects.requireNonNull(arm);
            this.scheduler = Objects.requireNonNull(scheduler);
            runs = Runs.builder(arm, operations, scheduler);
        }

        /** Gives the way into clusters. Default: none; a plan with Kubernetes objects then fails. */
        public Builder kubernetes(KubernetesAccess access) {
            kubernetes = Objects.requireNonNull(access);
            runs.kubernetes(access);
            return this;
        }

        /** Gives what says who plans. Default: nothing; questions about the caller's rights then get no answer. */
        public Builder caller(Supplier<CompletionStage<Caller>> value) {
            caller = Objects.requireNonNull(value);
            return this;
        }

        /** Gives the ledger of the runs; the caller closes it. Default: one in memory, which dies with the process. */
        public Builder ledger(Ledger value) {
            runs.ledger(value);
            return this;
        }

        /** Gives the source of secrets. Default: one that knows none. */
        public Builder secrets(SecretSource source) {
            runs.secrets(source);
            return this;
        }

        /**
         * Gives what collects the causes of failures. Default: the states of the cluster and its pools, what in the node
         * resource group did not succeed, and the conditions of the nodes.
         */
        public Builder explainer(Explainer value) {
            runs.explainer(value);
            return this;
        }

        /** Gives who hears of every run. Default: nobody. */
        public Builder listener(RunListener value) {
            runs.listener(value);
            return this;
        }

        /** Gives the ids of new runs, which must never repeat. Default: random UUIDs. */
        public Builder runIds(Supplier<String> newIds) {
            ids = newIds;
            runs.runIds(newIds);
            return this;
        }

        /** Builds the planner. */
        public Planner build() {
            return new Planner(
                    new Reading(arm, kubernetes, scheduler, caller), new PlanLauncher(runs.build(), scheduler, ids));
        }
    }
}
