package dev.aks4j.core.cluster;

import static dev.aks4j.core.cluster.Fakes.id;

import dev.aks4j.core.cluster.pool.EvictionPolicy;
import dev.aks4j.core.cluster.pool.GpuInstanceProfile;
import dev.aks4j.core.cluster.pool.KubeletConfig;
import dev.aks4j.core.cluster.pool.KubeletDiskType;
import dev.aks4j.core.cluster.pool.LinuxOsConfig;
import dev.aks4j.core.cluster.pool.LocalDns;
import dev.aks4j.core.cluster.pool.OsDiskType;
import dev.aks4j.core.cluster.pool.OsSku;
import dev.aks4j.core.cluster.pool.ScaleDownMode;
import dev.aks4j.core.cluster.pool.Sysctl;
import dev.aks4j.core.cluster.pool.UndrainableNodeBehavior;
import dev.aks4j.core.cluster.pool.WorkloadRuntime;
import dev.aks4j.core.cluster.setting.Expander;
import dev.aks4j.core.cluster.setting.IngressControllerType;
import dev.aks4j.core.cluster.setting.NodeOsUpgradeChannel;
import dev.aks4j.core.cluster.setting.UpgradeChannel;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A cluster that uses what the builders offer, as far as it goes together. */
final class Everything {

    private Everything() {}

    static ClusterSpec.Builder cluster() {
        ClusterSpec.Builder builder = Fakes.withoutPools("shop")
                .network(new Fakes.Overlay(true))
                .identity(new Fakes.UserAssigned())
                .longTermSupport()
                .tags(Map.of("team", "shop"))
                .dnsPrefix("shop")
                .nodeResourceGroup("rg-shop-nodes")
                .nodeResourceGroupLockdown()
                .autoUpgrade(UpgradeChannel.PATCH)
                .nodeOsUpgrade(NodeOsUpgradeChannel.NODE_IMAGE)
                .forceUpgradeUntil(Instant.parse("2026-12-01T00:00:00Z"))
                .workloadIdentity()
                .linuxLogin("azureuser", "ssh-rsa AAAA")
                .diskEncryptionSet(id("Microsoft.Compute/diskEncryptionSets", "des"))
                .cachedArtifacts(id("Microsoft.ContainerRegistry/registries", "acr"))
                .edgeZone("microsoftlosangeles1")
                .publicNetworkAccess(true)
                .storage(s -> s.disks(true).files(true).blobs(true).snapshots(true))
                .windows(login -> login.user("azureuser")
                        .hybridBenefit()
                        .csiProxy(true)
                        .groupManagedAccounts("10.0.0.4", "corp"));
        return pools(profiles(builder));
    }

    private static ClusterSpec.Builder profiles(ClusterSpec.Builder builder) {
        return builder.autoscalerProfile(p -> p.scanInterval(Duration.ofSeconds(20))
                        .expander(Expander.LEAST_WASTE)
                        .balanceSimilarNodeGroups(true)
                        .scaleDownDelayAfterAdd(Duration.ofMinutes(5))
                        .scaleDownDelayAfterDelete(Duration.ofSeconds(20))
                        .scaleDownDelayAfterFailure(Duration.ofMinutes(3))
                        .scaleDownUnneededTime(Duration.ofMinutes(5))
                        .scaleDownUnreadyTime(Duration.ofMinutes(10))
                        .scaleDownUtilizationThreshold(0.6)
                        .maxGracefulTermination(Duration.ofSeconds(300))
                        .maxEmptyBulkDelete(5)
                        .newPodScaleUpDelay(Duration.ofSeconds(5))
                        .maxTotalUnreadyPercentage(40)
                        .okTotalUnreadyCount(2)
                        .maxNodeProvisionTime(Duration.ofMinutes(10))
                        .skipNodesWithLocalStorage(true)
                        .skipNodesWithSystemPods(false)
                        .daemonsetEviction(true, true)
                        .ignoreDaemonsetsUtilization(true))
                .apiServer(api -> api.vnetIntegration(Fakes.id("Microsoft.Network/virtualNetworks", "vnet-shop")
                                .child("subnets", "api"))
                        .privateCluster()
                        .publicFqdn(true)
                        .disableRunCommand())
                .security(s -> s.defender(id("Microsoft.OperationalInsights/workspaces", "logs"))
                        .imageCleaner(Duration.ofDays(7))
                        .keyVaultKms("https://v.vault.azure.net/keys/k", id("Microsoft.KeyVault/vaults", "v"))
                        .trustCertificate("PEM"))
                .monitoring(m -> m.prometheus("pods=[app]", "pods=[owner]")
                        .containerInsights(id("Microsoft.OperationalInsights/workspaces", "logs"))
                        .costAnalysis())
                .addons(a -> a.keda()
                        .verticalPodAutoscaler()
                        .appRouting(id("Microsoft.Network/dnsZones", "example.com"))
                        .appRoutingController(IngressControllerType.INTERNAL)
                        .azurePolicy()
                        .keyVaultSecrets(Duration.ofMinutes(2))
                        .virtualNodes("aci")
                        .applicationGateway(id("Microsoft.Network/applicationGateways", "agw"))
                        .confidentialComputing()
                        .withoutAddon("httpApplicationRouting")
                        .aiToolchain())
                .serviceMesh(mesh -> mesh.revisions("asm-1-29")
                        .externalIngress()
                        .internalIngress()
                        .egress("out", "aks-istio-egress", "gateway")
                        .certificateAuthority(id("Microsoft.KeyVault/vaults", "v"), "cert", "key", "root", "chain"))
                .httpProxy(p -> p.servers("http://p:3128", "http://p:3128")
                        .except("10.0.0.0/8")
                        .trustedCa("PEM"));
    }

