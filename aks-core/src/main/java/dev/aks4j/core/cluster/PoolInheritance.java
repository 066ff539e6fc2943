package dev.aks4j.core.cluster;

import dev.aks4j.core.cluster.pool.VmSize;
import dev.aks4j.core.internal.plan.kind.Unfinished;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * What of a pool goes over to the one that takes its place: all that nobody declares otherwise, but for what the declared
 * values exclude. The plan says what does not go over, and why.
 */
final class PoolInheritance {

    /** What a pool shows of itself and is never told. */
    private static final List<String> SHOWN = List.of(
            "name",
            "provisioningState",
            "currentOrchestratorVersion",
            "nodeImageVersion",
            "recentlyUsedVersions",
            "eTag",
            "status",
            "powerState",
            "virtualMachineNodesStatus");

    /** What the declared values leave no room for. */
    private record Exclusion(String reason, BiPredicate<Json, Json> when, List<String> places) {
        static Exclusion of(String reason, BiPredicate<Json, Json> when, String... places) {
            return new Exclusion(reason, when, List.of(places));
        }
    }

    private static final List<Exclusion> EXCLUSIONS = List.of(
            Exclusion.of("it tells what the old pool was made from", (live, declared) -> true, "/creationData"),
            Exclusion.of(
                    "the new machines have no GPU",
                    (live, declared) -> hasNoGpu(declared),
                    "/gpuProfile",
                    "/gpuInstanceProfile"),
            Exclusion.of(
                    "Azure chooses the disk anew, because vmSize changes",
                    (live, declared) -> other(live, declared, "vmSize"),
                    "/osDiskSizeGB",
                    "/osDiskType",
                    "/kubeletDiskType"),
            Exclusion.of(
                    "it is of the old operating system",
                    (live, declared) -> other(live, declared, "osType"),
                    "/osSKU",
                    "/kubeletConfig",
                    "/linuxOSConfig",
                    "/windowsProfile",
                    "/securityProfile"),
            Exclusion.of(
                    "vmSize is declared for the pool as a whole",
                    (live, declared) -> declared.has("vmSize")
                            && !declared.has("virtualMachinesProfile")
                            && live.path("virtualMachinesProfile").isObject(),
                    "/virtualMachinesProfile",
                    "/type"),
            Exclusion.of(
                    "it is of the old kind of pool",
                    (live, declared) -> other(live, declared, "type"),
                    "/virtualMachinesProfile",
                    "/count",
                    "/minCount",
                    "/maxCount",
                    "/enableAutoScaling"),
            Exclusion.of(
                    "a pool of single machines says it machine by machine",
                    (live, declared) -> other(live, declared, "type")
                            && declared.path("type").asText().equals("VirtualMachines"),
                    "/vmSize",
                    "/availabilityZones"),
            Exclusion.of(
                    "a spot pool is upgraded without it",
                    (live, declared) ->
                            declared.path("scaleSetPriority").asText().equals("Spot"),
                    "/upgradeSettings/maxSurge",
                    "/upgradeSettings/maxUnavailable",
                    "/upgradeSettings"),
            Exclusion.of(
                    "the kubelet is declared to fail where there is one",
                    (live, declared) -> declared.at("/kubeletConfig/failSwapOn").asBoolean(false),
                    "/linuxOSConfig/swapFileSizeMB"));

    private PoolInheritance() {}

    /** Whether machines are declared, for the pool as a whole or one by one, and none of them has a GPU. */
    private static boolean hasNoGpu(Json declared) {
        Json scale = declared.at("/virtualMachinesProfile/scale");
        List<String> sizes = new ArrayList<>(List.of(declared.path("vmSize").asText()));
        scale.path("manual").forEach(each -> sizes.add(each.path("size").asText()));
        scale.path("autoscale").forEach(each -> sizes.add(each.path("size").asText()));
        List<VmSize> known =
                sizes.stream().flatMap(size -> VmSize.read(size).stream()).toList();
        return !known.isEmpty() && known.stream().noneMatch(VmSize::hasGpu);
    }

    private static boolean other(Json live, Json declared, String property) {
        return declared.has(property)
                && !declared.path(property)
                        .asText()
                        .equalsIgnoreCase(live.path(property).asText());
    }

    /** Returns what of a pool goes over to the one that takes its place. */
    static Json.ObjectBuilder of(Json live, Json declared) {
        Json kept = Unfinished.asItStays(live);
        for (Exclusion exclusion : EXCLUSIONS) {
            if (exclusion.when.test(live, declared)) {
                kept = Documents.without(kept, exclusion.places);
            }
        }
        return kept.edit().remove(SHOWN.toArray(String[]::new));
    }

    /** Returns what does not go over and is not declared, with the reason. */
    static List<Difference> lost(Json live, Json declared) {
        List<Difference> lost = new ArrayList<>();
        for (Exclusion exclusion : EXCLUSIONS) {
            if (exclusion.when.test(live, declared)) {
                exclusion.places.forEach(place -> leaves(place, live.at(place), declared, exclusion.reason, lost));
            }
        }
        return lost;
    }

    private static void leaves(String place, Json there, Json declared, String reason, List<Difference> lost) {
        if (there.isObject() && !there.isEmpty()) {
            there.properties()
                    .forEach(each -> leaves(
                            place + "/" + Documents.escape(each.getKey()), each.getValue(), declared, reason, lost));
            return;
        }
        boolean something = !there.isMissing() && !there.isNull() && !(there.isContainer() && there.isEmpty());
        boolean said = !Documents.at(declared, place).isMissing();
        boolean known = lost.stream().anyMatch(each -> each.path().equals(place));
        if (something && !said && !known) {
            lost.add(new Difference(place, there, Json.missing(), Change.ROTATE, reason));
        }
    }
}
