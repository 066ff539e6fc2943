package dev.aks4j.core.cluster.pool;

import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Says what a node pool should be. A pool is a {@link SystemPool}, which carries the cluster's own pods, a {@link
 * UserPool}, or a {@link GatewayPool}; what a kind cannot have, its builder does not offer. Immutable and thread-safe.
 */
public abstract sealed class NodePoolSpec permits SystemPool, UserPool, GatewayPool {

    /** The surge of an upgrade that a pool has if it says nothing. */
    public static final String DEFAULT_MAX_SURGE = Surge.DEFAULT;

    private final String name;
    private final ClusterDocument profile;

    NodePoolSpec(String name, ClusterDocument profile) {
        this.name = name;
        this.profile = ClusterDocument.copyOf(profile);
    }

    /** Returns the pool's name. */
    public final String name() {
        return name;
    }

    /** Returns whether this is a system pool. */
    public final boolean isSystem() {
        return text("/mode").equals("System");
    }

    /** Returns whether the nodes are spot machines. */
    public final boolean isSpot() {
        return text("/scaleSetPriority").equals("Spot");
    }

    /** Returns whether the nodes run Windows. */
    public final boolean isWindows() {
        return text("/osType").equals("Windows");
    }

    /** Returns whether the cluster autoscaler sets the number of nodes. */
    public final boolean isAutoscaled() {
        return profile.isTrue("/enableAutoScaling");
    }

    /** Returns whether the pool is made of single machines of given sizes instead of a scale set. */
    public final boolean isVirtualMachines() {
        return text("/type").equals("VirtualMachines");
    }

    /** Returns the fewest nodes: the autoscaler's minimum, or the count. */
    public final int minNodes() {
        return isAutoscaled() ? profile.get("/minCount").asInt() : count("minCount");
    }

    /** Returns the most nodes, without surge: the autoscaler's maximum, or the count. */
    public final int maxNodes() {
        return isAutoscaled() ? profile.get("/maxCount").asInt() : count("maxCount");
    }

    /** Of single machines of which the autoscaler chooses the number, the limit counts. */
    private int count(String limit) {
        int machines = 0;
        for (Json scale : profile.get("/virtualMachinesProfile/scale/autoscale")) {
            machines += scale.path(limit).asInt();
        }
        for (Json scale : profile.get("/virtualMachinesProfile/scale/manual")) {
            machines += scale.path("count").asInt();
        }
        return isVirtualMachines() ? machines : profile.get("/count").asInt();
    }

    /** Returns the most nodes that an upgrade adds when the pool is at its maximum; 0 on spot pools. */
    public final int surgeNodes() {
        return isSpot() ? 0 : Surge.nodes(profile.get("/upgradeSettings/maxSurge"), maxNodes());
    }

    /** Returns the pods per node, if the pool says it. */
    public final Optional<Integer> maxPods() {
        Json node = profile.get("/maxPods");
        return node.isIntegralNumber() ? Optional.of(node.asInt()) : Optional.empty();
    }

    /** Returns the size of the machines; empty to let Azure choose, and for a pool of single machines. */
    public final String vmSize() {
        return text("/vmSize");
    }

    /** Returns the availability zones; empty for a regional pool. */
    public final Set<Integer> zones() {
        Set<Integer> zones = new TreeSet<>();
        profile.get("/availabilityZones").forEach(zone -> zones.add(zone.asInt()));
        return zones;
    }

    /** Returns the labels that the pool puts on its nodes. */
    public final Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        profile.get("/nodeLabels")
                .properties()
                .forEach(entry -> labels.put(entry.getKey(), entry.getValue().asText()));
        return Map.copyOf(labels);
    }

    /** Returns the taints that the pool puts on its nodes, as {@code key=value:effect}. */
    public final List<String> taints() {
        List<String> taints = new ArrayList<>();
        profile.get("/nodeTaints").forEach(taint -> taints.add(taint.asText()));
        return List.copyOf(taints);
    }

    /**
     * Returns what the pool declares at a place in Azure's agent pool profile; a missing node if it declares nothing.
     *
     * @param pointer JSON pointer, for example {@code /upgradeSettings/maxSurge}
     */
    public final Json property(String pointer) {
        return profile.get(pointer);
    }

    /** Returns a property of the agent pool profile as text; empty if it is not declared. */
    public final String text(String pointer) {
        return profile.get(pointer).asText();
    }

    /** Returns whether a property of the agent pool profile is declared and true. */
    public final boolean isTrue(String pointer) {
        return profile.isTrue(pointer);
    }

    /** Returns whether a property of the agent pool profile is declared, or has a default of ours. */
    public final boolean has(String pointer) {
        return !profile.get(pointer).isMissing();
    }

    /** Returns whether somebody declared a property, rather than left it to a default of ours. */
    public final boolean declares(String pointer) {
        return profile.declares(pointer);
    }

    /** Returns a copy of the whole profile. */
    public final ClusterDocument document() {
        return ClusterDocument.copyOf(profile);
    }

    @Override
    public final String toString() {
        return "node pool " + name;
    }
}
