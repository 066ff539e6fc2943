package dev.aks4j.core.plan.run;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.operation.Operations;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.live.KubernetesAccess;
import java.util.function.Supplier;

/** What planning and running work with. Immutable and thread-safe. */
record RunContext(
        ArmClient arm,
        Operations operations,
        KubernetesAccess kubernetes,
        Scheduler scheduler,
        Ledger ledger,
        SecretSource secrets,
        Explainer explainer,
        Lanes lanes,
        Durations durations,
        RunListener listener,
        Supplier<String> runIds) {}
