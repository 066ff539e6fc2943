package dev.aks4j.tests.examples;

import dev.aks4j.core.cluster.pool.GpuInstanceProfile;
import dev.aks4j.core.cluster.pool.OsDiskType;
import dev.aks4j.core.cluster.pool.OsSku;
import dev.aks4j.core.cluster.pool.Sysctl;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.cluster.pool.WorkloadRuntime;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.Outbound;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What the bodies of the AgentPools examples of stable version 2025-09-01 say. */
final class PoolExamples {

    private static final Consumer<UserPool.Builder> MARKS =
            pool -> pool.tag("name1", "val1").label("key1", "val1");
    private static final String IN_GROUP = "/subscriptions/00000000-0000-0000-0000-000000000000/resourcegroups/rg1/";
    private static final String PLAIN = """
            /properties/count 3
            /properties/vmSize Standard_DS2_v2
            /properties/osType Linux
            """;
    private static final String NODE_CONFIG = """
            /properties/kubeletConfig/cpuManagerPolicy static
            /properties/kubeletConfig/cpuCfsQuota true
            /properties/kubeletConfig/cpuCfsQuotaPeriod 200ms
            /properties/kubeletConfig/imageGcHighThreshold 90
            /properties/kubeletConfig/imageGcLowThreshold 70
            /properties/kubeletConfig/topologyManagerPolicy best-effort
            /properties/kubeletConfig/allowedUnsafeSysctls ["kernel.msg*","net.core.somaxconn"]
            /properties/kubeletConfig/failSwapOn false
            /properties/linuxOSConfig/sysctls/netCoreWmemDefault 12345
            /properties/linuxOSConfig/sysctls/netIpv4TcpTwReuse true
            /properties/linuxOSConfig/sysctls/netIpv4IpLocalPortRange 20000 60000
            /properties/linuxOSConfig/sysctls/kernelThreadsMax 99999
            /properties/linuxOSConfig/transparentHugePageEnabled always
            /properties/linuxOSConfig/transparentHugePageDefrag madvise
            /properties/linuxOSConfig/swapFileSizeMB 1500
            """;
    private static final String SPOT = """
            /properties/vmSize Standard_DS1_v2
            /properties/nodeTaints ["Key1=Value1:NoSchedule"]
            /properties/scaleSetPriority Spot
            /properties/scaleSetEvictionPolicy Delete
            """;

    private PoolExamples() {}

