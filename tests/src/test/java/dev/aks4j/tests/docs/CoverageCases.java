package dev.aks4j.tests.docs;

import dev.aks4j.core.cluster.ClusterNetwork;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.ApiServerAccess;
import dev.aks4j.core.cluster.setting.ClusterAddons;
import dev.aks4j.core.cluster.setting.ClusterMonitoring;
import dev.aks4j.core.cluster.setting.ClusterPreset;
import dev.aks4j.core.cluster.setting.Expander;
import dev.aks4j.core.cluster.setting.IngressControllerType;
import dev.aks4j.core.cluster.setting.NodeOsUpgradeChannel;
import dev.aks4j.core.cluster.setting.ProxyRedirection;
import dev.aks4j.core.cluster.setting.SchedulerConfiguration;
import dev.aks4j.core.cluster.setting.UpgradeChannel;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.network.CniNodeSubnet;
import dev.aks4j.network.CniOverlay;
import dev.aks4j.network.CniPodSubnet;
import dev.aks4j.network.Dataplane;
import dev.aks4j.network.IpFamily;
import dev.aks4j.network.LoadBalancerOutbound.BackendPool;
import dev.aks4j.network.NetworkPolicy;
import dev.aks4j.network.Outbound;
import dev.aks4j.network.VirtualNetworkSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Every builder method that sets properties of a cluster, called once each, with what it needs beside it. */
public final class CoverageCases {

    public static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    public static final VirtualNetworkSpec VNET = VirtualNetworkSpec.builder("vnet", GROUP)
            .addressSpace("10.20.0.0/16")
            .subnet("nodes", "10.20.0.0/20")
            .subnet("system", "10.20.16.0/24")
            .subnet("api", "10.20.17.0/28")
            .subnet("pods", "10.20.128.0/17")
            .build();

    private final List<Coverage.Case> cases = new ArrayList<>();
    private final Map<String, Consumer<ClusterSpec.Builder>> calls = new LinkedHashMap<>();

    private CoverageCases() {}

    static ClusterSpec.Builder base() {
        return ClusterSpec.builder("shop", GROUP)
                .kubernetesVersion("1.35")
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5"));
    }

    static List<Coverage.Case> all() {
        return gathered().cases;
    }

    /** Returns every method of a cluster's builder, with a call of it; those of pools make a pool with it. */
    public static Map<String, Consumer<ClusterSpec.Builder>> calls() {
        return gathered().calls;
    }

    private static CoverageCases gathered() {
        CoverageCases all = new CoverageCases();
        all.add("builder(name, group)", b -> {});
        all.controlPlane();
        all.apiServer();
        all.profiles();
        all.addons();
        all.modules();
        all.newIn2026();
        PoolCoverageCases.all(all::add);
        return all;
    }

    private void add(String method, Consumer<ClusterSpec.Builder> call) {
        ClusterSpec.Builder builder = base();
        call.accept(builder);
        calls.put(method, call);
        cases.add(new Coverage.Case(method, builder.build()));
    }

    public static ResourceId id(String type, String name) {
        return GROUP.id().child(type, name);
    }

