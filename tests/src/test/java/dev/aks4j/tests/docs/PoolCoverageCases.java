package dev.aks4j.tests.docs;

import static dev.aks4j.tests.docs.CoverageCases.id;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.EvictionPolicy;
import dev.aks4j.core.cluster.pool.GpuInstanceProfile;
import dev.aks4j.core.cluster.pool.KubeletDiskType;
import dev.aks4j.core.cluster.pool.OsDiskType;
import dev.aks4j.core.cluster.pool.OsSku;
import dev.aks4j.core.cluster.pool.ScaleDownMode;
import dev.aks4j.core.cluster.pool.Sysctl;
import dev.aks4j.core.cluster.pool.UndrainableNodeBehavior;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.cluster.pool.WorkloadRuntime;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.Outbound;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Every builder method that sets properties of a pool, called once each, with what it needs beside it. */
public final class PoolCoverageCases {

    private final BiConsumer<String, Consumer<ClusterSpec.Builder>> cases;
    private final Map<String, Consumer<UserPool.Builder>> calls = new LinkedHashMap<>();

    private PoolCoverageCases(BiConsumer<String, Consumer<ClusterSpec.Builder>> cases) {
        this.cases = cases;
    }

    /** Hands over each method with a call of it on a cluster's builder. */
    static void all(BiConsumer<String, Consumer<ClusterSpec.Builder>> cases) {
        new PoolCoverageCases(cases).pools();
    }

    /** Returns every method of a user pool's builder, with a call of it. */
    public static Map<String, Consumer<UserPool.Builder>> calls() {
        PoolCoverageCases all = new PoolCoverageCases((method, call) -> {});
        all.pools();
        return all.calls;
    }

    private void add(String method, Consumer<ClusterSpec.Builder> call) {
        cases.accept(method, call);
    }

    private void pool(String method, Consumer<UserPool.Builder> call) {
        calls.put("pool: " + method, call);
        add("pool: " + method, b -> b.identity(ControlPlaneIdentity.create()).userPool("apps", call));
    }

