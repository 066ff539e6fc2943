package dev.aks4j.core.cluster;

import static dev.aks4j.core.cluster.Fakes.cluster;
import static dev.aks4j.core.cluster.Fakes.id;
import static dev.aks4j.core.cluster.Fakes.withoutPools;
import static dev.aks4j.core.testing.RuleCases.ruleCase;

import dev.aks4j.core.cluster.pool.LocalDns;
import dev.aks4j.core.cluster.pool.OsSku;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.cluster.pool.WorkloadRuntime;
import dev.aks4j.core.cluster.setting.ClusterAddons;
import dev.aks4j.core.cluster.setting.ClusterMonitoring;
import dev.aks4j.core.cluster.setting.ClusterPreset;
import dev.aks4j.core.cluster.setting.IngressControllerType;
import dev.aks4j.core.cluster.setting.ProxyRedirection;
import dev.aks4j.core.internal.cluster.rule.DatedRules;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.testing.RuleCases;
import dev.aks4j.testing.RuleCase;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Cases of the rules that came with what AKS has since October 2025. */
final class NewerRuleCases {

    private static final String NETWORK = "Microsoft.Network/virtualNetworks";
    private static final String CA = "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n";
    private static final String KEY = "https://v.vault.azure.net/keys/k";

    static final List<RuleCase> CLUSTERS = List.of(
            ruleCase("AKS-CLU-070", cluster().hostedSystemPools(), automatic()),
            ruleCase("AKS-CLU-071", hosted("system", "nodes", ""), hosted("system", "nodes", "api")),
            ruleCase("AKS-CLU-071", hosted("system", "system", "api"), automatic()),
            ruleCase(
                    "AKS-CLU-071",
                    automatic()
                            .identity(new Fakes.UserAssigned())
                            .hostedSystemPools(subnet("vnet", "system"), subnet("other", "nodes"))
                            .apiServer(api -> api.vnetIntegration(subnet("vnet", "api"))),
                    hosted("a", "b", "c")),
            ruleCase("AKS-CLU-072", automatic().linuxLogin("azureuser", "ssh-rsa A"), automatic()),
            ruleCase(
                    "AKS-CLU-074",
                    cluster()
                            .monitoring(
                                    m -> m.openTelemetryMetrics(28331, 28334).openTelemetryLogsAndTraces()),
                    cluster().monitoring(m -> m.openTelemetryMetrics().openTelemetryLogsAndTraces())),
            ruleCase(
                    "AKS-CLU-074",
                    cluster().monitoring(m -> m.openTelemetryMetrics(0, 65536)),
                    cluster().monitoring(m -> m.openTelemetryMetrics(1, 65535))),
            ruleCase(
                    "AKS-CLU-075",
                    cluster().monitoring(ClusterMonitoring::controlPlaneMetrics),
                    cluster().monitoring(m -> m.prometheus().controlPlaneMetrics())),
            ruleCase(
                    "AKS-CLU-076",
                    cluster().monitoring(m -> m.containerInsights(workspace()).containerInsights(workspace(), c -> {})),
                    cluster().monitoring(m -> m.containerInsights(workspace(), c -> {}))),
            ruleCase(
                    "AKS-CLU-077",
                    cluster().addons(ClusterAddons::appRoutingGateway).serviceMesh(m -> {}),
                    cluster().addons(ClusterAddons::withoutAppRoutingGateway).serviceMesh(m -> {})),
            ruleCase(
                    "AKS-CLU-078",
                    cluster().serviceMesh(m -> m.revisions("asm-1-27")),
                    cluster().kubernetesVersion("1.34").serviceMesh(m -> m.revisions("asm-1-27"))),
            ruleCase(
                    "AKS-CLU-078",
                    cluster().serviceMesh(m -> m.revisions("asm-1-24")),
                    cluster().serviceMesh(m -> m.revisions("asm-1-29"))),
            ruleCase(
                    "AKS-CLU-079",
                    cluster()
                            .kubernetesVersion("1.33")
                            .serviceMesh(m -> m.revisions("asm-1-24").proxyRedirection(ProxyRedirection.CNI_CHAINING)),
                    cluster()
                            .kubernetesVersion("1.33")
                            .serviceMesh(m -> m.revisions("asm-1-25").proxyRedirection(ProxyRedirection.CNI_CHAINING))),
            ruleCase("AKS-CLU-080", kms(KEY + "/1"), kms(KEY)),
            ruleCase("AKS-CLU-080", kms(KEY + "/1"), kms(KEY + "/1").apiServer(api -> api.vnetIntegration())),
            ruleCase(
                    "AKS-CLU-081",
                    cluster().kubernetesVersion("1.32").security(s -> s.encryptKubernetesObjects()),
                    cluster().security(s -> s.encryptKubernetesObjects())),
            ruleCase(
                    "AKS-CLU-082",
                    cluster().httpProxy(p -> p.servers("http://p", "http://p").trustedCa(CA.repeat(21))),
                    cluster().httpProxy(p -> p.servers("http://p", "http://p").trustedCa(CA.repeat(20)))),
            ruleCase(
                    "AKS-CLU-083",
                    cluster().raw("/properties/networkProfile/outboundType", "block"),
                    cluster().raw("/properties/networkProfile/outboundType", "none")),
            ruleCase("AKS-CLU-084", cluster().fips(), cluster().userPool("apps", p -> p.fips())),
            ruleCase(
                    "AKS-CLU-085",
                    cluster().security(s -> s.securityGating(g -> {})),
                    cluster().security(s -> s.defender(workspace()).securityGating(g -> {}))),
            ruleCase(
                    "AKS-CLU-064",
                    cluster().nodeAutoProvisioning().userPool("apps", p -> p.stopped()),
                    cluster().nodeAutoProvisioning().userPool("apps", p -> p.count(0))),
            ruleCase(
                    "AKS-API-014",
                    cluster().apiServer(api -> api.authorizedIpRanges("AzureCloud.westeurope")),
                    cluster().apiServer(api -> api.authorizedIpRanges("20.50.10.0/24"))),
            ruleCase(
                    "AKS-API-002",
                    cluster().apiServer(api -> api.authorizedIpRanges("azurecloud")),
                    cluster().apiServer(api -> api.authorizedIpRanges("AzureCloud"))));

