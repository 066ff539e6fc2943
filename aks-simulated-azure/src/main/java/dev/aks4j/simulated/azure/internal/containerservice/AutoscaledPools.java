package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.cluster.NodeSnapshot;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.cluster.PoolScaler;
import dev.aks4j.simulated.azure.internal.compute.Cores;
import dev.aks4j.simulated.azure.internal.compute.MachineSize;
import dev.aks4j.simulated.azure.internal.compute.OfferedSizes;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Lets the cluster autoscaler change the machines of pools; the pools stay in their provisioning state. */
final class AutoscaledPools implements PoolScaler {

    private final Cloud cloud;
    private final ManagedClusters clusters;

    AutoscaledPools(Cloud cloud, ManagedClusters clusters) {
        this.cloud = cloud;
        this.clusters = clusters;
    }

    private static boolean follows(AgentPool pool) {
        return AzureJson.flag(pool.properties(), "/enableAutoScaling") && pool.running();
    }

    @Override
    public boolean scales(String clusterId) {
        return clusters.find(clusterId)
                .filter(ManagedCluster::running)
                .filter(cluster -> cluster.pools().stream().anyMatch(AutoscaledPools::follows))
                .isPresent();
    }

    @Override
    public List<Pool> pools(String clusterId) {
        return clusters.find(clusterId)
                .filter(cluster -> cluster.running() && cluster.operation().isEmpty() && cluster.settled())
                .map(cluster -> cluster.pools().stream()
                        .filter(AutoscaledPools::follows)
                        .map(pool -> pool(cluster, pool))
                        .toList())
                .orElse(List.of());
    }

    private Pool pool(ManagedCluster cluster, AgentPool pool) {
        MachineSize size =
                OfferedSizes.find(pool.properties().path("vmSize").asText()).orElseThrow();
        int affordable = Math.max(0, coresLeft(cluster.region(), size, AgentPool.spot(pool.properties())))
                / Math.max(1, size.cpus());
        int most = AzureJson.number(pool.properties(), "/maxCount").orElse(pool.count());
        NodeSnapshot template = ClusterSnapshots.template(cluster, pool);
        return new Pool(
                pool.name(),
                ClusterSnapshots.scaleSet(cluster, pool),
                pool.count(),
                AzureJson.number(pool.properties(), "/minCount").orElse(pool.count()),
                Math.min(most, pool.count() + affordable),
                template);
    }

    private int coresLeft(String region, MachineSize size, boolean spot) {
        Cores used = Cores.in(region, ManagedClusters.machines(cloud));
        if (spot) {
            return cloud.quotas().spotCores(region) - used.spot();
        }
        int ofFamily = cloud.quotas().cores(region, size.family()) - used.of(size.family());
        return Math.min(ofFamily, cloud.quotas().totalCores(region) - used.total());
    }

    @Override
    public Duration setting(String clusterId, String key, Duration otherwise) {
        return clusters.find(clusterId)
                .flatMap(cluster -> Optional.ofNullable(
                        cluster.properties().path("autoScalerProfile").get(key)))
                .map(value -> parse(value.asText(), otherwise))
                .orElse(otherwise);
    }

    private static Duration parse(String text, Duration otherwise) {
        return text.matches("\\d+[hms]") ? Duration.parse("PT" + text.toUpperCase(Locale.ROOT)) : otherwise;
    }

    @Override
    public void grow(String clusterId, String pool, int nodes) {
        pools(clusterId).stream()
                .filter(each -> each.name().equals(pool))
                .findFirst()
                .ifPresent(each -> {
                    ManagedCluster cluster = clusters.find(clusterId).orElseThrow();
                    AgentPool found = cluster.pool(pool).orElseThrow();
                    found.properties().put("count", Math.min(each.most(), each.count() + nodes));
                    cluster.settleNodes(found);
                    clusters.changed(cluster);
                });
    }

    @Override
    public void shrink(String clusterId, String pool, List<NodeSnapshot> nodes) {
        ManagedCluster cluster = clusters.find(clusterId).orElseThrow();
        AgentPool found = cluster.pool(pool).orElseThrow();
        nodes.forEach(node -> found.remove(
                Integer.parseInt(node.providerId().substring(node.providerId().lastIndexOf('/') + 1)),
                cluster.addresses()));
        clusters.changed(cluster);
    }
}