    private void controlPlane() {
        add("tag(name, value)", b -> b.tag("a", "b"));
        add("longTermSupport()", b -> b.longTermSupport());
        add("dnsPrefix(prefix)", b -> b.dnsPrefix("shop"));
        add("nodeResourceGroup(name)", b -> b.nodeResourceGroup("nodes"));
        add("nodeResourceGroupLockdown()", b -> b.nodeResourceGroupLockdown());
        add("autoUpgrade(channel)", b -> b.autoUpgrade(UpgradeChannel.PATCH));
        add("nodeOsUpgrade(channel)", b -> b.nodeOsUpgrade(NodeOsUpgradeChannel.NODE_IMAGE));
        add("forceUpgradeUntil(instant)", b -> b.forceUpgradeUntil(Instant.EPOCH));
        add("oidcIssuer()", b -> b.oidcIssuer());
        add("workloadIdentity()", b -> b.workloadIdentity());
        add("servicePrincipal(clientId, secret)", b -> b.servicePrincipal("app", new SecretValue("principal")));
        add("linuxLogin(user, key)", b -> b.linuxLogin("azureuser", "ssh-rsa A"));
        add("windows(w -> w.user(name))", b -> b.windows(w -> w.user("azureuser")));
        add("windows(w -> w.password(secret))", b -> b.windows(w -> w.password(new SecretValue("windows"))));
        add("windows(w -> w.hybridBenefit())", b -> b.windows(w -> w.hybridBenefit()));
        add("windows(w -> w.csiProxy(enabled))", b -> b.windows(w -> w.csiProxy(true)));
        add(
                "windows(w -> w.groupManagedAccounts(dns, domain))",
                b -> b.windows(w -> w.groupManagedAccounts("10.0.0.4", "corp")));
        add("nodeAutoProvisioning()", b -> b.nodeAutoProvisioning());
        add("nodeAutoProvisioningWithoutDefaultPools()", b -> b.nodeAutoProvisioningWithoutDefaultPools());
        add("diskEncryptionSet(id)", b -> b.diskEncryptionSet(id("Microsoft.Compute/diskEncryptionSets", "d")));
        add("cachedArtifacts(registry)", b -> b.cachedArtifacts(id("Microsoft.ContainerRegistry/registries", "r")));
        add("edgeZone(name)", b -> b.edgeZone("losangeles"));
        add("publicNetworkAccess(allowed)", b -> b.publicNetworkAccess(true));
        add("storage(s -> s.disks(enabled))", b -> b.storage(s -> s.disks(true)));
        add("storage(s -> s.files(enabled))", b -> b.storage(s -> s.files(true)));
        add("storage(s -> s.blobs(enabled))", b -> b.storage(s -> s.blobs(true)));
        add("storage(s -> s.snapshots(enabled))", b -> b.storage(s -> s.snapshots(true)));
        add("httpProxy(p -> p.servers(http, https))", b -> b.httpProxy(p -> p.servers("http://p", "http://p")));
        add("httpProxy(p -> p.except(hosts))", b -> b.httpProxy(p -> p.except("h")));
        add("httpProxy(p -> p.trustedCa(pem))", b -> b.httpProxy(p -> p.trustedCa("PEM")));
    }

    private void apiServer() {
        ResourceId zone = id("Microsoft.Network/privateDnsZones", "privatelink.westeurope.azmk8s.io");
        add(
                "apiServer(a -> a.authorizedIpRanges(ranges))",
                b -> b.apiServer(a -> a.authorizedIpRanges("20.50.10.0/24")));
        add("apiServer(a -> a.privateCluster())", b -> b.apiServer(ApiServerAccess::privateCluster));
        add(
                "apiServer(a -> a.privateCluster(dnsZone))",
                b -> b.identity(ControlPlaneIdentity.create()).apiServer(a -> a.privateCluster(zone)));
        add(
                "fqdnSubdomain(name)",
                b -> b.identity(ControlPlaneIdentity.create())
                        .apiServer(a -> a.privateCluster(zone))
                        .fqdnSubdomain("shop"));
        add(
                "apiServer(a -> a.publicFqdn(exists))",
                b -> b.apiServer(a -> a.privateCluster().publicFqdn(true)));
        add("apiServer(a -> a.disableRunCommand())", b -> b.apiServer(ApiServerAccess::disableRunCommand));
        add("apiServer(a -> a.vnetIntegration())", b -> b.apiServer(ApiServerAccess::vnetIntegration));
        add(
                "apiServer(a -> a.vnetIntegration(subnet))",
                b -> b.identity(ControlPlaneIdentity.create())
                        .network(CniOverlay.builder()
                                .nodeSubnet(VNET.subnet("nodes"))
                                .build())
                        .apiServer(a -> a.vnetIntegration(VNET.id().child("subnets", "pods"))));
    }

