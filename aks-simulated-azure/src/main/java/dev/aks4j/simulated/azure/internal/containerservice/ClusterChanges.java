package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.compute.MachineSize;
import dev.aks4j.simulated.azure.internal.compute.OfferedSizes;
import dev.aks4j.simulated.azure.internal.containerservice.Versions.Version;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.operation.AzureOperations;
import dev.aks4j.simulated.azure.internal.operation.Outcome;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Carries out writes on clusters: what shows at once, what shows at the end, and how long it takes. */
final class ClusterChanges {

    private final Cloud cloud;
    private final ManagedClusters clusters;
    private final Durations durations;
    private final NodeResources nodeResources;

    ClusterChanges(Cloud cloud, ManagedClusters clusters, Durations durations) {
        this.cloud = cloud;
        this.clusters = clusters;
        this.durations = durations;
        this.nodeResources = new NodeResources(cloud);
    }

    AzureOperation create(ArmCall request, ClusterWrite write, ManagedCluster cluster) {
        cluster.desire(write.envelope(), write.desired());
        if (write.envelope().at("/identity/type").asText().equals("SystemAssigned")) {
            cluster.systemIdentity(cloud.directory().addManagedIdentity(cluster.name()));
        }
        String version = write.desired().path("kubernetesVersion").asText();
        cluster.currentVersion(Versions.resolve(version).map(Version::toString).orElse(version));
        write.pools().forEach(pool -> cluster.add(newPool(cluster, pool)));
        cluster.renewEtags();
        cloud.resources().put(cluster);
        nodeResources.begin(cluster);
        clusters.changed(cluster);
        Duration duration = durations.createCluster();
        cloud.time().after(duration.multipliedBy(3).dividedBy(4), () -> {
            if (cluster.state().equals("Creating")
                    && clusters.find(cluster.id()).isPresent()) {
                cluster.settleNodes();
                clusters.changed(cluster);
            }
        });
        return begin(request, cluster, "Creating", duration, () -> {
            nodeResources.finish(cluster);
            cluster.settleNodes();
        });
    }

    AgentPool newPool(ManagedCluster cluster, PoolWrite pool) {
        Optional<ObjectNode> snapshot = NodePoolSnapshots.source(cloud, pool.desired());
        if (snapshot.isPresent()) {
            pool.desired().set("orchestratorVersion", snapshot.get().get("kubernetesVersion"));
            return new AgentPool(
                    pool.name(),
                    pool.desired(),
                    snapshot.get().path("kubernetesVersion").asText(),
                    snapshot.get().path("nodeImageVersion").asText(),
                    cloud.random().guid());
        }
        String version = PoolVersions.resolve(
                pool.desired().path("orchestratorVersion").asText(), Optional.empty(), cluster.currentVersion());
        return new AgentPool(
                pool.name(),
                pool.desired(),
                version,
                image(pool.desired(), version),
                cloud.random().guid());
    }

    String image(ObjectNode pool, String version) {
        boolean arm = OfferedSizes.find(pool.path("vmSize").asText())
                .map(MachineSize::arm64)
                .orElse(false);
        return NodeImages.latest(pool, Versions.parse(version).orElseThrow().minor(), arm, cloud.now());
    }

    AzureOperation update(ArmCall request, ClusterWrite write, ManagedCluster cluster) {
        String version = controlPlaneVersion(write, cluster);
        List<AgentPool> pools = write.raised().stream()
                .flatMap(pool -> pool.existing().stream())
                .toList();
        boolean upgrade = !version.equals(cluster.currentVersion()) || !pools.isEmpty();
        if (upgrade) {
            clusters.budgets().require(cluster, write.desired());
        }
        cluster.desire(write.envelope(), write.desired());
        write.touched()
                .forEach(pool ->
                        pool.existing().ifPresent(existing -> existing.properties(pool.desired(), existing.etag())));
        cluster.renewEtags();
        Duration duration = upgrade ? durations.upgradeControlPlane() : durations.updateCluster();
        RollingUpgrade roll = roll(cluster, pools, pool -> target(pool, version));
        AzureOperations.Hold nodesAfterControlPlane = () -> {
            if (!version.equals(cluster.currentVersion())) {
                cluster.currentVersion(version);
                clusters.changed(cluster);
            }
            return roll.more();
        };
        String kind = upgrade ? "Upgrading" : "Updating";
        Runnable success = () -> {
            cluster.currentVersion(version);
            cluster.pools().forEach(pool -> bringUpToDate(pool, version));
            nodeResources.finish(cluster);
            cluster.settleNodes();
        };
        return begin(request, cluster, kind, duration, success, nodesAfterControlPlane, roll::abandon);
    }

