package dev.aks4j.core.cluster;

import static dev.aks4j.core.cluster.Fakes.SUBNET;
import static dev.aks4j.core.cluster.Fakes.cluster;
import static dev.aks4j.core.cluster.Fakes.id;
import static dev.aks4j.core.cluster.Fakes.withoutPools;
import static dev.aks4j.core.testing.RuleCases.ruleCase;

import dev.aks4j.core.cluster.pool.OsSku;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.cluster.setting.ApiServerAccess;
import dev.aks4j.core.cluster.setting.ClusterMonitoring;
import dev.aks4j.core.cluster.setting.ClusterPreset;
import dev.aks4j.core.cluster.setting.NodeOsUpgradeChannel;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.cluster.setting.UpgradeChannel;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.core.testing.RuleCases;
import dev.aks4j.testing.RuleCase;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Cases of the rules of control planes. */
final class ClusterRuleCases {

    private static final String CHANNEL = "/properties/autoUpgradeProfile/";
    private static final String ZONE = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/privateDnsZones/";

    static final List<RuleCase> NAMES = List.of(
            ruleCase("AKS-CLU-001", cluster("-shop"), cluster("s_h-o2")),
            ruleCase("AKS-CLU-001", cluster("a/b"), cluster("a".repeat(63)).nodeResourceGroup("rg-nodes")),
            ruleCase("AKS-CLU-002", cluster("my-windows-1"), cluster("window")),
            ruleCase("AKS-CLU-002", cluster("Azure"), cluster("azure2")),
            ruleCase("AKS-CLU-002", cluster("login1"), cluster("mylogin")),
            ruleCase("AKS-CLU-003", cluster().dnsPrefix("-shop"), cluster().dnsPrefix("shop")),
            ruleCase(
                    "AKS-CLU-003",
                    cluster().dnsPrefix("a".repeat(55)),
                    cluster().dnsPrefix("a".repeat(54))),
            ruleCase(
                    "AKS-CLU-004",
                    zone("westeurope").fqdnSubdomain("a").dnsPrefix("b"),
                    zone("westeurope").fqdnSubdomain("a")),
            ruleCase(
                    "AKS-CLU-005",
                    cluster().nodeResourceGroup("RG-shop"),
                    cluster().nodeResourceGroup("rg-nodes")),
            ruleCase(
                    "AKS-CLU-006",
                    cluster().linuxLogin("1user", "key"),
                    cluster().linuxLogin("user-1_a", "key")),
            ruleCase(
                    "AKS-CLU-007",
                    cluster().windows(login -> login.user("Administrator")),
                    cluster().windows(login -> login.user("administrator1"))),
            ruleCase(
                    "AKS-CLU-007",
                    cluster().windows(login -> login.user("a".repeat(21))),
                    cluster().windows(login -> login.user("a".repeat(20)))),
            ruleCase("AKS-CLU-009", cluster("a".repeat(60)), cluster("a".repeat(58))),
            ruleCase(
                    "AKS-CLU-009",
                    cluster("a".repeat(63)),
                    cluster("a".repeat(63)).nodeResourceGroup("rg-nodes")),
            ruleCase(
                    "AKS-CLU-005",
                    cluster().nodeResourceGroup("nodes."),
                    cluster().nodeResourceGroup("n.odes")));

    static final List<RuleCase> TIERS = List.of(
            ruleCase("AKS-CLU-010", cluster().tier(Tier.PREMIUM), cluster().longTermSupport()),
            ruleCase(
                    "AKS-CLU-010",
                    cluster().longTermSupport().tier(Tier.STANDARD),
                    cluster().tier(Tier.STANDARD).communitySupport()),
            ruleCase(
                    "AKS-CLU-011",
                    cluster().monitoring(ClusterMonitoring::costAnalysis),
                    cluster().tier(Tier.STANDARD).monitoring(ClusterMonitoring::costAnalysis)),
            ruleCase(
                    "AKS-CLU-012",
                    cluster().userPool("a", pool -> pool.count(800)).userPool("b", pool -> pool.autoscale(0, 200)),
                    cluster().userPool("a", pool -> pool.count(800)).userPool("b", pool -> pool.autoscale(0, 197))),
            ruleCase(
                    "AKS-CLU-013",
                    cluster().raw("/sku/name", "Automatic"),
                    cluster().tier(Tier.STANDARD).raw("/sku/name", "Automatic")));

