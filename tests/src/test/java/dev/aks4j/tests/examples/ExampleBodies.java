package dev.aks4j.tests.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.SystemPool;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.tests.Jackson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The bodies that aks4j would send for an example: of a new cluster, and of a new pool in a cluster that exists. */
final class ExampleBodies {

    private static final Scope SCOPE =
            new Scope("00000000-0000-0000-0000-000000000000", Instant.parse("2026-11-23T12:00:00Z"), List.of());
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg1", Region.of("location1"));

    private ExampleBodies() {}

    static JsonNode cluster(Example<SystemPool.Builder> example, boolean lawful) {
        ClusterSpec.Builder cluster = ClusterSpec.builder("clustername1", GROUP);
        example.cluster.forEach(settings -> settings.accept(cluster));
        if (lawful) {
            example.lawfulCluster.forEach(settings -> settings.accept(cluster));
        }
        cluster.systemPool("nodepool1", pool -> settings(example, pool, lawful));
        return create(cluster.build());
    }

    static JsonNode pool(Example<UserPool.Builder> example, boolean lawful) {
        String name = example.name.contains("Windows") ? "wnp2" : "agentpool1";
        ClusterSpec.Builder cluster =
                ClusterSpec.builder("clustername1", GROUP).systemPool("system", pool -> pool.vmSize("Standard_DS2_v2"));
        example.cluster.forEach(settings -> settings.accept(cluster));
        if (lawful) {
            example.lawfulCluster.forEach(settings -> settings.accept(cluster));
        }
        cluster.userPool(name, pool -> settings(example, pool, lawful));
        ClusterSpec spec = cluster.build();
        ObjectNode live = create(spec);
        ((ArrayNode) live.at("/properties/agentPoolProfiles")).remove(1);
        ResourceKind<ClusterSpec> kind = kind(spec);
        List<Write> writes =
                kind.update(spec, Jackson.json(live), kind.compare(spec, Jackson.json(live), SCOPE), SCOPE);
        Write.Put put = writes.stream()
                .map(Write.Put.class::cast)
                .filter(write -> write.id().name().equals(name))
                .findFirst()
                .orElseThrow();
        return Jackson.tree(put.body());
    }

    private static <P> void settings(Example<P> example, P pool, boolean lawful) {
        List<Consumer<P>> all = new ArrayList<>(example.pool);
        if (lawful) {
            all.addAll(example.lawfulPool);
        }
        all.forEach(settings -> settings.accept(pool));
    }

    private static ObjectNode create(ClusterSpec spec) {
        return Jackson.tree(((Write.Put) kind(spec).create(spec, SCOPE).get(0)).body());
    }

    /** Returns the body that creates a resource. */
    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    static JsonNode creation(Spec spec) {
        ResourceKind<Spec> kind = (ResourceKind<Spec>) spec.kind();
        return Jackson.tree(((Write.Put) kind.create(spec, SCOPE).get(0)).body());
    }

    @SuppressWarnings("unchecked")
    private static ResourceKind<ClusterSpec> kind(ClusterSpec spec) {
        return (ResourceKind<ClusterSpec>) spec.kind();
    }
}