    /** Returns what the nodes of a pool get that is asked for another version, or for none. */
    AgentPool.Used target(AgentPool pool, String controlPlane) {
        String asked = pool.properties().path("orchestratorVersion").asText();
        String version = PoolVersions.resolve(asked, Optional.of(pool.currentVersion()), controlPlane);
        String image = version.equals(pool.currentVersion()) ? pool.image() : image(pool.properties(), version);
        return new AgentPool.Used(version, image, cloud.now());
    }

    /** Prepares an upgrade of nodes. */
    RollingUpgrade roll(ManagedCluster cluster, List<AgentPool> pools, Function<AgentPool, AgentPool.Used> targets) {
        return new RollingUpgrade(
                clusters.budgets(), cluster, durations, pools, targets, () -> clusters.changed(cluster));
    }

    static String controlPlaneVersion(ClusterWrite write, ManagedCluster cluster) {
        String asked = write.desired().path("kubernetesVersion").asText();
        Version wanted = Versions.parse(asked).orElseThrow();
        Version have = Versions.parse(cluster.currentVersion()).orElseThrow();
        boolean same = wanted.patch() < 0 && wanted.minor() == have.minor();
        return same
                ? have.toString()
                : Versions.resolve(asked).map(Version::toString).orElse(asked);
    }

    void bringUpToDate(AgentPool pool, String controlPlane) {
        String asked = pool.properties().path("orchestratorVersion").asText();
        String version = PoolVersions.resolve(asked, Optional.of(pool.currentVersion()), controlPlane);
        if (!version.equals(pool.currentVersion())) {
            pool.leave(cloud.now());
            pool.currentVersion(version);
            pool.image(image(pool.properties(), version));
        }
    }

    AzureOperation tag(ArmCall request, ManagedCluster cluster, ObjectNode envelope, Duration duration) {
        cluster.desire(envelope, cluster.properties());
        cluster.renewEtags();
        return begin(request, cluster, "Updating", duration, () -> {});
    }

    AzureOperation delete(ArmCall request, ManagedCluster cluster) {
        Optional<AzureOperation> current = cluster.operation(cluster.id());
        if (current.filter(operation -> operation.kind().equals("Deleting")).isPresent()) {
            return current.get();
        }
        cluster.operationsUnderWay()
                .forEach(operation -> operation.fail(
                        cloud.now(),
                        "AKSOperationPreemptedByDelete",
                        "This operation has been preempted by a delete operation on the managed cluster."));
        cluster.stateOfAll("Deleting");
        AzureOperation operation = cloud.operations()
                .begin(
                        request,
                        "Deleting",
                        cluster.id(),
                        durations.deleteCluster(),
                        outcome(cluster, () -> cloud.resources().remove(cluster.id()), () -> {}));
        Remarks.onDeletion(operation);
        cluster.operation(operation);
        clusters.changed(cluster);
        return operation;
    }

    /** Begins an operation on the whole cluster. */
    AzureOperation begin(ArmCall request, ManagedCluster cluster, String kind, Duration duration, Runnable success) {
        return begin(request, cluster, kind, duration, success, Optional::empty, () -> {});
    }

    private AzureOperation begin(
            ArmCall request,
            ManagedCluster cluster,
            String kind,
            Duration duration,
            Runnable success,
            AzureOperations.Hold hold,
            Runnable abandoned) {
        cluster.stateOfAll(kind);
        AzureOperation operation = cloud.operations()
                .begin(request, kind, cluster.id(), duration, outcome(cluster, success, abandoned), hold);
        cluster.operation(operation);
        clusters.changed(cluster);
        return operation;
    }

    private Outcome outcome(ManagedCluster cluster, Runnable success, Runnable abandoned) {
        return new Outcome() {
            @Override
            public void succeeded() {
                success.run();
                end("Succeeded");
            }

            @Override
            public void failed() {
                abandoned.run();
                end("Failed");
            }

            @Override
            public void canceled() {
                abandoned.run();
                end("Canceled");
            }

            private void end(String state) {
                cluster.stateOfAll(state);
                if (clusters.find(cluster.id()).isPresent()) {
                    clusters.changed(cluster);
                }
            }
        };
    }
}