    static final List<RuleCase> POOLS = List.of(
            pool("AKS-POOL-058", p -> p.artifactStreaming().vmSize("Standard_D4ps_v5"), p -> p.artifactStreaming()),
            pool(
                    "AKS-POOL-058",
                    p -> p.artifactStreaming()
                            .osSku(OsSku.AZURE_LINUX)
                            .workloadRuntime(WorkloadRuntime.KATA_VM_ISOLATION),
                    p -> p.artifactStreaming().osSku(OsSku.AZURE_LINUX)),
            pool(
                    "AKS-POOL-113",
                    p -> p.fips().osSku(OsSku.AZURE_LINUX).workloadRuntime(WorkloadRuntime.KATA_VM_ISOLATION),
                    p -> p.osSku(OsSku.AZURE_LINUX).workloadRuntime(WorkloadRuntime.KATA_VM_ISOLATION)),
            pool("AKS-POOL-114", p -> p.vmSize("Standard_DC4es_v6"), p -> p.vmSize("Standard_DC4as_v5")),
            pool("AKS-POOL-114", p -> p.vmSize("Standard_EC8eds_v5"), p -> p.vmSize("Standard_EC8ads_v5")),
            pool("AKS-POOL-115", containerLinux("Standard_D4pds_v5"), containerLinux("Standard_D4pds_v6")),
            pool(
                    "AKS-POOL-116",
                    p -> p.autoscaledMachines("Standard_D4s_v5", 3, 1),
                    p -> p.autoscaledMachines("Standard_D4s_v5", 1, 3).autoscaledMachines("Standard_D8s_v5", 0, 3)),
            pool(
                    "AKS-POOL-116",
                    p -> p.autoscaledMachines("Standard_D4s_v5", 1, 3).autoscaledMachines("Standard_D4s_v5", 1, 3),
                    p -> p.autoscaledMachines("Standard_D4s_v5", 1, 3).machines("Standard_D8s_v5", 2)),
            pool(
                    "AKS-POOL-116",
                    p -> p.autoscaledMachines("Standard_NC24ads_A100_v4", 1, 3),
                    p -> p.machines("Standard_NC24ads_A100_v4", 1)),
            ruleCase(
                    "AKS-POOL-117",
                    cluster()
                            .identity(new Fakes.UserAssigned())
                            .gatewayPool("gw", g -> {})
                            .userPool("apps", p -> p.subnet(subnet("v", "n")).podSubnet(subnet("v", "p"))),
                    cluster().gatewayPool("gw", g -> {})),
            ruleCase(
                    "AKS-POOL-118",
                    cluster().kubernetesVersion("1.30").userPool("apps", p -> p.localDns(d -> {})),
                    cluster().kubernetesVersion("1.31").userPool("apps", p -> p.localDns(d -> {}))),
            pool(
                    "AKS-POOL-118",
                    p -> p.vmSize("Standard_D2ds_v5").localDns(d -> {}),
                    p -> p.vmSize("Standard_D4ds_v5").localDns(d -> {})),
            pool(
                    "AKS-POOL-119",
                    zone(d -> d.vnetZone(".", z -> z.forwardDestination("ClusterCoreDNS"))),
                    zone(d -> d.vnetZone(".", z -> z.forwardDestination("VnetDNS")))),
            pool(
                    "AKS-POOL-119",
                    zone(d -> d.clusterZone("cluster.local", z -> z.forwardDestination("VnetDNS"))),
                    zone(d -> d.clusterZone("cluster.local", z -> z.forwardDestination("ClusterCoreDNS")))),
            pool(
                    "AKS-POOL-119",
                    zone(d ->
                            d.clusterZone(".", z -> z.protocol("ForceTCP").serveStale("Verify", Duration.ofHours(1)))),
                    zone(d -> d.clusterZone(
                            ".", z -> z.protocol("PreferUDP").serveStale("Verify", Duration.ofHours(1))))),
            pool("AKS-POOL-120", zone(LocalDns::preferred), zone(LocalDns::required)),
            ruleCase(
                    "AKS-POOL-120",
                    cluster().userPool("apps", zone(LocalDns::preferred)),
                    cluster().kubernetesVersion("1.36").userPool("apps", zone(LocalDns::preferred))));

