package dev.aks4j.core.cluster;

import static dev.aks4j.core.cluster.Fakes.cluster;
import static dev.aks4j.core.cluster.Fakes.id;
import static dev.aks4j.core.cluster.Fakes.withoutPools;
import static dev.aks4j.core.testing.RuleCases.ruleCase;

import dev.aks4j.core.cluster.pool.EvictionPolicy;
import dev.aks4j.core.cluster.pool.OsDiskType;
import dev.aks4j.core.cluster.pool.OsSku;
import dev.aks4j.core.cluster.pool.Sysctl;
import dev.aks4j.core.cluster.pool.SystemPool;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.cluster.pool.WorkloadRuntime;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.testing.RuleCases;
import dev.aks4j.testing.RuleCase;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Cases of the rules of node pools. */
final class PoolRuleCases {

    static final List<RuleCase> NAMES = List.of(
            ruleCase(
                    "AKS-POOL-001",
                    cluster().userPool("Apps", p -> {}),
                    cluster().userPool("apps1", p -> {})),
            ruleCase(
                    "AKS-POOL-001",
                    cluster().userPool("a".repeat(13), p -> {}),
                    cluster().userPool("a".repeat(12), p -> {})),
            ruleCase("AKS-POOL-002", windowsPool("windows"), windowsPool("win202")),
            ruleCase(
                    "AKS-POOL-003",
                    user(p -> p).userPool("apps", p -> {}),
                    user(p -> p).userPool("more", p -> {})),
            ruleCase("AKS-POOL-004", pools(100), pools(99)),
            ruleCase("AKS-POOL-005", cluster().removedPool("system"), cluster().removedPool("old")),
            ruleCase(
                    "AKS-POOL-006",
                    withoutPools("shop").userPool("apps", p -> {}).systemPool("system", p -> {}),
                    withoutPools("shop").systemPool("system", p -> {}).userPool("apps", p -> {})));

    static final List<RuleCase> SYSTEM = List.of(
            ruleCase("AKS-POOL-010", withoutPools("shop").userPool("apps", p -> {}), cluster()),
            ruleCase("AKS-POOL-011", system(p -> p.count(0)), system(p -> p.count(1))),
            ruleCase("AKS-POOL-011", system(p -> p.autoscale(0, 3)), system(p -> p.autoscale(1, 3))),
            ruleCase("AKS-POOL-012", system(p -> p.count(1)), system(p -> p.count(2))),
            ruleCase(
                    "AKS-POOL-013",
                    system(p -> p.taints("a=b:NoSchedule")),
                    system(SystemPool.Builder::criticalAddonsOnly)),
            ruleCase("AKS-POOL-014", system(p -> p.vmSize("Standard_D1_v2")), system(p -> p.vmSize("Standard_D2s_v5"))),
            ruleCase("AKS-POOL-014", system(p -> p.vmSize("Standard_B2ts_v2")), system(p -> p.vmSize("Standard_B2s"))),
            ruleCase(
                    "AKS-POOL-015", system(p -> p.vmSize("Standard_D2s_v5")), system(p -> p.vmSize("Standard_D4s_v5"))),
            ruleCase("AKS-POOL-016", system(p -> p.vmSize("Standard_B4ms")), system(p -> p.vmSize("Standard_D4s_v5"))),
            ruleCase("AKS-POOL-017", system(p -> p.maxPods(29)), system(p -> p.maxPods(30))),
            ruleCase(
                    "AKS-POOL-018", system(p -> p.raw("/powerState/code", "Stopped")), user(UserPool.Builder::stopped)),
            ruleCase("AKS-POOL-019", user(p -> p.vmSize("Standard_D1_v2")), user(p -> p.vmSize("Standard_D2s_v5"))),
            ruleCase("AKS-POOL-019", user(p -> p.vmSize("Standard_B2ts_v2")), user(p -> p.vmSize("Standard_B2s"))));