    static List<Example<UserPool.Builder>> all() {
        return List.of(
                create("CRG")
                        .says("/properties/capacityReservationGroupID " + compute("CapacityReservationGroups/crg1"))
                        .pool(pool -> pool.capacityReservationGroup(id(compute("CapacityReservationGroups/crg1"))))
                        .cluster(cluster -> cluster.identity(identity())),
                nodeConfig("CustomNodeConfig"),
                create("DedicatedHostGroup")
                        .says("/properties/hostGroupID "
                                + compute("hostGroups/hostgroup1").replace("/rg1/", "/rg/"))
                        .pool(pool -> pool.hostGroup(
                                id(compute("hostGroups/hostgroup1").replace("/rg1/", "/rg/"))))
                        .cluster(cluster -> cluster.identity(identity())),
                create("EnableEncryptionAtHost")
                        .says("/properties/enableEncryptionAtHost true")
                        .pool(pool -> pool.encryptionAtHost()),
                create("EnableFIPS").says("/properties/enableFIPS true").pool(pool -> pool.fips()),
                create("EnableUltraSSD").says("/properties/enableUltraSSD true").pool(pool -> pool.ultraSsd()),
                create("Ephemeral")
                        .says("/properties/osDiskType Ephemeral")
                        .says("/properties/osDiskSizeGB 64")
                        .pool(pool -> pool.osDisk(64, OsDiskType.EPHEMERAL)),
                nodeConfig("GPUMIG")
                        .says("/properties/vmSize Standard_ND96asr_v4")
                        .says("/properties/gpuInstanceProfile MIG2g")
                        .pool(pool -> pool.vmSize("Standard_ND96asr_v4").gpuInstances(GpuInstanceProfile.MIG_2G)),
                sized("KataVmIsolation")
                        .says("/properties/vmSize Standard_D4s_v3")
                        .says("/properties/osType AzureLinux")
                        .says("/properties/workloadRuntime KataVmIsolation")
                        .excuse("/properties/osType", "AzureLinux is an osSKU; osType knows Linux and Windows only")
                        .excuse("/properties/osSKU", "where the example's AzureLinux belongs")
                        .pool(pool -> pool.vmSize("Standard_D4s_v3")
                                .osSku(OsSku.AZURE_LINUX)
                                .workloadRuntime(WorkloadRuntime.KATA_VM_ISOLATION)),
                create("LocalDNS")
                        .says("""
                                /properties/mode User
                                /properties/localDNSProfile/mode Required
                                /properties/localDNSProfile/vnetDNSOverrides/example.com/queryLogging Log
                                /properties/localDNSProfile/vnetDNSOverrides/example.com/protocol PreferUDP
                                /properties/localDNSProfile/vnetDNSOverrides/example.com/forwardDestination VnetDNS
                                /properties/localDNSProfile/vnetDNSOverrides/example.com/forwardPolicy Sequential
                                /properties/localDNSProfile/vnetDNSOverrides/example.com/maxConcurrent 1000
                                /properties/localDNSProfile/vnetDNSOverrides/example.com/cacheDurationInSeconds 3600
                                /properties/localDNSProfile/vnetDNSOverrides/example.com/serveStaleDurationInSeconds 3600
                                /properties/localDNSProfile/vnetDNSOverrides/example.com/serveStale Immediate
                                /properties/localDNSProfile/kubeDNSOverrides/cluster.local/queryLogging Error
                                /properties/localDNSProfile/kubeDNSOverrides/cluster.local/protocol PreferUDP
                                /properties/localDNSProfile/kubeDNSOverrides/cluster.local/forwardDestination ClusterCoreDNS
                                /properties/localDNSProfile/kubeDNSOverrides/cluster.local/forwardPolicy RoundRobin
                                /properties/localDNSProfile/kubeDNSOverrides/cluster.local/maxConcurrent 500
                                /properties/localDNSProfile/kubeDNSOverrides/cluster.local/cacheDurationInSeconds 1800
                                /properties/localDNSProfile/kubeDNSOverrides/cluster.local/serveStaleDurationInSeconds 1800
                                /properties/localDNSProfile/kubeDNSOverrides/cluster.local/serveStale Verify
                                """)
                        .pool(pool -> pool.localDns(dns -> dns.required()
                                .vnetZone(
                                        "example.com",
                                        zone -> zone.queryLogging("Log")
                                                .protocol("PreferUDP")
                                                .forwardDestination("VnetDNS")
                                                .forwardPolicy("Sequential")
                                                .maxConcurrent(1000)
                                                .cacheFor(Duration.ofHours(1))
                                                .serveStale("Immediate", Duration.ofHours(1)))
                                .clusterZone(
                                        "cluster.local",
                                        zone -> zone.queryLogging("Error")
                                                .protocol("PreferUDP")
                                                .forwardDestination("ClusterCoreDNS")
                                                .forwardPolicy("RoundRobin")
                                                .maxConcurrent(500)
                                                .cacheFor(Duration.ofMinutes(30))
                                                .serveStale("Verify", Duration.ofMinutes(30)))))
                        .refusedBy("AKS-POOL-118", "/properties/vmSize", "4 vCPUs or more, by localdns-custom")
                        .lawfulPool(pool -> pool.vmSize("Standard_D4ds_v5")),
                new Example<UserPool.Builder>("AgentPoolsCreate_ManagedGPU", """
                                /properties/count 3
                                /properties/gpuProfile/driver Install
                                /properties/gpuProfile/nvidia/managementMode Managed
                                /properties/mode User
                                /properties/osType Linux
                                /properties/vmSize Standard_NC4as_T4_v3
                                """)
                        .pool(pool -> pool.count(3)
                                .vmSize("Standard_NC4as_T4_v3")
                                .gpuDriver()
                                .managedGpu()),
                new Example<UserPool.Builder>("AgentPoolsCreate_TypeVirtualMachines_Autoscale", """
                                /properties/orchestratorVersion 1.29.0
                                /properties/osType Linux
                                /properties/tags/name1 val1
                                /properties/nodeLabels/key1 val1
                                /properties/nodeTaints ["Key1=Value1:NoSchedule"]
                                /properties/type VirtualMachines
                                /properties/virtualMachinesProfile/scale/autoscale/0/size Standard_D2_v2
                                /properties/virtualMachinesProfile/scale/autoscale/0/minCount 1
                                /properties/virtualMachinesProfile/scale/autoscale/0/maxCount 5
                                """)
                        .pool(pool -> pool.kubernetesVersion("1.29.0")
                                .tag("name1", "val1")
                                .label("key1", "val1")
                                .taints("Key1=Value1:NoSchedule")
                                .autoscaledMachines("Standard_D2_v2", 1, 5))
                        .cluster(cluster -> cluster.kubernetesVersion("1.29")),
                sized("MessageOfTheDay")
                        .says("/properties/messageOfTheDay Zm9vCg==")
                        .pool(pool -> pool.messageOfTheDay("foo\n")),
                nodeConfig("OSSKU").says("/properties/osSKU AzureLinux").pool(pool -> pool.osSku(OsSku.AZURE_LINUX)),
                create("PPG")
                        .says("/properties/proximityPlacementGroupID " + compute("proximityPlacementGroups/ppg1"))
                        .pool(pool -> pool.proximityPlacementGroup(id(compute("proximityPlacementGroups/ppg1")))),
                create("Snapshot")
                        .says("/properties/enableFIPS true")
                        .says("/properties/creationData/sourceResourceId " + snapshot())
                        .pool(pool -> pool.fips().fromSnapshot(id(snapshot()))),
                spot("AgentPoolsCreate_Spot"),
                new Example<UserPool.Builder>("AgentPoolsCreate_TypeVirtualMachines", """
                                /properties/orchestratorVersion 1.9.6
                                /properties/osType Linux
                                /properties/tags/name1 val1
                                /properties/nodeLabels/key1 val1
                                /properties/nodeTaints ["Key1=Value1:NoSchedule"]
                                /properties/type VirtualMachines
                                /properties/virtualMachinesProfile/scale/manual/0/size Standard_D2_v2
                                /properties/virtualMachinesProfile/scale/manual/0/count 3
                                /properties/virtualMachinesProfile/scale/manual/1/size Standard_D2_v3
                                /properties/virtualMachinesProfile/scale/manual/1/count 2
                                """)
                        .pool(pool -> pool.kubernetesVersion("1.9.6")
                                .tag("name1", "val1")
                                .label("key1", "val1")
                                .taints("Key1=Value1:NoSchedule")
                                .machines("Standard_D2_v2", 3)
                                .machines("Standard_D2_v3", 2))
                        .cluster(cluster -> cluster.kubernetesVersion("1.9"))
                        .refusedBy(
                                "AKS-POOL-082",
                                "/properties/orchestratorVersion",
                                "pools of single machines need Kubernetes 1.27, by virtual-machines-node-pools")
                        .lawfulCluster(cluster -> cluster.kubernetesVersion("1.35"))
                        .lawfulPool(pool -> pool.kubernetesVersion("1.35")),
                spot("AgentPoolsCreate_Update").says("/properties/mode User"),
                sized("WasmWasi")
                        .says("/properties/workloadRuntime WasmWasi")
                        .pool(pool -> pool.workloadRuntime(WorkloadRuntime.WASM_WASI)),
                windows("WindowsDisableOutboundNAT", "1.23.8")
                        .says("/properties/windowsProfile/disableOutboundNat true")
                        .pool(pool -> pool.disableOutboundNat())
                        .cluster(cluster -> cluster.network(CniOverlay.builder()
                                .outbound(Outbound.managedNatGateway())
                                .build())),
                windows("WindowsOSSKU", "1.23.3"),
                spot("AgentPools_Update")
                        .silentOn("/properties/tags", "/properties/nodeLabels")
                        .says("/properties/enableAutoScaling true")
                        .says("/properties/minCount 2")
                        .says("/properties/maxCount 2")
                        .without(MARKS)
                        .pool(pool -> pool.autoscale(2, 2).raw("/count", 3))
                        .refusedBy(
                                "AKS-POOL-034", "/properties/count", "3 is not between 2 and 2, by cluster-autoscaler")
                        .lawfulPool(pool -> pool.raw("/count", 2)));
    }

