package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.cluster.pool.VmSize;
import dev.aks4j.core.internal.cluster.fact.AksFacts;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Pools of single machines, gateway pools, pools from snapshots, and machines with a GPU. */
public final class SpecialPoolRules {

    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");
    private static final String MACHINES = "azure-aks-docs, virtual-machines-node-pools, 2026";

    static final Rule<PoolIn> TYPE = Rule.<PoolIn>error(
                    "AKS-POOL-080", "A pool is a scale set or single machines; availability sets are retired.")
            .prevents(REFUSED)
            .source("azure-aks-docs, 2026; availability sets retired 2025-09-30")
            .check((in, findings) -> {
                if (in.text("/type").equals("AvailabilitySet")) {
                    in.report(
                            findings,
                            "type",
                            "AvailabilitySet",
                            "has been retired since "
                                    + AksFacts.day("feature-end", "availability-sets")
                                            .orElseThrow(),
                            "Leave the type out for a scale set.");
                }
            });

    static final Rule<PoolIn> MACHINE_PROFILES = Rule.<PoolIn>error(
                    "AKS-POOL-081", "A pool of single machines has 1 to 5 sizes, of one family.")
            .prevents(REFUSED)
            .source(MACHINES)
            .check((in, findings) -> {
                Json scale = in.profile().at("/virtualMachinesProfile/scale");
                if (!in.pool().isVirtualMachines()) {
                    return;
                }
                int sizes =
                        scale.path("manual").size() + scale.path("autoscale").size();
                if (sizes < 1 || sizes > 5) {
                    in.report(findings, "machines", sizes + " sizes", "are not 1 to 5", "Name 1 to 5 sizes.");
                }
                List<String> families = Stream.of("manual", "autoscale")
                        .flatMap(way -> scale.path(way).stream())
                        .map(size -> size.path("size").asText())
                        .map(SpecialPoolRules::family)
                        .flatMap(Optional::stream)
                        .distinct()
                        .toList();
                if (families.size() > 1) {
                    in.report(
                            findings,
                            "machines",
                            String.join(", ", families),
                            "are different families",
                            "Use sizes of one family in a pool, and another pool for the other.");
                }
            });

    static final Rule<PoolIn> AUTOSCALED_MACHINES = Rule.<PoolIn>error(
                    "AKS-POOL-116",
                    "Single machines whose number the autoscaler chooses have limits between 0 and 1000, a minimum of at"
                            + " most the maximum, each size once, and no GPU.")
            .prevents(REFUSED)
            .source(
                    "API 2026-05-01, virtualMachinesProfile.scale.autoscale; azure-aks-docs, virtual-machines-node-pools")
            .check((in, findings) -> {
                Set<String> seen = new HashSet<>();
                in.profile().at("/virtualMachinesProfile/scale/autoscale").forEach(each -> {
                    String size = each.path("size").asText();
                    int min = each.path("minCount").asInt();
                    int max = each.path("maxCount").asInt();
                    if (min < 0 || max > 1000 || min > max) {
                        in.report(
                                findings,
                                "autoscaledMachines",
                                size + " " + min + " to " + max,
                                "are no limits between 0 and 1000",
                                "Use for example autoscaledMachines(\"" + size + "\", 1, 10).");
                    }
                    if (!seen.add(size.toLowerCase(Locale.ROOT))) {
                        in.report(findings, "autoscaledMachines", size, "is there twice", "Name each size once.");
                    }
                    if (VmSize.read(size).map(VmSize::hasGpu).orElse(false)) {
                        in.report(
                                findings,
                                "autoscaledMachines",
                                size,
                                "has a GPU, which is not scaled so",
                                "Use machines(size, count), or a scale set.");
                    }
                });
            });

    static final Rule<PoolIn> GATEWAY_PODS = Rule.<PoolIn>error(
                    "AKS-POOL-117", "Gateway pools do not go with subnets of pods.")
            .prevents(REFUSED)
            .source("azure-aks-docs, configure-static-egress-gateway, 2026-08-06")
            .check((in, findings) -> {
                boolean pods = in.cluster().pools().stream()
                        .anyMatch(pool -> PoolIn.of(in.cluster(), pool).has("/podSubnetID"));
                if (in.text("/mode").equals("Gateway") && pods) {
                    in.report(
                            findings,
                            "gatewayPool",
                            in.pool().name(),
                            "stands beside a subnet of pods",
                            "Use CniOverlay or CniNodeSubnet, or remove the gateway pool.");
                }
            });

    static final Rule<PoolIn> MACHINE_LIMITS = Rule.<PoolIn>error(
                    "AKS-POOL-082",
                    "A pool of single machines has Linux, Kubernetes 1.27 or newer, no zones, no snapshot, no size and"
                            + " no autoscaler limits of its own.")
            .prevents(REFUSED)
            .source(MACHINES)
            .check((in, findings) -> {
                if (!in.pool().isVirtualMachines()) {
                    return;
                }
                String fix = "Use vmSize(...) for a scale set, or remove it.";
                for (String name : List.of("availabilityZones", "vmSize", "count", "minCount")) {
                    if (in.has("/" + name)) {
                        in.report(findings, name, in.profile().at("/" + name), "is set beside machines(...)", fix);
                    }
                }
                if (in.has("/creationData") || in.pool().isWindows()) {
                    in.report(findings, "machines", "single machines", "have neither Windows nor snapshots", fix);
                }
                boolean old = in.cluster()
                        .version()
                        .map(version -> !version.isAtLeast(1, 27))
                        .orElse(false);
                if (old) {
                    in.report(findings, "machines", "single machines", "need Kubernetes 1.27", "Raise the version.");
                }
            });