    static final List<RuleCase> SPOT = List.of(
            ruleCase("AKS-POOL-020", system(p -> p.raw("/scaleSetPriority", "Spot")), user(UserPool.Builder::spot)),
            ruleCase(
                    "AKS-POOL-021",
                    user(p -> p.spot().machines("Standard_D4s_v5", 2)),
                    user(p -> p.spot().vmSize("Standard_D4s_v5"))),
            ruleCase("AKS-POOL-022", user(p -> p.spot().maxSurgePercent(10)), user(p -> p.maxSurgePercent(10))),
            ruleCase(
                    "AKS-POOL-023",
                    user(p -> p.raw("/scaleSetEvictionPolicy", "Deallocate")),
                    user(p -> p.spot(EvictionPolicy.DEALLOCATE))),
            ruleCase("AKS-POOL-024", price("0"), price("-1")),
            ruleCase(
                    "AKS-POOL-024",
                    user(p -> p.raw("/spotMaxPrice", BigDecimal.ONE)),
                    user(p -> p.raw("/spotMaxPrice", BigDecimal.valueOf(-1)))),
            ruleCase("AKS-POOL-024", price("0.123456"), price("0.12345")));

    static final List<RuleCase> UPGRADES = List.of(
            ruleCase("AKS-POOL-025", user(p -> p.maxSurgePercent(101)), user(p -> p.maxSurgePercent(100))),
            ruleCase("AKS-POOL-026", user(p -> p.maxSurge(0)), user(p -> p.maxUnavailable(1))),
            ruleCase("AKS-POOL-026", user(p -> p.maxUnavailable(1).maxSurge(1)), user(p -> p.maxSurge(1))),
            ruleCase(
                    "AKS-POOL-027",
                    system(p -> p.maxSurge(0).raw("/upgradeSettings/maxUnavailable", "1")),
                    user(p -> p.maxUnavailable(1))),
            ruleCase("AKS-POOL-028", drain(Duration.ofMinutes(1441)), drain(Duration.ofMinutes(1440))),
            ruleCase("AKS-POOL-028", drain(Duration.ofSeconds(90)), drain(Duration.ofSeconds(120))),
            ruleCase("AKS-POOL-029", drain(Duration.ofMinutes(4)), drain(Duration.ofMinutes(5))),
            ruleCase(
                    "AKS-POOL-039",
                    user(p -> p.nodeSoak(Duration.ofMinutes(31))),
                    user(p -> p.nodeSoak(Duration.ofMinutes(30)))));

    static final List<RuleCase> SCALE = List.of(
            ruleCase("AKS-POOL-030", standard(p -> p.count(1001)), standard(p -> p.count(900))),
            ruleCase("AKS-POOL-030", user(p -> p.count(-1)), user(p -> p.count(0))),
            ruleCase("AKS-POOL-031", standard(p -> p.autoscale(0, 1001)), standard(p -> p.autoscale(0, 900))),
            ruleCase("AKS-POOL-032", user(p -> p.autoscale(3, 2)), user(p -> p.autoscale(2, 2))),
            ruleCase("AKS-POOL-033", user(p -> p.raw("/minCount", 1)), user(p -> p.autoscale(1, 2))),
            ruleCase(
                    "AKS-POOL-034",
                    user(p -> p.autoscale(2, 4).count(5)),
                    user(p -> p.autoscale(2, 4).count(4))),
            ruleCase("AKS-POOL-035", standard(p -> p.count(1000)), standard(p -> p.count(909))),
            ruleCase("AKS-POOL-036", user(p -> p.maxPods(251)), user(p -> p.maxPods(250))),
            ruleCase("AKS-POOL-036", user(p -> p.maxPods(9)), user(p -> p.maxPods(10))),
            ruleCase(
                    "AKS-POOL-037",
                    user(p -> p.maxPods(10).count(2)),
                    user(p -> p.maxPods(10).count(3))),
            ruleCase("AKS-POOL-038", kubenet(398), kubenet(397)));

