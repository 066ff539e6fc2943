package dev.aks4j.core.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What it takes to change each property of a node pool; places are those of Azure's agent pool profile. */
final class PoolPropertyChanges {

    private static final String FIXED = "a pool's %s is fixed at creation";

    private static final List<PropertyChange> TABLE = List.of(
            rotate("type", "kind"),
            rotate("osType", "operating system"),
            rotate("vmSize", "machine size"),
            rotate("osDiskSizeGB|osDiskType|kubeletDiskType", "disk"),
            rotate("maxPods", "pods per node"),
            rotate("vnetSubnetID|podSubnetID|podIPAllocationMode", "subnet"),
            rotate("availabilityZones", "zones"),
            rotate("scaleSetPriority|scaleSetEvictionPolicy|spotMaxPrice", "spot terms"),
            rotate("nodePublicIPPrefixID", "public address prefix"),
            rotate("enableEncryptionAtHost", "encryption at host"),
            rotate("enableUltraSSD", "support of Ultra disks"),
            rotate("proximityPlacementGroupID|hostGroupID|capacityReservationGroupID", "placement"),
            rotate("gpuInstanceProfile|gpuProfile/.*", "GPU settings"),
            rotate("creationData/.*", "snapshot"),
            rotate("(kubeletConfig|linuxOSConfig)/.*", "node configuration"),
            rotate("messageOfTheDay", "message of the day"),
            rotate("workloadRuntime", "container runtime"),
            rotate("windowsProfile/.*", "outbound NAT"),
            rotate("gatewayProfile/.*", "gateway"),
            PropertyChange.of("/(enableFIPS|osSKU)", Change.UPDATE, "every node is reimaged"));

    private PoolPropertyChanges() {}

    private static PropertyChange rotate(String names, String what) {
        return PropertyChange.of("/(" + names + ")", Change.ROTATE, String.format(FIXED, what));
    }

    /** Returns the difference with what it takes; nothing if it is none, or if somebody else owns the property. */
    static Optional<Difference> judge(ClusterSpec spec, NodePoolSpec pool, Difference difference, JsonNode live) {
        boolean autoscaledStays =
                pool.isAutoscaled() && live.path("enableAutoScaling").asBoolean(false);
        return switch (difference.path()) {
            case "/count" ->
                autoscaledStays || pool.isVirtualMachines() ? Optional.empty() : count(pool, difference, live);
            case "/orchestratorVersion" -> VersionChange.ofPool(spec, difference, live);
            case "/availabilityZones", "/nodeTaints" -> set(pool, difference);
            case "/osDiskSizeGB" -> difference.after().asInt() == 0 ? Optional.empty() : table(difference);
            case "/osSKU" -> osSku(difference);
            case "/vmSize" -> sameWord(difference) ? Optional.empty() : table(difference);
            case "/enableAutoScaling" -> offAndNeverOn(difference) ? Optional.empty() : Optional.of(difference);
            default -> table(difference);
        };
    }

    private static Optional<Difference> table(Difference difference) {
        return Optional.of(PropertyChange.judge(TABLE, difference.path(), difference));
    }

    /** Azure does not distinguish the case of a machine size, and answers the one that it knows. */
    private static boolean sameWord(Difference difference) {
        return difference.before().asText().equalsIgnoreCase(difference.after().asText());
    }

    private static boolean offAndNeverOn(Difference difference) {
        return !difference.after().asBoolean(true) && !difference.before().asBoolean(false);
    }

    /** A pool that begins to be autoscaled keeps its nodes if their number lies within the limits. */
    private static Optional<Difference> count(NodePoolSpec pool, Difference difference, JsonNode live) {
        int now = live.path("count").asInt();
        boolean fits = pool.isAutoscaled() && now >= pool.minNodes() && now <= pool.maxNodes();
        return fits ? Optional.empty() : Optional.of(difference);
    }

    /** Zones and taints are sets; the taint that Azure adds to spot pools does not count. */
    private static Optional<Difference> set(NodePoolSpec pool, Difference difference) {
        Set<String> before = texts(difference.before());
        Set<String> after = texts(difference.after());
        if (pool.isSpot()) {
            before.remove(ClusterDocuments.SPOT_TAINT);
            after.remove(ClusterDocuments.SPOT_TAINT);
        }
        return before.equals(after) ? Optional.empty() : table(difference);
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static Optional<Difference> osSku(Difference difference) {
        boolean windows = difference.before().asText().startsWith("Windows")
                || difference.after().asText().startsWith("Windows");
        return windows && !difference.before().isMissingNode()
                ? Optional.of(PropertyChange.as(difference, Change.ROTATE, "Windows cannot be exchanged in place"))
                : table(difference);
    }
}
