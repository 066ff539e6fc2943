package dev.aks4j.core.plan.kind;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stands in where no way into clusters was configured. */
final class NoKubernetesAccess implements KubernetesAccess {

    static final KubernetesAccess INSTANCE = new NoKubernetesAccess();

    private NoKubernetesAccess() {}

    @Override
    public CompletionStage<Json> read(Address.InCluster object) {
        return refuse(object);
    }

    @Override
    public CompletionStage<Json> apply(Address.InCluster object, Json manifest, boolean force) {
        return refuse(object);
    }

    @Override
    public CompletionStage<Void> remove(Address.InCluster object) {
        return refuse(object);
    }

    private static <T> CompletionStage<T> refuse(Address.InCluster object) {
        return CompletableFuture.failedFuture(new AksException("There is no way to " + object
                + ": this planner was built without access to Kubernetes. Give it one with kubernetes(access)."));
    }
}