    static final List<RuleCase> AUTOMATIC = List.of(
            ruleCase(
                    "AKS-CLU-014",
                    automatic().autoUpgrade(UpgradeChannel.RAPID),
                    automatic().autoUpgrade(UpgradeChannel.STABLE)),
            ruleCase(
                    "AKS-CLU-014",
                    automatic().raw("/properties/networkProfile/networkPlugin", "kubenet"),
                    automatic().raw("/properties/networkProfile/networkPlugin", "azure")),
            ruleCase("AKS-CLU-015", automaticOut("loadBalancer"), automaticOut("managedNATGateway")),
            ruleCase(
                    "AKS-CLU-015",
                    automaticOut("managedNATGateway")
                            .network(new Fakes.Overlay(false))
                            .identity(new Fakes.UserAssigned()),
                    automaticOut("userDefinedRouting")
                            .network(new Fakes.Overlay(false))
                            .identity(new Fakes.UserAssigned())));

    static final List<RuleCase> VERSIONS = List.of(
            ruleCase(
                    "AKS-VER-001",
                    cluster().kubernetesVersion("latest"),
                    cluster().kubernetesVersion("1.35.2")),
            ruleCase("AKS-VER-002", userVersion("1"), userVersion("1.35")),
            ruleCase("AKS-VER-003", userVersion("1.36"), userVersion("1.34.7")),
            ruleCase("AKS-VER-004", userVersion("1.31"), userVersion("1.32")),
            ruleCase(
                    "AKS-VER-005",
                    cluster().kubernetesVersion("1.35.2").autoUpgrade(UpgradeChannel.PATCH),
                    cluster().kubernetesVersion("1.35").autoUpgrade(UpgradeChannel.PATCH)));

    static final List<RuleCase> CHANNELS = List.of(
            ruleCase(
                    "AKS-CLU-020",
                    cluster().autoUpgrade(UpgradeChannel.NODE_IMAGE).nodeOsUpgrade(NodeOsUpgradeChannel.NONE),
                    cluster().autoUpgrade(UpgradeChannel.NODE_IMAGE).nodeOsUpgrade(NodeOsUpgradeChannel.NODE_IMAGE)),
            ruleCase(
                    "AKS-CLU-021",
                    PoolRuleCases.windows(p -> p).nodeOsUpgrade(NodeOsUpgradeChannel.SECURITY_PATCH),
                    PoolRuleCases.windows(p -> p).nodeOsUpgrade(NodeOsUpgradeChannel.NODE_IMAGE)),
            ruleCase(
                    "AKS-CLU-022",
                    trusted(OsSku.AZURE_CONTAINER_LINUX).nodeOsUpgrade(NodeOsUpgradeChannel.SECURITY_PATCH),
                    trusted(OsSku.AZURE_CONTAINER_LINUX).nodeOsUpgrade(NodeOsUpgradeChannel.NONE)),
            ruleCase(
                    "AKS-CLU-023",
                    trusted(OsSku.AZURE_LINUX_OS_GUARD).nodeOsUpgrade(NodeOsUpgradeChannel.UNMANAGED),
                    trusted(OsSku.AZURE_LINUX_OS_GUARD).nodeOsUpgrade(NodeOsUpgradeChannel.SECURITY_PATCH)),
            ruleCase(
                    "AKS-CLU-024",
                    cluster()
                            .raw("/properties/networkProfile/outboundType", "none")
                            .raw(CHANNEL + "nodeOSUpgradeChannel", "Unmanaged"),
                    cluster()
                            .raw("/properties/networkProfile/outboundType", "none")
                            .nodeOsUpgrade(NodeOsUpgradeChannel.NODE_IMAGE)));

