package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.network.Subnet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A write on a cluster or on one of its pools, as checks see it: what the client sent, what it would lead to, and what
 * there is. Its trees are not to be changed.
 *
 * @param cloud the cloud
 * @param name the cluster's name
 * @param group the resource group's name
 * @param region the region
 * @param requested the properties as they were sent; for a write on a pool, the cluster's
 * @param desired the properties with all defaults
 * @param envelope location, tags, identity and SKU as they would be
 * @param existing the cluster, if there is one
 * @param pools all pools that the cluster would have
 * @param onPool whether the write is on one pool, through the agentPools API
 */
public record ClusterWrite(
        Cloud cloud,
        String name,
        String group,
        String region,
        ObjectNode requested,
        ObjectNode desired,
        ObjectNode envelope,
        Optional<ManagedCluster> existing,
        List<PoolWrite> pools,
        boolean onPool) {

    /** Returns the pools that the client sent. */
    public Stream<PoolWrite> touched() {
        return pools.stream().filter(PoolWrite::touched);
    }

    /** Returns the pools whose nodes get another version by this write. */
    public List<PoolWrite> raised() {
        String plane = controlPlane();
        return touched().filter(pool -> pool.changesVersion(plane)).toList();
    }

    /** Returns the minor that the control plane would have. */
    public int minor() {
        return Versions.parse(controlPlane()).map(Versions.Version::minor).orElse(0);
    }

    private String controlPlane() {
        return existing.map(cluster ->
                        onPool ? cluster.currentVersion() : ClusterChanges.controlPlaneVersion(this, cluster))
                .orElseGet(() -> desired.path("kubernetesVersion").asText());
    }

    /** Returns the desired network profile. */
    public ObjectNode network() {
        return (ObjectNode) desired.path("networkProfile");
    }

    /** Returns the live properties of the cluster, if there is one. */
    public Optional<ObjectNode> current() {
        return existing.map(ManagedCluster::properties);
    }

    /** Tells whether the cluster would have long-term support. */
    public boolean longTermSupport() {
        return desired.path("supportPlan").asText().equals("AKSLongTermSupport");
    }

    /** Returns the subnets of the pools' nodes that exist. */
    public List<Subnet> nodeSubnets() {
        return pools.stream()
                .flatMap(pool -> AzureJson.text(pool.desired(), "/vnetSubnetID").stream())
                .distinct()
                .flatMap(id -> cloud.resources().find(Subnet.class, id).stream())
                .toList();
    }

    /** Returns how many nodes there could be at most, without surge. */
    public int mostNodes() {
        return pools.stream().mapToInt(PoolWrite::most).sum();
    }

    /** Returns how many nodes there could be at most during an upgrade. */
    public int mostNodesWithSurge() {
        return pools.stream().mapToInt(pool -> pool.most() + pool.surge()).sum();
    }
}
