package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.operation.Operations;
import dev.aks4j.core.plan.kind.KubernetesAccess;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.run.Explainer;
import dev.aks4j.core.plan.run.RunListener;
import dev.aks4j.core.plan.run.SecretSource;
import java.util.function.Supplier;

/** What planning and running work with. Immutable and thread-safe. */
public record RunContext(
        ArmClient arm,
        Operations operations,
        KubernetesAccess kubernetes,
        Scheduler scheduler,
        Ledger ledger,
        SecretSource secrets,
        Explainer explainer,
        Lanes lanes,
        StepDurations durations,
        RunListener listener,
        Supplier<String> runIds) {}
