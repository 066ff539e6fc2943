package dev.aks4j.core.internal.plan.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.plan.kind.Address;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stands in where no way into clusters was configured. */
public final class NoKubernetesAccess implements KubernetesAccess {

    static final KubernetesAccess INSTANCE = new NoKubernetesAccess();

    private NoKubernetesAccess() {}

    @Override
    public CompletionStage<JsonNode> read(Address.InCluster object) {
        return refuse(object);
    }

    @Override
    public CompletionStage<JsonNode> apply(Address.InCluster object, JsonNode manifest, boolean force) {
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