    private void profiles() {
        Duration time = Duration.ofMinutes(5);
        add("autoscalerProfile(a -> a.scanInterval(time))", b -> b.autoscalerProfile(a -> a.scanInterval(time)));
        add("autoscalerProfile(a -> a.expander(choice))", b -> b.autoscalerProfile(a -> a.expander(Expander.RANDOM)));
        add(
                "autoscalerProfile(a -> a.balanceSimilarNodeGroups(b))",
                b -> b.autoscalerProfile(a -> a.balanceSimilarNodeGroups(true)));
        add(
                "autoscalerProfile(a -> a.scaleDownDelayAfterAdd(time))",
                b -> b.autoscalerProfile(a -> a.scaleDownDelayAfterAdd(time)));
        add(
                "autoscalerProfile(a -> a.scaleDownDelayAfterDelete(time))",
                b -> b.autoscalerProfile(a -> a.scaleDownDelayAfterDelete(time)));
        add(
                "autoscalerProfile(a -> a.scaleDownDelayAfterFailure(time))",
                b -> b.autoscalerProfile(a -> a.scaleDownDelayAfterFailure(time)));
        add(
                "autoscalerProfile(a -> a.scaleDownUnneededTime(time))",
                b -> b.autoscalerProfile(a -> a.scaleDownUnneededTime(time)));
        add(
                "autoscalerProfile(a -> a.scaleDownUnreadyTime(time))",
                b -> b.autoscalerProfile(a -> a.scaleDownUnreadyTime(time)));
        add(
                "autoscalerProfile(a -> a.scaleDownUtilizationThreshold(share))",
                b -> b.autoscalerProfile(a -> a.scaleDownUtilizationThreshold(0.5)));
        add(
                "autoscalerProfile(a -> a.maxGracefulTermination(time))",
                b -> b.autoscalerProfile(a -> a.maxGracefulTermination(time)));
        add("autoscalerProfile(a -> a.maxEmptyBulkDelete(n))", b -> b.autoscalerProfile(a -> a.maxEmptyBulkDelete(1)));
        add(
                "autoscalerProfile(a -> a.newPodScaleUpDelay(time))",
                b -> b.autoscalerProfile(a -> a.newPodScaleUpDelay(time)));
        add(
                "autoscalerProfile(a -> a.maxTotalUnreadyPercentage(n))",
                b -> b.autoscalerProfile(a -> a.maxTotalUnreadyPercentage(1)));
        add(
                "autoscalerProfile(a -> a.okTotalUnreadyCount(n))",
                b -> b.autoscalerProfile(a -> a.okTotalUnreadyCount(1)));
        add(
                "autoscalerProfile(a -> a.maxNodeProvisionTime(time))",
                b -> b.autoscalerProfile(a -> a.maxNodeProvisionTime(time)));
        add(
                "autoscalerProfile(a -> a.skipNodesWithLocalStorage(b))",
                b -> b.autoscalerProfile(a -> a.skipNodesWithLocalStorage(true)));
        add(
                "autoscalerProfile(a -> a.skipNodesWithSystemPods(b))",
                b -> b.autoscalerProfile(a -> a.skipNodesWithSystemPods(true)));
        add(
                "autoscalerProfile(a -> a.daemonsetEviction(empty, occupied))",
                b -> b.autoscalerProfile(a -> a.daemonsetEviction(true, true)));
        add(
                "autoscalerProfile(a -> a.ignoreDaemonsetsUtilization(b))",
                b -> b.autoscalerProfile(a -> a.ignoreDaemonsetsUtilization(true)));
        ResourceId logs = id("Microsoft.OperationalInsights/workspaces", "w");
        ResourceId vault = id("Microsoft.KeyVault/vaults", "vault");
        String key = "https://vault.vault.azure.net/keys/k/1";
        add("security(s -> s.defender(workspace))", b -> b.security(s -> s.defender(logs)));
        add("security(s -> s.imageCleaner(interval))", b -> b.security(s -> s.imageCleaner(Duration.ofDays(7))));
        add(
                "security(s -> s.keyVaultKms(key, vault))",
                b -> b.identity(ControlPlaneIdentity.create())
                        .apiServer(a -> a.vnetIntegration())
                        .security(s -> s.keyVaultKms(key, vault)));
        add("security(s -> s.trustCertificate(pem))", b -> b.security(s -> s.trustCertificate("PEM")));
        add(
                "monitoring(m -> m.prometheus(labels, annotations))",
                b -> b.monitoring(m -> m.prometheus("pods=[a]", "pods=[b]")));
        add("monitoring(m -> m.costAnalysis())", b -> b.longTermSupport().monitoring(ClusterMonitoring::costAnalysis));
        add("serviceMesh(m -> m.revisions(names))", b -> b.serviceMesh(m -> m.revisions("asm-1-30")));
        add("serviceMesh(m -> m.externalIngress())", b -> b.serviceMesh(m -> m.externalIngress()));
        add(
                "serviceMesh(m -> m.egress(name, namespace, configuration))",
                b -> b.serviceMesh(m -> m.egress("a", "b", "c")));
        add(
                "serviceMesh(m -> m.certificateAuthority(...))",
                b -> b.serviceMesh(m -> m.certificateAuthority(vault, "a", "b", "c", "d")));
    }

