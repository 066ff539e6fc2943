package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.cluster.ClusterListener;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.cluster.ClusterKeys;
import dev.aks4j.simulated.azure.internal.cluster.SigningKeys;
import dev.aks4j.simulated.azure.internal.compute.MachineCount;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.tls.CertificateAuthority;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The clusters of a cloud, and who follows them. Guarded by the simulator's lock. */
public final class ManagedClusters {

    private final Cloud cloud;
    private final Supplier<CertificateAuthority> authority;
    private final PodBudgets budgets;
    private final NodeGroup nodeGroup;
    private final SigningKeys signingKeys = new SigningKeys();
    private final List<ClusterListener> listeners = new CopyOnWriteArrayList<>();

    ManagedClusters(Cloud cloud, Supplier<CertificateAuthority> authority) {
        this.cloud = cloud;
        this.authority = authority;
        this.budgets = new PodBudgets(cloud);
        this.nodeGroup = new NodeGroup(cloud);
    }

    /** Returns what stands against draining nodes. */
    PodBudgets budgets() {
        return budgets;
    }

    /** Adds somebody who follows the clusters, and tells him of those that exist. */
    public void follow(ClusterListener listener) {
        listeners.add(listener);
        all().forEach(cluster -> listener.changed(ClusterSnapshots.of(cluster)));
    }

    /** Returns all clusters. */
    public List<ManagedCluster> all() {
        return all(cloud);
    }

    private static List<ManagedCluster> all(Cloud cloud) {
        return cloud.resources().below(ManagedCluster.class, cloud.subscriptionScope());
    }

    /** Returns the virtual machines of all pools, stopped ones too, because their cores count. */
    public static List<MachineCount> machines(Cloud cloud) {
        return all(cloud).stream()
                .flatMap(cluster -> cluster.pools().stream().flatMap(pool -> pool.machines(cluster.region()).stream()))
                .toList();
    }

    /** Returns the cluster with an id. */
    public Optional<ManagedCluster> find(String id) {
        return cloud.resources().find(ManagedCluster.class, id);
    }

    /** Returns the cluster whose API server has a host name. */
    public Optional<ManagedCluster> byFqdn(String fqdn) {
        return all().stream()
                .filter(cluster -> cluster.fqdn().equalsIgnoreCase(fqdn))
                .findFirst();
    }

    /** Describes a cluster. */
    public static ClusterSnapshot describe(ManagedCluster cluster) {
        return ClusterSnapshots.of(cluster);
    }

    /** Returns the cluster that a path names or lies in. */
    ManagedCluster require(ArmPath path) {
        return find(clusterId(path)).orElseThrow(() -> Arm.notFound(clusterPath(path)));
    }

    static String clusterId(ArmPath path) {
        return clusterPath(path).resource();
    }

    private static ArmPath clusterPath(ArmPath path) {
        return new ArmPath(
                path.raw(),
                path.subscription(),
                path.group(),
                path.scope(),
                path.namespace(),
                path.rest().subList(0, 2));
    }

    /** Makes a cluster that nobody sees yet. */
    ManagedCluster make(String name, String group, String region, String dnsPrefix) {
        String id = cloud.subscriptionScope() + "/resourcegroups/" + group
                + "/providers/Microsoft.ContainerService/managedClusters/" + name;
        ClusterKeys credentials = new ClusterKeys(cloud.random().hex(128), authority.get(), signingKeys);
        ManagedCluster[] made = new ManagedCluster[1];
        made[0] = new ManagedCluster(cloud, id, region, dnsPrefix, credentials, () -> gone(made[0]));
        return made[0];
    }

    private void gone(ManagedCluster cluster) {
        ClusterSnapshot last = ClusterSnapshots.of(cluster);
        listeners.forEach(listener -> listener.removed(last));
    }

    /** Tells the followers what a cluster is now. */
    void changed(ManagedCluster cluster) {
        nodeGroup.follow(cluster);
        ClusterSnapshot now = ClusterSnapshots.of(cluster);
        listeners.forEach(listener -> listener.changed(now));
    }
}
