package dev.aks4j.core.internal.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.internal.plan.read.KubernetesAccess;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.KubernetesException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Objects by address, with resource versions. */
final class FakeKubernetes implements KubernetesAccess {

    final Map<Address, ObjectNode> objects = new LinkedHashMap<>();
    final List<String> writes = new ArrayList<>();
    final List<RuntimeException> failures = new ArrayList<>();
    private int versions;

    @Override
    public CompletionStage<JsonNode> read(Address.InCluster object) {
        JsonNode found = objects.get(object);
        return CompletableFuture.completedFuture(found == null ? MissingNode.getInstance() : found.deepCopy());
    }

    @Override
    public CompletionStage<JsonNode> apply(Address.InCluster object, JsonNode manifest, boolean force) {
        if (!failures.isEmpty()) {
            return CompletableFuture.failedFuture(failures.remove(0));
        }
        JsonNode there = objects.getOrDefault(object, (ObjectNode) FakeArm.json("{}"));
        String wanted = manifest.path("metadata").path("resourceVersion").asText("");
        if (!wanted.isEmpty()
                && !wanted.equals(there.path("metadata").path("resourceVersion").asText())) {
            return CompletableFuture.failedFuture(new KubernetesException("apply", 409, "Conflict", "resourceVersion"));
        }
        ObjectNode merged = (ObjectNode) Documents.merge(there, manifest);
        merged.withObjectProperty("metadata").put("resourceVersion", String.valueOf(++versions));
        objects.put(object, merged);
        writes.add((force ? "force " : "") + "apply " + object.name());
        return CompletableFuture.completedFuture(merged.deepCopy());
    }

    @Override
    public CompletionStage<Void> remove(Address.InCluster object) {
        objects.remove(object);
        writes.add("remove " + object.name());
        return CompletableFuture.completedFuture(null);
    }
}
