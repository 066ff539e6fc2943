package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.internal.plan.kind.Recognition;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The steps of one verb, one after the other. Remembers what earlier steps leave, because a run goes over a resource only
 * if it is as expected. Not thread-safe.
 */
final class VerbSteps {

    private final List<Step> steps = new ArrayList<>();
    private final Map<ResourceId, Json> left = new LinkedHashMap<>();
    private final Cluster cluster;
    private Optional<Json> opening;

    VerbSteps(Cluster cluster) {
        this(cluster, Optional.empty());
    }

    /** Begins with what is laid over the cluster before the first step, if there is a step at all. */
    VerbSteps(Cluster cluster, Optional<Json> opening) {
        this.cluster = cluster;
        this.opening = opening;
        left.put(cluster.id(), cluster.document());
        cluster.pools().forEach(pool -> left.put(pool.id(), properties(pool.document())));
    }

    /** Lays properties over the cluster. */
    VerbSteps cluster(Json body) {
        return put(cluster.id(), "managedCluster", cluster.name(), body);
    }

    /** Lays properties, without the {@code properties} around them, over a pool. */
    VerbSteps pool(NodePool pool, Json profile) {
        return put(pool.id(), "nodePool", cluster.name() + "/" + pool.name(), properties(profile));
    }

    /** Runs an action. {@code effect} is what the resource shows once it is done; a missing node if nothing does. */
    VerbSteps post(ResourceId id, String type, String name, String action, Json body, Json effect) {
        return add(
                type,
                name,
                Change.UPDATE,
                new Write.Post(id, ClusterSpec.API_VERSION, action, body, effect),
                List.of());
    }

    VerbSteps delete(ResourceId id, String type, String name) {
        Write write = new Write.Delete(id, ClusterSpec.API_VERSION);
        return add(type, name, Change.REMOVE, write, List.of());
    }

    private VerbSteps put(ResourceId id, String type, String name, Json body) {
        open();
        Json before = Known.in(left, id);
        left.put(id, Documents.merge(before, body));
        Write write = new Write.Put(id, ClusterSpec.API_VERSION, body, true);
        return add(type, name, Change.UPDATE, write, Documents.compare(body, before, Optional::of));
    }

    private void open() {
        Optional<Json> first = opening;
        opening = Optional.empty();
        first.ifPresent(this::cluster);
    }

    private VerbSteps add(String type, String name, Change change, Write write, List<Difference> expected) {
        open();
        String id = String.valueOf(steps.size() + 1);
        Set<String> after = steps.isEmpty() ? Set.of() : Set.of(String.valueOf(steps.size()));
        steps.add(new Step(id, type, name, change, write, after, expected, known(write)));
        return this;
    }

    /**
     * Returns what tells that the resource is still the one that the caller looked at, and that it is still in the same
     * cluster; whose it is does not matter.
     */
    private List<Difference> known(Write write) {
        ResourceId id = ((Address.InAzure) write.target()).id();
        List<Difference> known =
                new ArrayList<>(Recognition.of(write.target(), left.getOrDefault(id, Cluster.nothing())));
        if (!id.equals(cluster.id())) {
            known.addAll(Recognition.birthOfHolder(cluster.document()));
        }
        return known;
    }

    List<Step> list() {
        return List.copyOf(steps);
    }

    static Json properties(Json profile) {
        return Json.object().put("properties", profile).build();
    }
}
