package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.operation.AzureOperations;
import dev.aks4j.simulated.azure.internal.operation.Outcome;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Carries out writes on pools: what shows at once, what shows at the end, and how long it takes. */
final class PoolChanges {

    private final Cloud cloud;
    private final ManagedClusters clusters;
    private final Durations durations;
    private final ClusterChanges clusterChanges;

    PoolChanges(Cloud cloud, ManagedClusters clusters, Durations durations) {
        this.cloud = cloud;
        this.clusters = clusters;
        this.durations = durations;
        this.clusterChanges = new ClusterChanges(cloud, clusters, durations);
    }

    static String id(ManagedCluster cluster, String pool) {
        return cluster.id() + "/agentPools/" + pool;
    }

    /** Returns the state that a write shows: what it does to the pool. */
    static String kind(PoolWrite pool, ManagedCluster cluster) {
        if (pool.existing().isEmpty()) {
            return "Creating";
        }
        AgentPool existing = pool.existing().get();
        String power = AzureJson.text(pool.desired(), "/powerState/code").orElse("Running");
        String version = Versions.parse(
                        pool.desired().path("orchestratorVersion").asText())
                .map(parsed -> PoolVersions.resolve(
                        parsed.toString(), Optional.of(existing.currentVersion()), cluster.currentVersion()))
                .orElse(existing.currentVersion());
        if (existing.running() != power.equals("Running")) {
            return existing.running() ? "Stopping" : "Starting";
        } else if (!version.equals(existing.currentVersion())) {
            return "Upgrading";
        }
        return existing.count() == pool.count() || MachineProfiles.are(existing.properties()) ? "Updating" : "Scaling";
    }

    private Duration duration(String kind, PoolWrite pool) {
        return switch (kind) {
            case "Creating" -> durations.createPool();
            case "Scaling" -> durations.scalePool();
            case "Stopping", "Starting" -> durations.stopOrStart();
            default -> durations.updatePool();
        };
    }

    /** Takes a pool's nodes back to the version and image that they had, one after the other as an upgrade does. */
    AzureOperation rollBack(ArmCall request, ManagedCluster cluster, PoolWrite write, AgentPool.Used used) {
        clusters.budgets().require(cluster, cluster.properties());
        AgentPool pool = write.existing().orElseThrow();
        write.desired().put("orchestratorVersion", used.version());
        pool.properties(write.desired(), cloud.random().guid());
        Runnable success = () -> {
            pool.goBack(used);
            cluster.settleNodes(pool);
        };
        RollingUpgrade roll = roll(cluster, pool, used);
        return begin(request, cluster, pool, "Upgrading", durations.updatePool(), success, Optional.of(roll));
    }

    AzureOperation put(ArmCall request, ManagedCluster cluster, PoolWrite write) {
        String kind = kind(write, cluster);
        if (kind.equals("Upgrading")) {
            clusters.budgets().require(cluster, cluster.properties());
        }
        AgentPool pool = write.existing().orElseGet(() -> clusterChanges.newPool(cluster, write));
        pool.properties(write.desired(), cloud.random().guid());
        cluster.add(pool);
        if (AzureJson.flag(write.desired(), "/enableAutoScaling")) {
            AzureJson.child(cluster.properties(), "autoScalerProfile");
            ClusterDefaults.autoscaler(cluster.properties(), AzureJson.object());
        }
        Runnable success = () -> {
            clusterChanges.bringUpToDate(pool, cluster.currentVersion());
            cluster.settleNodes(pool);
        };
        Optional<RollingUpgrade> roll = kind.equals("Upgrading")
                ? Optional.of(roll(cluster, pool, clusterChanges.target(pool, cluster.currentVersion())))
                : Optional.empty();
        return begin(request, cluster, pool, kind, duration(kind, write), success, roll);
    }

    private RollingUpgrade roll(ManagedCluster cluster, AgentPool pool, AgentPool.Used target) {
        return clusterChanges.roll(cluster, List.of(pool), each -> target);
    }