    static final List<RuleCase> SYSTEMS = List.of(
            ruleCase("AKS-POOL-040", linux("1.37", OsSku.UBUNTU_2204), linux("1.36", OsSku.UBUNTU_2204)),
            ruleCase("AKS-POOL-040", linux("1.31", OsSku.UBUNTU_2404), linux("1.32", OsSku.UBUNTU_2404)),
            ruleCase("AKS-POOL-041", user(p -> p.raw("/osSKU", "Windows2022")), user(p -> p.osSku(OsSku.UBUNTU))),
            ruleCase(
                    "AKS-POOL-042",
                    user(p -> p.osSku(OsSku.AZURE_LINUX_OS_GUARD)),
                    user(p -> p.osSku(OsSku.AZURE_LINUX_OS_GUARD).secureBoot().vtpm())),
            ruleCase(
                    "AKS-POOL-043",
                    gpu(p -> p.osSku(OsSku.AZURE_LINUX_OS_GUARD).secureBoot().vtpm()),
                    gpu(p -> p.osSku(OsSku.AZURE_CONTAINER_LINUX).secureBoot().vtpm())),
            ruleCase(
                    "AKS-POOL-044",
                    user(p -> p.fips().osSku(OsSku.UBUNTU_2404)),
                    user(p -> p.fips().osSku(OsSku.AZURE_LINUX))),
            ruleCase(
                    "AKS-POOL-044",
                    user(p -> p.fips().vmSize("Standard_D4ps_v5")),
                    user(p -> p.fips().vmSize("Standard_D4s_v5"))),
            ruleCase(
                    "AKS-POOL-044",
                    user(p -> p.fips().vmSize("Standard_D4ps_v5").osSku(OsSku.UBUNTU)),
                    user(p -> p.fips().vmSize("Standard_D4ps_v5").osSku(OsSku.AZURE_LINUX))),
            ruleCase(
                    "AKS-POOL-047",
                    user(p -> p.secureBoot().fips().osSku(OsSku.AZURE_LINUX)),
                    user(p -> p.secureBoot().fips().osSku(OsSku.UBUNTU_2204))),
            ruleCase(
                    "AKS-POOL-047",
                    user(p -> p.vtpm().vmSize("Standard_D4ps_v6")),
                    user(p -> p.secureBoot().vtpm().vmSize("Standard_D4ps_v6").osSku(OsSku.AZURE_CONTAINER_LINUX))),
            ruleCase(
                    "AKS-POOL-047",
                    user(p -> p.vtpm().osSku(OsSku.AZURE_LINUX).workloadRuntime(WorkloadRuntime.KATA_VM_ISOLATION)),
                    user(p -> p.vtpm().osSku(OsSku.AZURE_LINUX))),
            ruleCase(
                    "AKS-POOL-048",
                    windows(p -> p.vmSize("Standard_D4ps_v5")),
                    user(p -> p.vmSize("Standard_D4ps_v5"))),
            ruleCase(
                    "AKS-POOL-049",
                    user(p -> p.vmSize("Standard_DC4as_v5").osSku(OsSku.UBUNTU_2204)),
                    user(p -> p.vmSize("Standard_DC4as_v5").osSku(OsSku.UBUNTU_2404))),
            ruleCase(
                    "AKS-POOL-049",
                    user(p -> p.vmSize("Standard_DC4as_v5")
                            .osSku(OsSku.AZURE_LINUX)
                            .fips()),
                    user(p -> p.vmSize("Standard_DC4as_v5").osSku(OsSku.AZURE_LINUX))),
            ruleCase(
                    "AKS-POOL-057",
                    gpu(UserPool.Builder::secureBoot),
                    gpu(p -> p.secureBoot().withoutGpuDriver())),
            ruleCase("AKS-POOL-058", streaming(OsSku.AZURE_CONTAINER_LINUX), streaming(OsSku.AZURE_LINUX)),
            ruleCase(
                    "AKS-POOL-045",
                    user(p -> p.workloadRuntime(WorkloadRuntime.KATA_VM_ISOLATION)),
                    user(p ->
                            p.workloadRuntime(WorkloadRuntime.KATA_VM_ISOLATION).osSku(OsSku.AZURE_LINUX))),
            ruleCase(
                    "AKS-POOL-046",
                    user(p -> p.vmSize("Standard_DC4as_v5").secureBoot()),
                    user(p -> p.vmSize("Standard_D4as_v5").secureBoot())));