    private static Example<UserPool.Builder> create(String name) {
        return new Example<UserPool.Builder>("AgentPoolsCreate_" + name, PLAIN)
                .pool(pool -> pool.count(3).vmSize("Standard_DS2_v2"));
    }

    private static Example<UserPool.Builder> sized(String name) {
        return create(name)
                .says("/properties/osDiskSizeGB 64")
                .says("/properties/mode User")
                .pool(pool -> pool.osDisk(64));
    }

    private static Example<UserPool.Builder> nodeConfig(String name) {
        return create(name)
                .says(NODE_CONFIG)
                .pool(pool -> pool.kubelet(kubelet -> kubelet.cpuManagerPolicy("static")
                                .cpuCfsQuota(true)
                                .cpuCfsQuotaPeriod("200ms")
                                .imageGcThresholds(70, 90)
                                .topologyManagerPolicy("best-effort")
                                .allowedUnsafeSysctls("kernel.msg*", "net.core.somaxconn")
                                .failSwapOn(false))
                        .linuxOs(linux -> linux.sysctl(Sysctl.NET_CORE_WMEM_DEFAULT, 12345)
                                .tcpTwReuse(true)
                                .localPortRange(20000, 60000)
                                .sysctl(Sysctl.KERNEL_THREADS_MAX, 99999)
                                .transparentHugePages("always", "madvise")
                                .swapFile(1500)));
    }