    void requireAnotherSystemPool(ManagedCluster cluster, AgentPool pool) {
        boolean another = cluster.pools().stream()
                .filter(each -> each != pool)
                .anyMatch(each -> each.properties().path("mode").asText().equals("System"));
        if (!another) {
            throw ArmError.aks(400, "MustDefineAtLeastOneSystemPool", "Must define at least one system pool.");
        }
    }

    AzureOperation delete(ArmCall request, ManagedCluster cluster, AgentPool pool) {
        pool.etag(cloud.random().guid());
        return begin(request, cluster, pool, "Deleting", durations.deletePool(), () -> cluster.removePool(pool));
    }

    AzureOperation deleteMachines(ArmCall request, ManagedCluster cluster, AgentPool pool, List<Integer> numbers) {
        pool.etag(cloud.random().guid());
        return begin(
                request,
                cluster,
                pool,
                "DeletingMachines",
                durations.deletePool(),
                () -> numbers.forEach(number -> {
                    pool.remove(number, cluster.addresses());
                }));
    }

    AzureOperation upgradeImage(ArmCall request, ManagedCluster cluster, AgentPool pool) {
        String latest = clusterChanges.image(pool.properties(), pool.currentVersion());
        boolean reimages = !latest.equals(pool.image());
        if (reimages) {
            clusters.budgets().require(cluster, cluster.properties());
        }
        pool.etag(cloud.random().guid());
        Optional<RollingUpgrade> roll = reimages
                ? Optional.of(roll(cluster, pool, new AgentPool.Used(pool.currentVersion(), latest, cloud.now())))
                : Optional.empty();
        return begin(
                request,
                cluster,
                pool,
                "UpgradingNodeImageVersion",
                durations.updatePool(),
                () -> cluster.settleNodes(pool),
                roll);
    }

    private AzureOperation begin(
            ArmCall request, ManagedCluster cluster, AgentPool pool, String kind, Duration duration, Runnable success) {
        return begin(request, cluster, pool, kind, duration, success, Optional.empty());
    }

    private AzureOperation begin(
            ArmCall request,
            ManagedCluster cluster,
            AgentPool pool,
            String kind,
            Duration duration,
            Runnable success,
            Optional<RollingUpgrade> roll) {
        pool.state(kind);
        Outcome outcome = new PoolOutcome(cluster, pool, success, roll);
        AzureOperations.Hold hold = roll.<AzureOperations.Hold>map(each -> each).orElse(Optional::empty);
        AzureOperation operation =
                cloud.operations().begin(request, kind, id(cluster, pool.name()), duration, outcome, hold);
        cluster.operation(operation);
        clusters.changed(cluster);
        return operation;
    }

    AzureOperation abort(ArmCall request, ManagedCluster cluster, AgentPool pool) {
        AzureOperation running =
                cluster.operation(id(cluster, pool.name())).orElseThrow(ClusterActions::nothingToAbort);
        return ClusterActions.abort(request, cloud, running, cluster, durations);
    }

    /** The end of an operation on a pool. */
    private final class PoolOutcome implements Outcome {
        private final ManagedCluster cluster;
        private final AgentPool pool;
        private final Runnable success;

        private final Optional<RollingUpgrade> roll;

        private PoolOutcome(ManagedCluster cluster, AgentPool pool, Runnable success, Optional<RollingUpgrade> roll) {
            this.roll = roll;
            this.cluster = cluster;
            this.pool = pool;
            this.success = success;
        }

        @Override
        public void succeeded() {
            success.run();
            end("Succeeded");
        }

        @Override
        public void failed() {
            roll.ifPresent(RollingUpgrade::abandon);
            end("Failed");
        }

        @Override
        public void canceled() {
            roll.ifPresent(RollingUpgrade::abandon);
            end("Canceled");
        }

        private void end(String state) {
            pool.state(state);
            if (clusters.find(cluster.id()).isPresent()) {
                clusters.changed(cluster);
            }
        }
    }
}
