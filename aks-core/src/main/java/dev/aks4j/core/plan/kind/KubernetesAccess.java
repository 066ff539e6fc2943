package dev.aks4j.core.plan.kind;

import dev.aks4j.core.arm.NoAnswerException;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * The plan's way into the Kubernetes API of a cluster. Every stage completes with {@link KubernetesException} for an
 * error that the API server answered, and with another {@link AksException} if there was no answer.
 * Never blocks. Thread-safe.
 */
public interface KubernetesAccess {

    /** Reads an object; a missing node if it, its kind, or its cluster does not exist. */
    CompletionStage<Json> read(Address.InCluster object);

    /**
     * Applies an object on the server's side, with {@link Ownership#VALUE} as the field manager. If the manifest has a
     * {@code metadata.resourceVersion}, the server refuses the write with 409 unless the object still has it.
     *
     * @param force whether to take fields over that another manager set; otherwise the server answers 409
     * @return the object as the server answered it
     */
    CompletionStage<Json> apply(Address.InCluster object, Json manifest, boolean force);

    /**
     * Changes an object by a JSON Patch (RFC 6902), with {@link dev.aks4j.core.plan.kind.Ownership#VALUE} as the field
     * manager. The default fails, for an access that only applies.
     *
     * @return the object as the server answered it
     */
    default CompletionStage<Json> patch(Address.InCluster object, Json patch) {
        return CompletableFuture.failedFuture(new AksException("There is no way to take values out of " + object
                + ": the planner's access to Kubernetes does not patch. Give it one that does."));
    }

    /**
     * Changes an object like {@link #patch(Address.InCluster, Json)}, but sends nothing unless a condition holds at that
     * moment; otherwise completes with {@link NoAnswerException}. The default asks once, before everything.
     *
     * @param mayBeSent is asked from any thread, and does not block
     */
    default CompletionStage<Json> patch(Address.InCluster object, Json patch, BooleanSupplier mayBeSent) {
        return mayBeSent.getAsBoolean() ? patch(object, patch) : CompletableFuture.failedFuture(heldBack(object));
    }

    /**
     * Applies an object like {@link #apply(Address.InCluster, Json, boolean)}, but sends nothing unless a condition holds at
     * that moment; otherwise completes with {@link NoAnswerException}. The default asks once, before everything.
     *
     * @param mayBeSent is asked from any thread, and does not block
     */
    default CompletionStage<Json> apply(
            Address.InCluster object, Json manifest, boolean force, BooleanSupplier mayBeSent) {
        return mayBeSent.getAsBoolean()
                ? apply(object, manifest, force)
                : CompletableFuture.failedFuture(heldBack(object));
    }

    /**
     * Lists the objects of a type in all namespaces. The default fails, for an access that cannot list; a plan then says
     * that its question was not answered.
     *
     * @param apiVersion group and version, for example {@code policy/v1}
     * @param plural the type as paths name it, for example {@code poddisruptionbudgets}
     * @return completes with the list as the server answered it, its objects below {@code items}; with {@link
     *     KubernetesException} if the server refuses, also if the cluster or the type does not exist
     */
    default CompletionStage<Json> list(ResourceId cluster, String apiVersion, String plural) {
        return CompletableFuture.failedFuture(new AksException("There is no way to list " + plural + " of cluster "
                + cluster.name() + ": the planner's access to Kubernetes does not list. Give it one that does."));
    }

    /** Removes an object, and what depends on it in the foreground. One that is not there counts as removed. */
    CompletionStage<Void> remove(Address.InCluster object);

    /**
     * Removes an object like {@link #remove(Address.InCluster)}, but only if it is still as it was read; otherwise the
     * server answers 409. The default removes it without a condition, for an access that knows none.
     *
     * @param live the object as it was read
     */
    default CompletionStage<Void> remove(Address.InCluster object, Json live) {
        return remove(object);
    }

    /**
     * Removes an object like {@link #remove(Address.InCluster, Json)}, but sends nothing unless a condition holds at that
     * moment; otherwise completes with {@link NoAnswerException}. The default asks once, before everything.
     *
     * @param mayBeSent is asked from any thread, and does not block
     */
    default CompletionStage<Void> remove(Address.InCluster object, Json live, BooleanSupplier mayBeSent) {
        return mayBeSent.getAsBoolean() ? remove(object, live) : CompletableFuture.failedFuture(heldBack(object));
    }

    /** Returns the failure of a write that may not be sent any more. */
    static NoAnswerException heldBack(Address.InCluster object) {
        return new NoAnswerException("The write of " + object
                + " was not sent: it may no longer be sent from here. Nothing was changed by it.");
    }

    /** Returns an access for plans without Kubernetes objects: everything it is asked for fails and says so. */
    static KubernetesAccess none() {
        return NoKubernetesAccess.INSTANCE;
    }
}
