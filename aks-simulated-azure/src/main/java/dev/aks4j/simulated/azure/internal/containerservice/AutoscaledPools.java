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
import java.util.stream.Stream;

/** Lets the cluster autoscaler change the machines of pools; the pools stay in their provisioning state. */
final class AutoscaledPools implements PoolScaler {

    private final Cloud cloud;
    private final ManagedClusters clusters;

    AutoscaledPools(Cloud cloud, ManagedClusters clusters) {
        this.cloud = cloud;
        this.clusters = clusters;
    }

    private static boolean follows(AgentPool pool) {
        return pool.running()
                && (AzureJson.flag(pool.properties(), "/enableAutoScaling")
                        || MachineProfiles.of(pool.properties()).stream().anyMatch(MachineProfiles.Scale::scaled));
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
                        .flatMap(pool -> groups(cluster, pool))
                        .toList())
                .orElse(List.of());
    }

    /** Of single machines, each size that the autoscaler chooses the number of is a group of its own. */
    private Stream<Pool> groups(ManagedCluster cluster, AgentPool pool) {
        if (MachineProfiles.are(pool.properties())) {
            return MachineProfiles.of(pool.properties()).stream()
                    .filter(MachineProfiles.Scale::scaled)
                    .map(scale -> group(cluster, pool, scale));
        }
        int least = AzureJson.number(pool.properties(), "/minCount").orElse(pool.count());
        int most = AzureJson.number(pool.properties(), "/maxCount").orElse(pool.count());
        String size = pool.properties().path("vmSize").asText();
        return Stream.of(group(cluster, pool, new MachineProfiles.Scale(size, pool.count(), least, most, true)));
    }

    private Pool group(ManagedCluster cluster, AgentPool pool, MachineProfiles.Scale scale) {
        MachineSize size = OfferedSizes.find(scale.size()).orElseThrow();
        int affordable = Math.max(0, coresLeft(cluster.region(), size, AgentPool.spot(pool.properties())))
                / Math.max(1, size.cpus());
        NodeSnapshot template = ClusterSnapshots.template(cluster, pool, scale.size());
        return new Pool(
                pool.name(),
                ClusterSnapshots.scaleSet(cluster, pool),
                scale.count(),
                scale.least(),
                Math.min(scale.most(), scale.count() + affordable),
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
    public void grow(String clusterId, Pool group, int nodes) {
        pools(clusterId).stream()
                .filter(each -> each.name().equals(group.name())
                        && each.template().vmSize().equals(group.template().vmSize()))
                .findFirst()
                .ifPresent(each -> {
                    ManagedCluster cluster = clusters.find(clusterId).orElseThrow();
                    AgentPool found = cluster.pool(each.name()).orElseThrow();
                    int count = Math.min(each.most(), each.count() + nodes);
                    if (MachineProfiles.are(found.properties())) {
                        MachineProfiles.change(
                                found.properties(), each.template().vmSize(), count);
                    } else {
                        found.properties().put("count", count);
                    }
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