    static final List<RuleCase> IDENTITIES = List.of(
            ruleCase(
                    "AKS-ID-001",
                    cluster().network(new Fakes.Overlay(true)),
                    cluster().network(new Fakes.Overlay(true)).identity(new Fakes.UserAssigned())),
            ruleCase(
                    "AKS-CLU-031",
                    cluster().apiServer(api -> api.privateCluster(dnsZone("westeurope"))),
                    zone("westeurope")),
            ruleCase("AKS-CLU-032", apiSubnet("api"), apiSubnet("api").identity(new Fakes.UserAssigned())),
            ruleCase(
                    "AKS-CLU-031",
                    () -> RuleCases.problems(() -> cluster()
                            .apiServer(api -> api.privateCluster(dnsZone("westeurope")))
                            .build()
                            .warnings()),
                    () -> cluster()
                            .servicePrincipal("app", new SecretValue("principal"))
                            .apiServer(api -> api.privateCluster(dnsZone("westeurope")))
                            .build()
                            .warnings()),
            ruleCase(
                    "AKS-CLU-037",
                    cluster().raw("/properties/aadProfile/clientAppID", "app"),
                    cluster().raw("/properties/aadProfile/managed", true)),
            ruleCase("AKS-CLU-038", machines(), machines().identity(new Fakes.UserAssigned())),
            ruleCase(
                    "AKS-CLU-063",
                    cluster().nodeAutoProvisioning().servicePrincipal("app", new SecretValue("principal")),
                    cluster().nodeAutoProvisioning()),
            ruleCase("AKS-CLU-033", hosts(), hosts().identity(new Fakes.UserAssigned())),
            ruleCase(
                    "AKS-CLU-034",
                    cluster()
                            .raw("/properties/securityProfile/workloadIdentity/enabled", true)
                            .raw("/properties/oidcIssuerProfile/enabled", false),
                    cluster().workloadIdentity()),
            ruleCase(
                    "AKS-CLU-035",
                    cluster().raw("/properties/podIdentityProfile/enabled", true),
                    cluster().raw("/properties/podIdentityProfile/enabled", false)),
            ruleCase(
                    "AKS-CLU-036",
                    cluster().raw("/identity/type", "UserAssigned"),
                    cluster().identity(new Fakes.UserAssigned())));

    static final List<RuleCase> API_SERVER = List.of(
            ruleCase("AKS-API-001", ranges(201), ranges(200)),
            ruleCase("AKS-API-002", ranges("10.0.0.0/8"), ranges("20.50.10.0/24")),
            ruleCase("AKS-API-002", ranges("20.50.10.1/24"), ranges("20.50.10.1")),
            ruleCase("AKS-API-002", ranges("2001:db8::/32"), ranges("0.0.0.0/32")),
            ruleCase("AKS-API-003", ranges("0.0.0.0/32", "20.50.10.0/24"), ranges("0.0.0.0/32")),
            ruleCase(
                    "AKS-API-004",
                    ranges("20.50.10.0/24").apiServer(ApiServerAccess::privateCluster),
                    cluster().apiServer(ApiServerAccess::privateCluster)),
            ruleCase(
                    "AKS-API-005",
                    ranges("20.50.10.0/24").raw("/properties/networkProfile/loadBalancerSku", "basic"),
                    ranges("20.50.10.0/24").raw("/properties/networkProfile/loadBalancerSku", "standard")),
            ruleCase("AKS-API-006", zone("northeurope"), zone("westeurope")),
            ruleCase("AKS-API-006", chinaZone("azmk8s.io"), chinaZone("cx.prod.service.azk8s.cn")),
            ruleCase(
                    "AKS-API-012",
                    nodesWithAddresses(p -> p.nodePublicIp()),
                    nodesWithAddresses(p -> p.nodePublicIp(id("Microsoft.Network/publicIPPrefixes", "p")))),
            ruleCase(
                    "AKS-API-013",
                    apiSubnet("nodes").identity(new Fakes.UserAssigned()),
                    apiSubnet("api").identity(new Fakes.UserAssigned())),
            ruleCase(
                    "AKS-API-013",
                    cluster().apiServer(api -> api.vnetIntegration(SUBNET)).identity(new Fakes.UserAssigned()),
                    cluster().apiServer(ApiServerAccess::vnetIntegration)),
            ruleCase(
                    "AKS-NET-083",
                    cluster().raw("/properties/networkProfile/loadBalancerSku", "Basic"),
                    cluster().raw("/properties/networkProfile/loadBalancerSku", "Standard")),
            ruleCase(
                    "AKS-API-007",
                    cluster().apiServer(api -> api.publicFqdn(false)),
                    cluster().apiServer(api -> api.privateCluster().publicFqdn(false))),
            ruleCase(
                    "AKS-API-008",
                    cluster()
                            .apiServer(api -> api.privateClusterWithoutDnsZone().publicFqdn(false)),
                    cluster().apiServer(ApiServerAccess::privateClusterWithoutDnsZone)),
            ruleCase(
                    "AKS-API-009",
                    cluster().apiServer(ApiServerAccess::privateCluster).fqdnSubdomain("shop"),
                    zone("westeurope").fqdnSubdomain("shop")),
            ruleCase(
                    "AKS-API-010",
                    cluster().region(Region.of("qatarcentral")).apiServer(ApiServerAccess::vnetIntegration),
                    cluster().apiServer(ApiServerAccess::vnetIntegration)),
            ruleCase(
                    "AKS-API-011",
                    cluster().raw("/properties/disableLocalAccounts", true),
                    cluster()
                            .raw("/properties/disableLocalAccounts", true)
                            .raw("/properties/aadProfile/managed", true)));