    private void newIn2026() {
        add(
                "monitoring(m -> m.controlPlaneMetrics())",
                b -> b.monitoring(m -> m.prometheus().controlPlaneMetrics()));
        add("monitoring(m -> m.autoInstrumentation())", b -> b.monitoring(ClusterMonitoring::autoInstrumentation));
        add(
                "monitoring(m -> m.openTelemetryMetrics(http, grpc))",
                b -> b.monitoring(m -> m.openTelemetryMetrics(28333, 28334)));
        add(
                "monitoring(m -> m.openTelemetryLogsAndTraces(http, grpc))",
                b -> b.monitoring(m -> m.openTelemetryLogsAndTraces(28331, 28332)));
        add(
                "monitoring(m -> m.containerInsights(workspace, c -> ...))",
                b -> b.monitoring(m -> m.containerInsights(
                        id("Microsoft.OperationalInsights/workspaces", "w"),
                        c -> c.syslogPort(28330).withoutPrometheusScraping().networkLogs())));
        add(
                "security(s -> s.securityGating(g -> ...))",
                b -> b.security(s -> s.defender(id("Microsoft.OperationalInsights/workspaces", "w"))
                        .securityGating(g -> g.allowSecretAccess()
                                .identity(
                                        id("Microsoft.ContainerRegistry/registries", "r"),
                                        id("Microsoft.ManagedIdentity/userAssignedIdentities", "gating"),
                                        "7f1d0000-0000-4000-8000-000000000003",
                                        "7f1d0000-0000-4000-8000-000000000004"))));
        add("security(s -> s.encryptKubernetesObjects())", b -> b.security(s -> s.encryptKubernetesObjects()));
        add("scheduler(configuration)", b -> b.scheduler(SchedulerConfiguration.BY_RESOURCES));
        add("fips()", b -> b.fips());
        add("httpProxy(p -> p.disabled())", b -> b.httpProxy(p -> p.disabled()));
        add("addons(a -> a.gatewayApi())", b -> b.addons(ClusterAddons::gatewayApi));
        add("addons(a -> a.appRoutingGateway())", b -> b.addons(ClusterAddons::appRoutingGateway));
        add(
                "serviceMesh(m -> m.proxyRedirection(mechanism))",
                b -> b.serviceMesh(m -> m.proxyRedirection(ProxyRedirection.CNI_CHAINING)));
        overlay(
                "CniOverlay: advancedNetworking(n -> n.wireGuard())",
                b -> b.dataplane(Dataplane.CILIUM).advancedNetworking(n -> n.wireGuard()));
        overlay(
                "CniOverlay: advancedNetworking(n -> n.hostRouting())",
                b -> b.dataplane(Dataplane.CILIUM).advancedNetworking(n -> n.hostRouting()));
        overlay(
                "Outbound.managedNatGateway: standardV2",
                b -> b.outbound(Outbound.managedNatGateway(nat -> nat.standardV2())));
        overlay(
                "Outbound.managedNatGateway: publicIp",
                b -> b.outbound(Outbound.managedNatGateway(
                        nat -> nat.standardV2().publicIp(id("Microsoft.Network/publicIPAddresses", "p")))));
        overlay(
                "Outbound.managedNatGateway: publicIpPrefix",
                b -> b.outbound(Outbound.managedNatGateway(
                        nat -> nat.standardV2().publicIpPrefix(id("Microsoft.Network/publicIPPrefixes", "p")))));
        network(
                "Outbound.managedNatGateway: managedIpv6s",
                CniOverlay.builder()
                        .ipFamilies(IpFamily.IPV4, IpFamily.IPV6)
                        .podCidr("10.244.0.0/16", "fd12:3456:789a::/64")
                        .serviceCidr("10.0.0.0/16", "fd12:3456:789a:1::/108")
                        .dnsServiceIp("10.0.0.10")
                        .outbound(Outbound.managedNatGateway(
                                nat -> nat.standardV2().managedIpv6s(1)))
                        .build());
        cases.add(new Coverage.Case(
                "hostedSystemPools(systemNodes, nodes)",
                ClusterSpec.builder("shop", GROUP)
                        .kubernetesVersion("1.35")
                        .identity(ControlPlaneIdentity.create())
                        .preset(ClusterPreset.AUTOMATIC)
                        .hostedSystemPools(
                                VNET.subnet("system").id(), VNET.subnet("nodes").id())
                        .apiServer(a -> a.vnetIntegration(VNET.subnet("api").id()))
                        .build()));
    }

    private void addons() {
        add("addons(a -> a.keda())", b -> b.addons(ClusterAddons::keda));
        add("addons(a -> a.verticalPodAutoscaler())", b -> b.addons(ClusterAddons::verticalPodAutoscaler));
        add(
                "addons(a -> a.appRouting(zones))",
                b -> b.addons(a -> a.appRouting(id("Microsoft.Network/dnsZones", "z"))));
        add(
                "addons(a -> a.appRoutingController(type))",
                b -> b.addons(a -> a.appRoutingController(IngressControllerType.NONE)));
        add("addons(a -> a.addon(name, config))", b -> b.addons(a -> a.keyVaultSecrets(Duration.ofMinutes(2))));
        add("addons(a -> a.aiToolchain())", b -> b.addons(ClusterAddons::aiToolchain));
    }