    static final List<RuleCase> LABELS = List.of(
            ruleCase("AKS-POOL-050", user(p -> p.label("a b", "c")), user(p -> p.label("example.com/a", "c"))),
            ruleCase("AKS-POOL-050", user(p -> p.label("UPPER/a", "c")), user(p -> p.label("a_B.c", "c"))),
            ruleCase("AKS-POOL-051", user(p -> p.label("a", "b ")), user(p -> p.label("a", ""))),
            ruleCase(
                    "AKS-POOL-052",
                    user(p -> p.label("kubernetes.azure.com/mode", "x")),
                    user(p -> p.label("node.kubernetes.io/mode", "x"))),
            ruleCase(
                    "AKS-POOL-052",
                    user(p -> p.label("kubernetes.io/role", "x")),
                    user(p -> p.label("kubernetes.iox/r", "x"))),
            ruleCase("AKS-POOL-052", user(p -> p.label("agentpool", "x")), user(p -> p.label("agent", "x"))),
            ruleCase(
                    "AKS-POOL-052",
                    user(p -> p.label("node.kubernetes.io/instance-type", "x")),
                    user(p -> p.label("node.kubernetes.io/instance", "x"))),
            ruleCase("AKS-POOL-053", user(p -> p.taints("a=b")), user(p -> p.taints("a=b:NoExecute"))),
            ruleCase("AKS-POOL-053", user(p -> p.taints("a=b:Never")), user(p -> p.taints("a:NoExecute"))),
            ruleCase("AKS-POOL-055", user(p -> p.taints("a:NoExecute")), user(p -> p.taints("a=b:NoExecute"))),
            ruleCase("AKS-POOL-055", user(p -> p.taints("a=:NoExecute")), user(p -> p.taints("a=b:NoExecute"))),
            ruleCase(
                    "AKS-POOL-054",
                    user(p -> p.taints("a=b:NoExecute", "a=c:NoExecute")),
                    user(p -> p.taints("a=b:NoExecute", "a=c:NoSchedule"))));

    static final List<RuleCase> DISKS = List.of(
            ruleCase(
                    "AKS-POOL-060",
                    user(p -> p.osDisk(2049, OsDiskType.MANAGED)),
                    user(p -> p.osDisk(2048, OsDiskType.MANAGED))),
            ruleCase(
                    "AKS-POOL-061",
                    user(p -> p.osDisk(29, OsDiskType.MANAGED)),
                    user(p -> p.osDisk(30, OsDiskType.MANAGED))),
            ruleCase(
                    "AKS-POOL-062",
                    user(p -> p.ultraSsd()),
                    user(p -> p.ultraSsd().zones(1))),
            ruleCase("AKS-POOL-063", user(p -> p.zones(4)), user(p -> p.zones(1, 2, 3))),
            ruleCase(
                    "AKS-POOL-064",
                    user(p -> p.vmSize("Standard_D4s_v5").osDisk(OsDiskType.EPHEMERAL)),
                    user(p -> p.vmSize("Standard_D4ds_v5").osDisk(OsDiskType.EPHEMERAL))));

    static final List<RuleCase> EXPOSURE = List.of(
            ruleCase(
                    "AKS-POOL-070",
                    user(p -> p.nodePublicIpTag("RoutingPreference", "Internet")),
                    user(p -> p.nodePublicIp().nodePublicIpTag("RoutingPreference", "Internet"))),
            ruleCase(
                    "AKS-POOL-071",
                    user(p -> p.allowedHostPorts(90, 80, "TCP")),
                    user(p -> p.allowedHostPorts(80, 90, "UDP"))),
            ruleCase(
                    "AKS-POOL-089",
                    user(p -> p.proximityPlacementGroup(id("Microsoft.Compute/hostGroups", "g"))),
                    user(p -> p.proximityPlacementGroup(id("Microsoft.Compute/proximityPlacementGroups", "g")))),
            ruleCase("AKS-POOL-089", user(p -> p.raw("/vnetSubnetID", "nodes")), user(p -> p)),
            ruleCase("AKS-ARM-011", user(p -> p.tag("azure-x", "y")), user(p -> p.tag("x", "y"))),
            ruleCase("AKS-POOL-072", subnets("vnet-a", "vnet-b"), subnets("vnet-a", "vnet-a")),
            ruleCase("AKS-POOL-073", user(p -> p.subnet(subnet("vnet-a"))), subnets("vnet-a", "VNET-A")));