    static final List<RuleCase> DAYS = List.of(
            ruleCase(
                    "AKS-CLU-073",
                    creation(automatic().raw("/properties/hostedSystemProfile/enabled", false)),
                    creation(automatic())),
            ruleCase(
                    "AKS-CLU-073",
                    creation(automatic().userPool("apps", p -> p.vmSize("Standard_D4ds_v5"))),
                    creation(automatic())),
            ruleCase(
                    "AKS-CLU-087",
                    advice(cluster().addons(a -> a.appRouting())),
                    advice(cluster().addons(a -> a.appRoutingGateway()))),
            ruleCase(
                    "AKS-CLU-087",
                    advice(cluster().addons(a -> a.appRouting().appRoutingController(IngressControllerType.EXTERNAL))),
                    advice(cluster().addons(a -> a.appRouting().appRoutingController(IngressControllerType.NONE)))),
            ruleCase(
                    "AKS-CLU-088",
                    advice(cluster().addons(a -> a.addon("openServiceMesh", Map.of()))),
                    advice(cluster().addons(a -> a.withoutAddon("openServiceMesh")))),
            ruleCase(
                    "AKS-CLU-089",
                    creation(cluster().kubernetesVersion("1.34").serviceMesh(m -> m.revisions("asm-1-27"))),
                    creation(cluster().serviceMesh(m -> m.revisions("asm-1-30")))),
            ruleCase(
                    "AKS-POOL-121",
                    creation(cluster().userPool("apps", p -> p.nodeImageVersion("AKSUbuntu-2404-1"))),
                    creation(cluster().userPool("apps", p -> {}))),
            ruleCase(
                    "AKS-POOL-110",
                    () -> DatedRules.creation(new Declared(windows().build()), LocalDate.parse("2028-06-30")),
                    () -> DatedRules.creation(new Declared(windows().build()), LocalDate.parse("2028-06-29"))));

    private NewerRuleCases() {}

    private static ClusterSpec.Builder windows() {
        return cluster().windows(w -> {}).userPool("win", p -> p.windows(OsSku.WINDOWS_2022));
    }

    private static ClusterSpec.Builder automatic() {
        return withoutPools("shop").preset(ClusterPreset.AUTOMATIC);
    }

    private static ClusterSpec.Builder hosted(String system, String nodes, String api) {
        ClusterSpec.Builder cluster = automatic()
                .identity(new Fakes.UserAssigned())
                .hostedSystemPools(subnet("vnet", system), subnet("vnet", nodes));
        return api.isEmpty() ? cluster : cluster.apiServer(server -> server.vnetIntegration(subnet("vnet", api)));
    }

    private static ClusterSpec.Builder kms(String key) {
        return cluster()
                .identity(new Fakes.UserAssigned())
                .security(s -> s.keyVaultKms(key, id("Microsoft.KeyVault/vaults", "v")));
    }

    private static ResourceId subnet(String network, String name) {
        return id(NETWORK, network).child("subnets", name);
    }

    private static ResourceId workspace() {
        return id("Microsoft.OperationalInsights/workspaces", "w");
    }

    private static Consumer<UserPool.Builder> zone(Consumer<LocalDns> settings) {
        return p -> p.localDns(settings);
    }

    private static Consumer<UserPool.Builder> containerLinux(String size) {
        return p ->
                p.vmSize(size).osSku(OsSku.AZURE_CONTAINER_LINUX).secureBoot().vtpm();
    }

    private static RuleCase pool(String rule, Consumer<UserPool.Builder> broken, Consumer<UserPool.Builder> kept) {
        return ruleCase(rule, cluster().userPool("apps", broken), cluster().userPool("apps", kept));
    }

    private static Supplier<List<Problem>> creation(ClusterSpec.Builder cluster) {
        return () -> RuleCases.problems(
                () -> DatedRules.creation(new Declared(cluster.build()), LocalDate.parse("2026-11-23")));
    }

    private static Supplier<List<Problem>> advice(ClusterSpec.Builder cluster) {
        return () -> DatedRules.advice(new Declared(cluster.build()), LocalDate.parse("2026-12-24"));
    }
}