    private void modules() {
        add("identity(ControlPlaneIdentity.create())", b -> b.identity(ControlPlaneIdentity.create()));
        add(
                "identity(ControlPlaneIdentity.create().kubelet(id))",
                b -> b.identity(ControlPlaneIdentity.create()
                        .kubelet(id("Microsoft.ManagedIdentity/userAssignedIdentities", "kubelet"))));
        add(
                "access(EntraAccess.builder()...)",
                b -> b.access(EntraAccess.builder()
                        .adminGroup("7f1d0000-0000-4000-8000-000000000001")
                        .azureRbac()
                        .disableLocalAccounts()
                        .tenant("7f1d0000-0000-4000-8000-000000000002")
                        .build()));
        overlay("CniOverlay.builder()", b -> b);
        overlay("CniOverlay: dataplane(choice)", b -> b.dataplane(Dataplane.CILIUM));
        overlay("CniOverlay: podCidr(ranges)", b -> b.podCidr("10.244.0.0/16"));
        overlay("CniOverlay: serviceCidr(ranges)", b -> b.serviceCidr("10.0.0.0/16"));
        overlay(
                "CniOverlay: dnsServiceIp(address)",
                b -> b.serviceCidr("10.0.0.0/16").dnsServiceIp("10.0.0.10"));
        overlay(
                "CniOverlay: advancedNetworking(n -> ...)",
                b -> b.dataplane(Dataplane.CILIUM)
                        .advancedNetworking(n -> n.observability().fqdnPolicies()));
        overlay("Outbound.loadBalancer()", b -> b.outbound(Outbound.loadBalancer()));
        overlay("Outbound.loadBalancer: managedIps", b -> b.outbound(Outbound.loadBalancer(lb -> lb.managedIps(1))));
        overlay(
                "Outbound.loadBalancer: allocatedPorts",
                b -> b.outbound(Outbound.loadBalancer(lb -> lb.allocatedPorts(8000))));
        overlay(
                "Outbound.loadBalancer: idleTimeout",
                b -> b.outbound(Outbound.loadBalancer(lb -> lb.idleTimeout(Duration.ofMinutes(10)))));
        overlay(
                "Outbound.loadBalancer: backendPool",
                b -> b.outbound(Outbound.loadBalancer(lb -> lb.backendPool(BackendPool.NODE_IP))));
        network(
                "CniOverlay: ipFamilies",
                CniOverlay.builder()
                        .ipFamilies(IpFamily.IPV4, IpFamily.IPV6)
                        .podCidr("10.244.0.0/16", "fd12:3456:789a::/64")
                        .serviceCidr("10.0.0.0/16", "fd12:3456:789a:1::/108")
                        .dnsServiceIp("10.0.0.10")
                        .outbound(Outbound.loadBalancer(lb -> lb.managedIps(1).managedIpv6s(1)))
                        .build());
        network(
                "Outbound.loadBalancer: publicIps",
                CniOverlay.builder()
                        .outbound(Outbound.loadBalancer(
                                lb -> lb.publicIps(id("Microsoft.Network/publicIPAddresses", "p"))))
                        .build());
        network(
                "Outbound.loadBalancer: publicIpPrefixes",
                CniOverlay.builder()
                        .outbound(Outbound.loadBalancer(
                                lb -> lb.publicIpPrefixes(id("Microsoft.Network/publicIPPrefixes", "p"))))
                        .build());
        network(
                "Outbound.managedNatGateway",
                CniOverlay.builder()
                        .outbound(Outbound.managedNatGateway(
                                nat -> nat.managedIps(2).idleTimeout(Duration.ofMinutes(10))))
                        .build());
        network(
                "networkPolicy(policy)",
                CniNodeSubnet.builder().networkPolicy(NetworkPolicy.CALICO).build());
        network(
                "CniPodSubnet: nodes, pods, staticBlocks",
                CniPodSubnet.builder(VNET.subnet("nodes"), VNET.subnet("pods"))
                        .staticBlocks()
                        .build());
    }

    private void overlay(String method, UnaryOperator<CniOverlay.Builder> call) {
        network(method, call.apply(CniOverlay.builder()).build());
    }

    private void network(String method, ClusterNetwork network) {
        add("network: " + method, b -> b.identity(ControlPlaneIdentity.create()).network(network));
    }
}