    static final List<RuleCase> ADDONS = List.of(
            ruleCase("AKS-CLU-040", certificates(11), certificates(10)),
            ruleCase("AKS-CLU-041", zones(6), zones(5)),
            ruleCase("AKS-CLU-042", revisions("1.29"), revisions("asm-1-29")),
            ruleCase("AKS-CLU-042", revisions("asm-1-28", "asm-1-29", "asm-1-30"), revisions("asm-1-28", "asm-1-29")),
            ruleCase(
                    "AKS-CLU-043",
                    cluster().serviceMesh(mesh -> mesh.externalIngress().externalIngress()),
                    cluster().serviceMesh(mesh -> mesh.externalIngress().internalIngress())),
            ruleCase("AKS-CLU-044", cleaner(23), cleaner(24)),
            ruleCase("AKS-CLU-044", cleaner(2161), cleaner(2160)),
            ruleCase(
                    "AKS-CLU-045",
                    kms("https://v.vault.azure.net/keys/k").kubernetesVersion("1.32"),
                    kms("https://v.vault.azure.net/keys/k/1").kubernetesVersion("1.32")),
            ruleCase("AKS-CLU-045", kms("https://v.vault.azure.net/k"), kms("https://v.vault.azure.net/keys/k")),
            ruleCase(
                    "AKS-CLU-046",
                    kms("https://v.vault.azure.net/keys/k/1")
                            .raw("/properties/securityProfile/azureKeyVaultKms/keyVaultNetworkAccess", "Private"),
                    cluster()
                            .identity(new Fakes.UserAssigned())
                            .security(s -> s.keyVaultKms(
                                    "https://v.vault.azure.net/keys/k", id("Microsoft.KeyVault/vaults", "v")))),
            ruleCase(
                    "AKS-CLU-047",
                    cluster().security(s -> s.keyVaultKms("https://v.vault.azure.net/keys/k/1")),
                    kms("https://v.vault.azure.net/keys/k/1")),
            ruleCase("AKS-CLU-048", proxy("https://p:3128", "http://p:3128"), proxy("http://p:3128", "https://p:3128")),
            ruleCase("AKS-CLU-048", proxy("http://p:3128", "p:3128"), proxy("http://p:3128", "http://p:3128")));

    static final List<RuleCase> AUTOSCALER = List.of(
            ruleCase(
                    "AKS-CLU-050",
                    cluster().autoscalerProfile(p -> p.scaleDownUnneededTime(Duration.ofSeconds(90))),
                    cluster().autoscalerProfile(p -> p.scaleDownUnneededTime(Duration.ofMinutes(2)))),
            ruleCase(
                    "AKS-CLU-051",
                    cluster().autoscalerProfile(p -> p.scanInterval(Duration.ZERO)),
                    cluster().autoscalerProfile(p -> p.scanInterval(Duration.ofSeconds(10)))),
            ruleCase(
                    "AKS-CLU-052",
                    cluster().autoscalerProfile(p -> p.scaleDownUtilizationThreshold(1.1)),
                    cluster().autoscalerProfile(p -> p.scaleDownUtilizationThreshold(0.65))),
            ruleCase(
                    "AKS-CLU-053",
                    cluster().autoscalerProfile(p -> p.maxTotalUnreadyPercentage(101)),
                    cluster().autoscalerProfile(p -> p.maxTotalUnreadyPercentage(100))),
            ruleCase(
                    "AKS-CLU-054",
                    cluster().autoscalerProfile(p -> p.maxEmptyBulkDelete(-1)),
                    cluster().autoscalerProfile(p -> p.maxEmptyBulkDelete(0))),
            ruleCase(
                    "AKS-CLU-060",
                    PoolRuleCases.windows(p -> p).nodeAutoProvisioning(),
                    cluster().nodeAutoProvisioning()),
            ruleCase(
                    "AKS-CLU-061",
                    cluster().nodeAutoProvisioning().raw("/properties/networkProfile/networkPolicy", "calico"),
                    cluster().nodeAutoProvisioning().raw("/properties/networkProfile/networkPolicy", "cilium")),
            ruleCase(
                    "AKS-CLU-061",
                    cluster()
                            .nodeAutoProvisioning()
                            .raw("/properties/networkProfile/ipFamilies", List.of("IPv4", "IPv6")),
                    cluster().nodeAutoProvisioning().raw("/properties/networkProfile/ipFamilies", List.of("IPv4"))),
            ruleCase(
                    "AKS-CLU-061",
                    cluster().nodeAutoProvisioning().raw("/properties/networkProfile/networkPlugin", "kubenet"),
                    cluster().nodeAutoProvisioning().raw("/properties/networkProfile/networkPlugin", "none")),
            ruleCase(
                    "AKS-CLU-062",
                    cluster().nodeAutoProvisioning().userPool("apps", pool -> pool.autoscale(0, 2)),
                    cluster().nodeAutoProvisioning().userPool("apps", pool -> pool.count(2))));

