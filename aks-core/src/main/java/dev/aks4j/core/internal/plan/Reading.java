package dev.aks4j.core.internal.plan;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.auth.Caller;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.kind.KubernetesAccess;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * What planning reads with. Immutable and thread-safe.
 *
 * @param caller says who reads
 */
public record Reading(
        ArmClient arm, KubernetesAccess kubernetes, Scheduler scheduler, Supplier<CompletionStage<Caller>> caller) {

    /** Says that nobody knows who reads. */
    static CompletionStage<Caller> nobody() {
        return CompletableFuture.failedFuture(new AksException("nothing tells who the caller is"));
    }
}