    static final Rule<PoolIn> GATEWAY = Rule.<PoolIn>error(
                    "AKS-POOL-083",
                    "A gateway pool has a public address prefix of length 28 to 31, Linux, at least one node and no"
                            + " autoscaler.")
            .prevents(REFUSED)
            .source("swagger 2025-07-01, gatewayProfile; azure-aks-docs, configure-static-egress-gateway, 2026")
            .check((in, findings) -> {
                if (!in.text("/mode").equals("Gateway")) {
                    return;
                }
                in.within(findings, "publicIpPrefixSize", "/gatewayProfile/publicIPPrefixSize", 28, 31, "");
                if (in.pool().isWindows()
                        || in.pool().isAutoscaled()
                        || in.pool().maxNodes() < 1) {
                    in.report(
                            findings,
                            "gatewayPool",
                            in.pool().maxNodes() + " nodes",
                            "must be a fixed number of Linux nodes, 1 at least",
                            "Set count(2) or more, without autoscaler and Windows.");
                }
            });

    static final Rule<PoolIn> GATEWAY_CAPACITY = Rule.<PoolIn>error(
                    "AKS-POOL-087", "A gateway pool has no more nodes than its prefix has addresses.")
            .prevents(REFUSED)
            .source("azure-aks-docs, configure-static-egress-gateway, 2026")
            .check((in, findings) -> {
                Json length = in.profile().at("/gatewayProfile/publicIPPrefixSize");
                int addresses = 1 << (32 - Math.max(28, Math.min(31, length.asInt(31))));
                if (in.text("/mode").equals("Gateway") && in.pool().maxNodes() > addresses) {
                    in.report(
                            findings,
                            "count",
                            in.pool().maxNodes(),
                            "is more than the " + addresses + " addresses of a prefix of length " + length.asInt(31),
                            "Lower the count, or call publicIpPrefixSize(28) for 16 addresses.");
                }
            });

    static final Rule<PoolIn> GATEWAY_FAMILY = Rule.<PoolIn>error(
                    "AKS-POOL-088", "Gateway pools are for clusters of IPv4 only.")
            .prevents(REFUSED)
            .source("azure-aks-docs, configure-static-egress-gateway, 2026")
            .check((in, findings) -> {
                Json families = in.cluster().property("/properties/networkProfile/ipFamilies");
                if (in.text("/mode").equals("Gateway") && families.size() > 1) {
                    in.report(
                            findings,
                            "gatewayPool",
                            families,
                            "are two families of addresses, and the gateway knows IPv4 only",
                            "Remove the gateway pool, or ipFamilies(...).");
                }
            });

    static final Rule<PoolIn> SNAPSHOT = Rule.<PoolIn>error(
                    "AKS-POOL-084", "A pool is created from a snapshot of Microsoft.ContainerService/snapshots.")
            .prevents(REFUSED)
            .source("azure-aks-docs, node-pool-snapshot, 2026")
            .check((in, findings) -> {
                String id = in.text("/creationData/sourceResourceId");
                if (in.has("/creationData/sourceResourceId")
                        && !id.matches("(?i)/.*/providers/Microsoft\\.ContainerService/snapshots/[^/]+")) {
                    in.report(
                            findings,
                            "fromSnapshot",
                            id,
                            "is not the id of a snapshot",
                            "Use /subscriptions/.../providers/Microsoft.ContainerService/snapshots/<name>.");
                }
            });

    static final Rule<PoolIn> GPU_SETTINGS = Rule.<PoolIn>error(
                    "AKS-POOL-085", "GPU instances and drivers need machines with a GPU.")
            .prevents(REFUSED)
            .source("azure-aks-docs, use-nvidia-gpu and gpu-multi-instance, 2026")
            .check((in, findings) -> {
                boolean without = VmSize.read(in.pool().vmSize())
                        .map(size -> !size.hasGpu())
                        .orElse(false);
                for (String name : List.of("gpuInstanceProfile", "gpuProfile")) {
                    if (without && in.has("/" + name)) {
                        in.report(
                                findings,
                                name,
                                in.profile().at("/" + name),
                                "is set on " + in.pool().vmSize() + ", which has no GPU",
                                "Use for example Standard_NC24ads_A100_v4, or remove it.");
                    }
                }
            });

    static final Rule<PoolIn> NV_V4 = Rule.<PoolIn>error("AKS-POOL-086", "Sizes of the NVv4 series are not supported.")
            .prevents(AzureError.answered(400, "BadRequest"))
            .source("azure-aks-docs, use-nvidia-gpu, 2026")
            .check((in, findings) -> {
                boolean nv4 = VmSize.read(in.pool().vmSize())
                        .map(size -> size.family().equals("NV") && size.version() == 4)
                        .orElse(false);
                if (nv4) {
                    in.report(findings, "vmSize", in.pool().vmSize(), "is of the NVv4 series", "Use NC or ND sizes.");
                }
            });

    static final List<Rule<PoolIn>> ALL = List.of(
            TYPE,
            MACHINE_PROFILES,
            MACHINE_LIMITS,
            AUTOSCALED_MACHINES,
            GATEWAY_PODS,
            GATEWAY,
            GATEWAY_CAPACITY,
            GATEWAY_FAMILY,
            SNAPSHOT,
            GPU_SETTINGS,
            NV_V4);

    private SpecialPoolRules() {}

    private static Optional<String> family(String size) {
        return VmSize.read(size).map(read -> read.family() + (read.isArm64() ? " for Arm" : ""));
    }
}