    private ClusterRuleCases() {}

    private static ClusterSpec.Builder automatic() {
        return cluster().preset(ClusterPreset.AUTOMATIC);
    }

    private static ClusterSpec.Builder automaticOut(String way) {
        return automatic().raw("/properties/networkProfile/outboundType", way);
    }

    private static ClusterSpec.Builder apiSubnet(String name) {
        ResourceId vnet = id("Microsoft.Network/virtualNetworks", "vnet-shop");
        return withoutPools("shop")
                .systemPool("system", p -> p.vmSize("Standard_D4ds_v5").subnet(vnet.child("subnets", "nodes")))
                .apiServer(api -> api.vnetIntegration(vnet.child("subnets", name)));
    }

    private static ClusterSpec.Builder machines() {
        ResourceId vnet = id("Microsoft.Network/virtualNetworks", "vnet-shop");
        return withoutPools("shop")
                .systemPool("system", p -> p.vmSize("Standard_D4ds_v5").subnet(vnet.child("subnets", "nodes")))
                .userPool("apps", p -> p.machines("Standard_D4s_v5", 1).subnet(vnet.child("subnets", "nodes")));
    }

    private static ClusterSpec.Builder chinaZone(String ending) {
        return cluster()
                .region(Region.of("chinaeast2"))
                .identity(new Fakes.UserAssigned())
                .apiServer(api -> api.privateCluster(ResourceId.parse(ZONE + "privatelink.chinaeast2." + ending)));
    }

    private static ClusterSpec.Builder nodesWithAddresses(UnaryOperator<UserPool.Builder> pool) {
        return ranges("20.50.10.0/24").userPool("apps", pool::apply);
    }

    private static ClusterSpec.Builder userVersion(String version) {
        return cluster().userPool("apps", pool -> pool.kubernetesVersion(version));
    }

    private static ClusterSpec.Builder trusted(OsSku sku) {
        return cluster().userPool("apps", pool -> pool.osSku(sku).secureBoot().vtpm());
    }

    private static ClusterSpec.Builder hosts() {
        return cluster().userPool("apps", pool -> pool.hostGroup(id("Microsoft.Compute/hostGroups", "h")));
    }

    private static ResourceId dnsZone(String region) {
        return ResourceId.parse(ZONE + "privatelink." + region + ".azmk8s.io");
    }

    private static ClusterSpec.Builder zone(String region) {
        return cluster().identity(new Fakes.UserAssigned()).apiServer(api -> api.privateCluster(dnsZone(region)));
    }

    private static ClusterSpec.Builder ranges(String... ranges) {
        return cluster().apiServer(api -> api.authorizedIpRanges(ranges));
    }

    private static ClusterSpec.Builder ranges(int count) {
        return ranges(
                IntStream.range(0, count).mapToObj(i -> "20.50." + i + ".0/24").toArray(String[]::new));
    }

    private static ClusterSpec.Builder certificates(int count) {
        return cluster().security(s -> Collections.nCopies(count, "PEM").forEach(s::trustCertificate));
    }

    private static ClusterSpec.Builder zones(int count) {
        return cluster()
                .addons(a -> a.appRouting(IntStream.range(0, count)
                        .mapToObj(i -> id("Microsoft.Network/dnsZones", "z" + i + ".example.com"))
                        .toArray(ResourceId[]::new)));
    }

    private static ClusterSpec.Builder revisions(String... names) {
        return cluster().serviceMesh(mesh -> mesh.revisions(names));
    }

    private static ClusterSpec.Builder cleaner(int hours) {
        return cluster().security(s -> s.imageCleaner(Duration.ofHours(hours)));
    }

    private static ClusterSpec.Builder kms(String key) {
        return cluster().identity(new Fakes.UserAssigned()).security(s -> s.keyVaultKms(key));
    }

    private static ClusterSpec.Builder proxy(String http, String https) {
        return cluster().httpProxy(p -> p.servers(http, https));
    }
}
