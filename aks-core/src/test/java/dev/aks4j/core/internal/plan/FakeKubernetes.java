package dev.aks4j.core.internal.plan;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.KubernetesAccess;
import dev.aks4j.core.plan.kind.KubernetesException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Objects by address, with resource versions. */
final class FakeKubernetes implements KubernetesAccess {

    final Map<Address, Json> objects = new LinkedHashMap<>();
    final List<String> writes = new ArrayList<>();
    final List<RuntimeException> failures = new ArrayList<>();
    private int versions;

    @Override
    public CompletionStage<Json> read(Address.InCluster object) {
        Json found = objects.get(object);
        return CompletableFuture.completedFuture(found == null ? Json.missing() : found);
    }

    @Override
    public CompletionStage<Json> apply(Address.InCluster object, Json manifest, boolean force) {
        if (!failures.isEmpty()) {
            return CompletableFuture.failedFuture(failures.remove(0));
        }
        Json there = objects.getOrDefault(object, FakeArm.json("{}"));
        String wanted = manifest.path("metadata").path("resourceVersion").asText("");
        if (!wanted.isEmpty()
                && !wanted.equals(there.path("metadata").path("resourceVersion").asText())) {
            return CompletableFuture.failedFuture(new KubernetesException("apply", 409, "Conflict", "resourceVersion"));
        }
        Json merged = Documents.merge(there, manifest).with("/metadata/resourceVersion", String.valueOf(++versions));
        objects.put(object, merged);
        writes.add((force ? "force " : "") + "apply " + object.name());
        return CompletableFuture.completedFuture(merged);
    }

    /** Removes it only as it was read, as the API server does. */
    @Override
    public CompletionStage<Void> remove(Address.InCluster object, Json live) {
        return live.equals(objects.get(object))
                ? remove(object)
                : CompletableFuture.failedFuture(new KubernetesException("remove", 409, "Conflict", "resourceVersion"));
    }

    @Override
    public CompletionStage<Void> remove(Address.InCluster object) {
        objects.remove(object);
        writes.add("remove " + object.name());
        return CompletableFuture.completedFuture(null);
    }
}