    static final List<RuleCase> SPECIAL = List.of(
            ruleCase("AKS-POOL-080", user(p -> p.raw("/type", "AvailabilitySet")), user(p -> p)),
            ruleCase(
                    "AKS-POOL-081",
                    user(p -> p.machines("Standard_D4s_v5", 1).machines("Standard_E4s_v5", 1)),
                    user(p -> p.machines("Standard_D4s_v5", 1).machines("Standard_D8s_v5", 1))),
            ruleCase(
                    "AKS-POOL-082",
                    user(p -> p.machines("Standard_D4s_v5", 1).zones(1)),
                    user(p -> p.machines("Standard_D4s_v5", 1))),
            ruleCase(
                    "AKS-POOL-083",
                    cluster().gatewayPool("gw", p -> p.publicIpPrefixSize(27)),
                    cluster().gatewayPool("gw", p -> p.publicIpPrefixSize(28))),
            ruleCase(
                    "AKS-POOL-083",
                    cluster().gatewayPool("gw", p -> p.count(0)),
                    cluster().gatewayPool("gw", p -> {})),
            ruleCase("AKS-POOL-087", gateway(30, 5), gateway(30, 4)),
            ruleCase("AKS-POOL-087", cluster().gatewayPool("gw", p -> p.count(3)), gateway(31, 2)),
            ruleCase(
                    "AKS-POOL-088",
                    gateway(31, 2).raw("/properties/networkProfile/ipFamilies", List.of("IPv4", "IPv6")),
                    gateway(31, 2).raw("/properties/networkProfile/ipFamilies", List.of("IPv4"))),
            ruleCase(
                    "AKS-POOL-084",
                    user(p -> p.fromSnapshot(id("Microsoft.Compute/snapshots", "s"))),
                    user(p -> p.fromSnapshot(id("Microsoft.ContainerService/snapshots", "s")))),
            ruleCase(
                    "AKS-POOL-085",
                    user(p -> p.vmSize("Standard_D4s_v5").withoutGpuDriver()),
                    gpu(UserPool.Builder::withoutGpuDriver)),
            ruleCase(
                    "AKS-POOL-086",
                    user(p -> p.vmSize("Standard_NV4as_v4")),
                    user(p -> p.vmSize("Standard_NC24ads_A100_v4"))));

    static final List<RuleCase> WINDOWS = List.of(
            ruleCase("AKS-POOL-090", cluster().userPool("win", p -> p.windows(OsSku.WINDOWS_2022)), windowsPool("win")),
            ruleCase(
                    "AKS-POOL-091",
                    windowsPool("win").network(new Fakes.Overlay(false)).identity(new Fakes.UserAssigned()),
                    windowsPool("win").network(new Fakes.Overlay(true)).identity(new Fakes.UserAssigned())),
            ruleCase(
                    "AKS-POOL-092",
                    windows(p -> p.windows(OsSku.WINDOWS_2025)),
                    windows(p -> p.windows(OsSku.WINDOWS_2025).fips())),
            ruleCase(
                    "AKS-POOL-093",
                    windows(UserPool.Builder::disableOutboundNat),
                    windows(UserPool.Builder::disableOutboundNat)
                            .raw("/properties/networkProfile/outboundType", "userDefinedRouting")),
            ruleCase("AKS-POOL-094", windows(p -> p.messageOfTheDay("hi")), user(p -> p.messageOfTheDay("hi"))));

