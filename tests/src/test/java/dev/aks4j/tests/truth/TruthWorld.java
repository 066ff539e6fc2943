package dev.aks4j.tests.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.testkit.SimulatedAzure;
import dev.aks4j.tests.Jackson;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A simulated Azure with one client, and another hand that writes into it past the client. Not thread-safe. */
final class TruthWorld implements AutoCloseable {

    static final Duration LONG = Duration.ofHours(12);
    static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-a", Region.WEST_EUROPE);
    static final String CONTAINERS = "2025-09-01";

    final SimulatedAzure azure;
    final Aks aks;

    TruthWorld() {
        this(SimulatedAzure.create());
    }

    TruthWorld(SimulatedAzure azure) {
        this.azure = azure;
        this.aks = Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(azure.transport())
                .secrets(name -> CompletableFuture.completedFuture("Passw0rd-of-" + name))
                .build();
    }

    static ClusterSpec.Builder shop(String version) {
        return ClusterSpec.builder("shop", GROUP)
                .kubernetesVersion(version)
                .tier(Tier.STANDARD)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3));
    }

    /** Returns a cluster of a version with a pool of two machines, and what else is said of it. */
    static ClusterSpec cluster(String version, Consumer<UserPool.Builder> apps) {
        return shop(version)
                .userPool("apps", pool -> {
                    pool.vmSize("Standard_D4ds_v5").count(2);
                    apps.accept(pool);
                })
                .build();
    }

    static ClusterSpec cluster(Consumer<UserPool.Builder> apps) {
        return cluster("1.35", apps);
    }

    /** Demands that a plan for specs has nothing left to do. */
    void nothingLeft(Spec... specs) {
        Plan again = plan(specs);
        assertThat(again.isEmpty()).as(again.toString()).isTrue();
    }

    /** Demands that a run for specs fails. */
    void fails(Spec... specs) {
        assertThatThrownBy(() -> apply(specs)).isInstanceOf(RunFailedException.class);
    }

    Plan plan(Spec... specs) {
        return aks.plan(specs);
    }

    Plan plan(PlanOptions options, Spec... specs) {
        return aks.plan(List.of(specs), options);
    }

    void apply(Spec... specs) {
        plan(specs).apply().await(LONG);
    }

    JsonNode live(ResourceId id, String apiVersion) {
        try {
            ResourceId there = id.inSubscription(azure.subscriptionId());
            return Jackson.tree(azure.transport()
                    .scheduler()
                    .await(aks.arm().send(ArmRequest.get(there, apiVersion)), LONG)
                    .body());
        } catch (Exception e) {
            throw new IllegalStateException("cannot read " + id, e);
        }
    }

    JsonNode cluster() {
        return live(shop("1.35").build().id(), CONTAINERS);
    }

    JsonNode pool(String name) {
        return live(shop("1.35").build().id().child("agentPools", name), CONTAINERS)
                .path("properties");
    }

    /** Writes as another tool would: reads, changes, sends the whole back. */
    void edit(ResourceId id, String apiVersion, Consumer<ObjectNode> change) {
        ObjectNode body = live(id, apiVersion).deepCopy();
        body.remove(List.of("etag", "eTag", "systemData"));
        change.accept(body);
        put(id, apiVersion, body);
    }

    void put(ResourceId id, String apiVersion, ObjectNode body) {
        ResourceId there = id.inSubscription(azure.subscriptionId());
        try {
            azure.transport()
                    .scheduler()
                    .await(
                            aks.operations()
                                    .start(ArmRequest.put(there, apiVersion, Jackson.json(body)), there, apiVersion),
                            LONG)
                    .await(LONG);
        } catch (Exception e) {
            throw new IllegalStateException("cannot write " + id, e);
        }
    }

    void editCluster(Consumer<ObjectNode> change) {
        edit(shop("1.35").build().id(), CONTAINERS, change);
    }

    void editPool(String name, Consumer<ObjectNode> change) {
        edit(
                shop("1.35").build().id().child("agentPools", name),
                CONTAINERS,
                body -> change.accept((ObjectNode) body.get("properties")));
    }

    /** Returns the world as the next process finds it: the client and its memory are gone, Azure goes on. */
    TruthWorld afterDeath() {
        aks.close();
        return new TruthWorld(azure);
    }

    @Override
    public void close() {
        aks.close();
        azure.close();
    }
}