    private void pools() {
        pool("vmSize(size)", p -> p.vmSize("Standard_D8ds_v5"));
        pool("count(nodes)", p -> p.count(3));
        pool("autoscale(min, max)", p -> p.autoscale(1, 3));
        pool("zones(zones)", p -> p.zones(1));
        pool("maxPods(pods)", p -> p.maxPods(110));
        pool("osDisk(size, type)", p -> p.osDisk(128, OsDiskType.MANAGED));
        pool("kubeletDisk(type)", p -> p.kubeletDisk(KubeletDiskType.OS));
        pool("osSku(sku)", p -> p.osSku(OsSku.UBUNTU));
        pool("label(key, value)", p -> p.label("a", "b"));
        pool("taints(taints)", p -> p.taints("a=b:NoSchedule"));
        pool("tag(key, value)", p -> p.tag("a", "b"));
        pool("kubernetesVersion(version)", p -> p.kubernetesVersion("1.35"));
        pool("maxSurge(nodes)", p -> p.maxSurge(1));
        pool("maxUnavailable(nodes)", p -> p.maxUnavailable(1));
        pool("drainTimeout(time)", p -> p.drainTimeout(Duration.ofMinutes(30)));
        pool("nodeSoak(time)", p -> p.nodeSoak(Duration.ofMinutes(5)));
        pool("undrainableNodes(behavior)", p -> p.undrainableNodes(UndrainableNodeBehavior.CORDON));
        pool("nodePublicIp(prefix)", p -> p.nodePublicIp(id("Microsoft.Network/publicIPPrefixes", "p")));
        pool("nodePublicIpTag(type, tag)", p -> p.nodePublicIp().nodePublicIpTag("a", "b"));
        pool("allowedHostPorts(from, to, protocol)", p -> p.allowedHostPorts(80, 90, "TCP"));
        pool(
                "applicationSecurityGroups(ids)",
                p -> p.applicationSecurityGroups(id("Microsoft.Network/applicationSecurityGroups", "a")));
        pool("fips()", p -> p.fips());
        pool("encryptionAtHost()", p -> p.encryptionAtHost());
        pool("ultraSsd()", p -> p.ultraSsd().zones(1));
        pool("secureBoot()", p -> p.secureBoot());
        pool("vtpm()", p -> p.vtpm());
        pool("noSsh()", p -> p.noSsh());
        pool("messageOfTheDay(text)", p -> p.messageOfTheDay("hi"));
        pool("workloadRuntime(runtime)", p -> p.workloadRuntime(WorkloadRuntime.OCI_CONTAINER));
        pool("scaleDownMode(mode)", p -> p.scaleDownMode(ScaleDownMode.DELETE));
        pool(
                "proximityPlacementGroup(id)",
                p -> p.proximityPlacementGroup(id("Microsoft.Compute/proximityPlacementGroups", "p")));
        pool("hostGroup(id)", p -> p.hostGroup(id("Microsoft.Compute/hostGroups", "h")));
        pool(
                "capacityReservationGroup(id)",
                p -> p.capacityReservationGroup(id("Microsoft.Compute/capacityReservationGroups", "c")));
        pool("fromSnapshot(id)", p -> p.fromSnapshot(id("Microsoft.ContainerService/snapshots", "s")));
        pool("spot(policy, maxPrice)", p -> p.spot(EvictionPolicy.DELETE, BigDecimal.ONE));
        pool(
                "gpuInstances(profile)",
                p -> p.vmSize("Standard_NC24ads_A100_v4").gpuInstances(GpuInstanceProfile.MIG_1G));
        pool("gpuDriver()", p -> p.vmSize("Standard_NC24ads_A100_v4").gpuDriver());
        pool("machines(size, count)", p -> p.machines("Standard_D4s_v5", 1));
        pool("autoscaledMachines(size, min, max)", p -> p.autoscaledMachines("Standard_D4s_v5", 1, 3));
        pool("artifactStreaming()", p -> p.artifactStreaming());
        pool("managedGpu()", p -> p.vmSize("Standard_NC24ads_A100_v4").managedGpu());
        pool("managedNetworkDevices(managed)", p -> p.managedNetworkDevices(true));
        pool("nodeImageVersion(image)", p -> p.nodeImageVersion("AKSUbuntu-2404gen2containerd-202611.01.0"));
        pool("stopped()", p -> p.stopped());
        add(
                "pool: disableOutboundNat()",
                b -> b.windows(w -> {})
                        .network(CniOverlay.builder()
                                .outbound(Outbound.managedNatGateway())
                                .build())
                        .userPool("win", p -> p.windows(OsSku.WINDOWS_2022).disableOutboundNat()));
        add(
                "gatewayPool(name, p -> p.publicIpPrefixSize(length))",
                b -> b.gatewayPool("gw", p -> p.publicIpPrefixSize(30)));
        pool("kubelet(k -> k.cpuManagerPolicy(policy))", p -> p.kubelet(k -> k.cpuManagerPolicy("none")));
        pool("kubelet(k -> k.cpuCfsQuota(enforced))", p -> p.kubelet(k -> k.cpuCfsQuota(true)));
        pool("kubelet(k -> k.cpuCfsQuotaPeriod(period))", p -> p.kubelet(k -> k.cpuCfsQuotaPeriod("100ms")));
        pool("kubelet(k -> k.imageGcThresholds(low, high))", p -> p.kubelet(k -> k.imageGcThresholds(80, 85)));
        pool("kubelet(k -> k.topologyManagerPolicy(policy))", p -> p.kubelet(k -> k.topologyManagerPolicy("none")));
        pool("kubelet(k -> k.allowedUnsafeSysctls(patterns))", p -> p.kubelet(k -> k.allowedUnsafeSysctls("net.*")));
        pool("kubelet(k -> k.failSwapOn(fails))", p -> p.kubelet(k -> k.failSwapOn(true)));
        pool("kubelet(k -> k.containerLogs(size, files))", p -> p.kubelet(k -> k.containerLogs(10, 2)));
        pool("kubelet(k -> k.podMaxPids(pids))", p -> p.kubelet(k -> k.podMaxPids(100)));
        for (Sysctl sysctl : Sysctl.values()) {
            pool(
                    "linuxOs(o -> o.sysctl(" + sysctl + ", value))",
                    p -> p.linuxOs(o -> o.sysctl(sysctl, sysctl.least())));
        }
        pool("linuxOs(o -> o.tcpTwReuse(reuse))", p -> p.linuxOs(o -> o.tcpTwReuse(true)));
        pool("linuxOs(o -> o.localPortRange(from, to))", p -> p.linuxOs(o -> o.localPortRange(32768, 60999)));
        pool(
                "linuxOs(o -> o.transparentHugePages(enabled, defrag))",
                p -> p.linuxOs(o -> o.transparentHugePages("always", "defer")));
        pool(
                "linuxOs(o -> o.swapFile(size))",
                p -> p.linuxOs(o -> o.swapFile(100)).kubelet(k -> k.failSwapOn(false)));
        pool(
                "localDns(d -> ...)",
                p -> p.localDns(d -> d.vnetZone(
                                ".",
                                z -> z.queryLogging("Error")
                                        .protocol("PreferUDP")
                                        .forwardDestination("VnetDNS")
                                        .forwardPolicy("Random")
                                        .maxConcurrent(1)
                                        .cacheFor(Duration.ofHours(1))
                                        .serveStale("Verify", Duration.ofHours(1)))
                        .clusterZone(
                                "cluster.local",
                                z -> z.queryLogging("Error")
                                        .protocol("PreferUDP")
                                        .forwardDestination("ClusterCoreDNS")
                                        .forwardPolicy("Random")
                                        .maxConcurrent(1)
                                        .cacheFor(Duration.ofHours(1))
                                        .serveStale("Verify", Duration.ofHours(1)))));
    }
}