    static final List<RuleCase> NODE_CONFIG = List.of(
            ruleCase("AKS-POOL-100", sysctl(Sysctl.VM_SWAPPINESS, 101), sysctl(Sysctl.VM_SWAPPINESS, 100)),
            ruleCase("AKS-POOL-100", sysctl(Sysctl.FS_FILE_MAX, 8191), sysctl(Sysctl.FS_FILE_MAX, Integer.MAX_VALUE)),
            ruleCase("AKS-POOL-107", sysctl(Sysctl.VM_MAX_MAP_COUNT, 1048576), sysctl(Sysctl.VM_MAX_MAP_COUNT, 262144)),
            ruleCase(
                    "AKS-POOL-100",
                    user(p -> p.raw("/linuxOSConfig/sysctls/vmSwappiness", 1L << 32)),
                    sysctl(Sysctl.VM_MAX_MAP_COUNT, 1048576)),
            ruleCase(
                    "AKS-POOL-105",
                    user(p -> p.kubelet(k -> k.podMaxPids(-2))),
                    user(p -> p.kubelet(k -> k.podMaxPids(-1)))),
            ruleCase(
                    "AKS-POOL-101",
                    user(p -> p.linuxOs(o -> o.localPortRange(1023, 40000))),
                    user(p -> p.linuxOs(o -> o.localPortRange(1024, 40000)))),
            ruleCase(
                    "AKS-POOL-102",
                    user(p -> p.linuxOs(o -> o.swapFile(100))),
                    user(p -> p.linuxOs(o -> o.swapFile(100)).kubelet(k -> k.failSwapOn(false)))),
            ruleCase(
                    "AKS-POOL-103",
                    user(p -> p.kubelet(k -> k.cpuManagerPolicy("dynamic"))),
                    user(p -> p.kubelet(k -> k.cpuManagerPolicy("static")))),
            ruleCase(
                    "AKS-POOL-104",
                    user(p -> p.kubelet(k -> k.imageGcThresholds(85, 85))),
                    user(p -> p.kubelet(k -> k.imageGcThresholds(84, 85)))),
            ruleCase(
                    "AKS-POOL-105",
                    user(p -> p.kubelet(k -> k.containerLogs(10, 1))),
                    user(p -> p.kubelet(k -> k.containerLogs(10, 2)))),
            ruleCase(
                    "AKS-POOL-106",
                    user(p -> p.messageOfTheDay("x".repeat(3073))),
                    user(p -> p.messageOfTheDay("x".repeat(3072)))));

    private PoolRuleCases() {}

    static ClusterSpec.Builder user(UnaryOperator<UserPool.Builder> settings) {
        return cluster().userPool("apps", settings::apply);
    }

    private static ClusterSpec.Builder standard(UnaryOperator<UserPool.Builder> settings) {
        return user(settings).tier(Tier.STANDARD);
    }

    static ClusterSpec.Builder windows(UnaryOperator<UserPool.Builder> settings) {
        return cluster().windows(login -> {}).userPool("win", p -> settings.apply(p.windows(OsSku.WINDOWS_2022)));
    }

    private static ClusterSpec.Builder windowsPool(String name) {
        return cluster().windows(login -> {}).userPool(name, p -> p.windows(OsSku.WINDOWS_2022));
    }

    private static ClusterSpec.Builder system(UnaryOperator<SystemPool.Builder> settings) {
        return withoutPools("shop").systemPool("system", settings::apply);
    }

    private static ClusterSpec.Builder gpu(UnaryOperator<UserPool.Builder> settings) {
        return user(p -> settings.apply(p.vmSize("Standard_NC24ads_A100_v4")));
    }

    private static Supplier<List<Problem>> streaming(OsSku sku) {
        ClusterSpec.Builder builder =
                user(p -> p.osSku(sku).secureBoot().vtpm().raw("/artifactStreamingProfile/enabled", true));
        return () -> RuleCases.problems(() -> builder.build().warnings());
    }

    private static ClusterSpec.Builder gateway(int length, int count) {
        return cluster().gatewayPool("gw", p -> p.publicIpPrefixSize(length).count(count));
    }

    private static ClusterSpec.Builder pools(int count) {
        ClusterSpec.Builder builder = cluster();
        IntStream.range(0, count).forEach(i -> builder.userPool("p" + i, p -> p.count(1)));
        return builder;
    }

    private static ClusterSpec.Builder price(String price) {
        return user(p -> p.spot(EvictionPolicy.DELETE, new BigDecimal(price)));
    }

    private static ClusterSpec.Builder drain(Duration time) {
        return user(p -> p.drainTimeout(time));
    }

    private static ClusterSpec.Builder kubenet(int nodes) {
        return user(p -> p.count(nodes)).raw("/properties/networkProfile/networkPlugin", "kubenet");
    }

    private static ClusterSpec.Builder linux(String version, OsSku sku) {
        return user(p -> p.osSku(sku)).kubernetesVersion(version);
    }

    private static ClusterSpec.Builder sysctl(Sysctl parameter, int value) {
        return user(p -> p.linuxOs(os -> os.sysctl(parameter, value)));
    }

    private static ResourceId subnet(String vnet) {
        return id("Microsoft.Network/virtualNetworks", vnet).child("subnets", "nodes");
    }

    private static ClusterSpec.Builder subnets(String first, String second) {
        return withoutPools("shop")
                .systemPool("system", p -> p.subnet(subnet(first)))
                .userPool("apps", p -> p.subnet(subnet(second)));
    }
}
