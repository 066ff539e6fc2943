package dev.aks4j.core.cluster;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Alternative;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.LateValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

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
            PropertyChange.of("/nodeImageVersion", Change.UPDATE, "every node goes back to an image that it had"),
            PropertyChange.of("/(enableFIPS|osSKU)", Change.UPDATE, "every node is reimaged"));

    /** Properties of which a pool has one or the other. */
    static final List<Alternative> ALTERNATIVES = Stream.of(
                    Stream.of(
                            new Alternative(
                                    "/upgradeSettings",
                                    "maxSurge",
                                    PoolPropertyChanges::isSome,
                                    "maxUnavailable",
                                    Json.of("0")),
                            new Alternative(
                                    "/upgradeSettings",
                                    "maxUnavailable",
                                    PoolPropertyChanges::isSome,
                                    "maxSurge",
                                    Json.of("0"))),
                    Alternative.oneOf("/virtualMachinesProfile/scale", "manual", "autoscale").stream())
            .flatMap(each -> each)
            .toList();

    private PoolPropertyChanges() {}

    private static boolean isSome(Json nodes) {
        return !nodes.asText().matches("0%?");
    }

    private static PropertyChange rotate(String names, String what) {
        return PropertyChange.of("/(" + names + ")", Change.ROTATE, String.format(FIXED, what));
    }

    /** Returns the difference with what it takes; nothing if it is none, or if somebody else owns the property. */
    static Optional<Difference> judge(
            ClusterSpec spec, NodePoolSpec pool, Difference difference, Json live, Json cluster) {
        boolean autoscaledStays =
                pool.isAutoscaled() && live.path("enableAutoScaling").asBoolean(false);
        return switch (difference.path()) {
            case "/count" ->
                autoscaledStays || pool.isAutoscaled() || pool.isVirtualMachines()
                        ? Optional.empty()
                        : Optional.of(difference);
            case "/minCount", "/maxCount" ->
                Optional.of(
                        difference.after().isNull()
                                ? difference.with(Change.UPDATE, "a fixed count has no limits")
                                : difference);
            case "/orchestratorVersion" ->
                VersionChange.ofPool(spec, pool.has("/nodeImageVersion"), difference, live, cluster);
            case "/availabilityZones", "/nodeTaints" -> set(pool, difference);
            case "/osDiskSizeGB" -> difference.after().asInt() == 0 ? Optional.empty() : table(difference);
            case "/osSKU" -> osSku(difference);
            case "/vmSize" -> sameWord(difference) ? Optional.empty() : table(difference);
            case "/enableAutoScaling" ->
                offAndNeverOn(difference) ? Optional.empty() : Optional.of(scaling(difference));
            case "/vnetSubnetID" -> Optional.of(subnet(difference));
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

    private static Difference scaling(Difference difference) {
        return difference.after().asBoolean(true)
                ? difference
                : difference.with(Change.UPDATE, "a fixed count is declared");
    }

    /** All nodes of a cluster are in one virtual network: Azure's own, or one that is declared. */
    private static Difference subnet(Difference difference) {
        String before = difference.before().asText("");
        String after = difference.after().asText("");
        if (before.isEmpty()) {
            return difference.with(
                    Change.RECREATE, "the cluster's nodes are in a virtual network that Azure manages, and stay in it");
        }
        boolean elsewhere = LateValue.read(difference.after()).isEmpty()
                && !networkOf(before).equalsIgnoreCase(networkOf(after));
        return elsewhere
                ? difference.with(Change.RECREATE, "all nodes of a cluster are in one virtual network")
                : PropertyChange.judge(TABLE, difference.path(), difference);
    }

    private static String networkOf(String subnet) {
        int end = subnet.toLowerCase(Locale.ROOT).indexOf("/subnets/");
        return end < 0 ? subnet : subnet.substring(0, end);
    }

    private static boolean offAndNeverOn(Difference difference) {
        return !difference.after().asBoolean(true) && !difference.before().asBoolean(false);
    }

    /**
     * Returns the move of the number of nodes into the limits of the autoscaler, if it lies outside. Azure takes such
     * limits, and neither adds nor removes nodes on their account.
     */
    static Optional<Difference> within(NodePoolSpec pool, Json live) {
        int now = live.path("count").asInt();
        boolean runs = !live.at("/powerState/code").asText().equalsIgnoreCase("Stopped");
        if (!pool.isAutoscaled() || !live.path("count").isNumber() || !runs) {
            return Optional.empty();
        }
        int moved = Math.max(pool.minNodes(), Math.min(now, pool.maxNodes()));
        return moved == now
                ? Optional.empty()
                : Optional.of(new Difference(
                        "/count",
                        live.path("count"),
                        Json.of(moved),
                        Change.UPDATE,
                        "moved into the limits, which the autoscaler does not do by itself"));
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

    private static Set<String> texts(Json list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static Optional<Difference> osSku(Difference difference) {
        boolean windows = difference.before().asText().startsWith("Windows")
                || difference.after().asText().startsWith("Windows");
        return windows && !difference.before().isMissing()
                ? Optional.of(difference.with(Change.ROTATE, "Windows cannot be exchanged in place"))
                : table(difference);
    }
}