    private static Example<UserPool.Builder> spot(String name) {
        return new Example<UserPool.Builder>(name, PLAIN + SPOT)
                .says("/properties/tags/name1 val1")
                .says("/properties/nodeLabels/key1 val1")
                .pool(pool -> pool.count(3)
                        .vmSize("Standard_DS1_v2")
                        .taints("Key1=Value1:NoSchedule")
                        .spot())
                .pool(MARKS)
                .refusedBy(
                        "AKS-POOL-019",
                        "/properties/vmSize",
                        "a node's machine has 2 vCPUs or more, by quotas-skus-regions")
                .lawfulPool(pool -> pool.vmSize("Standard_DS2_v2"));
    }

    private static Example<UserPool.Builder> windows(String name, String version) {
        return create(name)
                .says("/properties/orchestratorVersion " + version)
                .says("/properties/vmSize Standard_D4s_v3")
                .says("/properties/osType Windows")
                .says("/properties/osSKU Windows2022")
                .pool(pool -> pool.kubernetesVersion(version)
                        .vmSize("Standard_D4s_v3")
                        .windows(OsSku.WINDOWS_2022))
                .cluster(cluster -> cluster.kubernetesVersion("1.23")
                        .network(CniOverlay.builder().build())
                        .windows(login -> login.password(new SecretValue("windows"))));
    }

    private static ControlPlaneIdentity identity() {
        return ControlPlaneIdentity.userAssigned(
                id(IN_GROUP + "providers/Microsoft.ManagedIdentity/userAssignedIdentities/identity1"));
    }

    private static ResourceId id(String text) {
        return ResourceId.parse(text);
    }

    private static String compute(String typeAndName) {
        return IN_GROUP + "providers/Microsoft.Compute/" + typeAndName;
    }

    private static String snapshot() {
        return IN_GROUP + "providers/Microsoft.ContainerService/snapshots/snapshot1";
    }
}