    private static ClusterSpec.Builder pools(ClusterSpec.Builder builder) {
        return builder.systemPool(
                        "system",
                        p -> p.vmSize("Standard_D4ds_v5")
                                .autoscale(2, 5)
                                .zones(1, 2, 3)
                                .criticalAddonsOnly()
                                .osDisk(128, OsDiskType.EPHEMERAL)
                                .kubeletDisk(KubeletDiskType.OS)
                                .maxPods(110)
                                .osSku(OsSku.AZURE_LINUX)
                                .secureBoot()
                                .vtpm()
                                .noSsh()
                                .maxSurgePercent(33)
                                .drainTimeout(Duration.ofMinutes(30))
                                .nodeSoak(Duration.ofMinutes(5))
                                .undrainableNodes(UndrainableNodeBehavior.CORDON))
                .userPool(
                        "apps",
                        p -> p.vmSize("Standard_D8ds_v5")
                                .count(5)
                                .zones(1)
                                .label("example.com/tier", "web")
                                .tag("a", "b")
                                .nodePublicIp(id("Microsoft.Network/publicIPPrefixes", "prefix"))
                                .nodePublicIpTag("RoutingPreference", "Internet")
                                .allowedHostPorts(8000, 8100, "TCP")
                                .applicationSecurityGroups(id("Microsoft.Network/applicationSecurityGroups", "asg"))
                                .encryptionAtHost()
                                .ultraSsd()
                                .scaleDownMode(ScaleDownMode.DEALLOCATE)
                                .proximityPlacementGroup(id("Microsoft.Compute/proximityPlacementGroups", "ppg"))
                                .hostGroup(id("Microsoft.Compute/hostGroups", "hg"))
                                .capacityReservationGroup(id("Microsoft.Compute/capacityReservationGroups", "crg"))
                                .fromSnapshot(id("Microsoft.ContainerService/snapshots", "snap"))
                                .messageOfTheDay("hello")
                                .workloadRuntime(WorkloadRuntime.OCI_CONTAINER)
                                .kubelet(Everything::kubelet)
                                .linuxOs(Everything::linux)
                                .localDns(Everything::dns)
                                .maxUnavailable(1))
                .userPool(
                        "batch",
                        p -> p.vmSize("Standard_D16ds_v5")
                                .autoscale(0, 100)
                                .spot(EvictionPolicy.DEALLOCATE, new BigDecimal("0.5"))
                                .taints("work=batch:NoSchedule")
                                .stopped())
                .userPool(
                        "gpu",
                        p -> p.vmSize("Standard_NC24ads_A100_v4")
                                .gpuInstances(GpuInstanceProfile.MIG_2G)
                                .withoutGpuDriver()
                                .fips())
                .userPool("vms", p -> p.machines("Standard_D4s_v5", 2).machines("Standard_D8s_v5", 1))
                .userPool("win", p -> p.windows(OsSku.WINDOWS_2022))
                .gatewayPool("gw", p -> p.publicIpPrefixSize(30).count(2));
    }

    private static void kubelet(KubeletConfig kubelet) {
        kubelet.cpuManagerPolicy("static")
                .cpuCfsQuota(true)
                .cpuCfsQuotaPeriod("200ms")
                .imageGcThresholds(70, 90)
                .topologyManagerPolicy("best-effort")
                .allowedUnsafeSysctls("net.core.*")
                .failSwapOn(false)
                .containerLogs(20, 6)
                .podMaxPids(1000);
    }

    private static void linux(LinuxOsConfig linux) {
        for (Sysctl sysctl : Sysctl.values()) {
            linux.sysctl(sysctl, sysctl.least());
        }
        linux.tcpTwReuse(true)
                .localPortRange(32768, 60999)
                .transparentHugePages("madvise", "defer+madvise")
                .swapFile(1500);
    }

    private static void dns(LocalDns dns) {
        dns.required()
                .vnetZone(
                        ".",
                        zone -> zone.queryLogging("Error")
                                .protocol("PreferUDP")
                                .forwardDestination("VnetDNS")
                                .forwardPolicy("Sequential")
                                .maxConcurrent(1000)
                                .cacheFor(Duration.ofHours(1))
                                .serveStale("Immediate", Duration.ofHours(1)))
                .clusterZone("cluster.local", zone -> zone.forwardDestination("ClusterCoreDNS"));
    }
}
