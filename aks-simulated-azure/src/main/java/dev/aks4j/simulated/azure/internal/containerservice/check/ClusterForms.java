package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What single properties of a cluster may hold, and which of them do not go together. */
final class ClusterForms implements Check {

    private static final Pattern GUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern LINUX_USER = Pattern.compile("[A-Za-z][-A-Za-z0-9_]*");
    private static final Pattern REVISION = Pattern.compile("asm-\\d+-\\d+");
    private static final Pattern KEY =
            Pattern.compile("https://[a-zA-Z0-9-]{3,24}\\.vault\\.[a-z.]+/keys/[a-zA-Z0-9-]+(/[a-zA-Z0-9]+)?");
    private static final List<String> WORN_NAMES = List.of(
            "administrator", "admin", "user", "user1", "test", "guest", "root", "server", "support", "john", "david");
    private static final List<String> MINUTES = List.of(
            "max-node-provision-time",
            "scale-down-delay-after-add",
            "scale-down-delay-after-failure",
            "scale-down-unneeded-time",
            "scale-down-unready-time");
    private static final List<String> COUNTS =
            List.of("max-empty-bulk-delete", "max-graceful-termination-sec", "ok-total-unready-count");

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        if (write.onPool()) {
            return Refusals.none();
        }
        return names(write)
                .or(() -> channels(write))
                .or(() -> identity(write))
                .or(() -> lists(write.requested()))
                .or(() -> autoscaler(write.requested().path("autoScalerProfile")))
                .or(() -> security(write.requested()))
                .or(() -> provisioning(write))
                .or(() -> natGateway(write.requested().at("/networkProfile/natGatewayProfile")))
                .or(() -> families(write));
    }

    private static Optional<ArmError> unless(boolean good, String property, String details) {
        return good ? Refusals.none() : Refusals.invalidParameter(property, details);
    }

    private static Optional<ArmError> names(ClusterWrite write) {
        JsonNode asked = write.requested();
        String linux = AzureJson.text(asked, "/linuxProfile/adminUsername").orElse("azureuser");
        String windows = AzureJson.text(asked, "/windowsProfile/adminUsername").orElse("azureuser");
        boolean bothNames = asked.hasNonNull("dnsPrefix") && asked.hasNonNull("fqdnSubdomain");
        boolean costs = AzureJson.flag(asked, "/metricsProfile/costAnalysis/enabled")
                && write.envelope().at("/sku/tier").asText().equalsIgnoreCase("Free");
        boolean privately = AzureJson.flag(write.desired(), "/apiServerAccessProfile/enablePrivateCluster");
        boolean zoned = AzureJson.has(asked, "/apiServerAccessProfile/privateDNSZone")
                || AzureJson.flag(asked, "/apiServerAccessProfile/enablePrivateClusterPublicFQDN");
        boolean nameless = privately
                && write.desired()
                        .at("/apiServerAccessProfile/privateDNSZone")
                        .asText()
                        .equalsIgnoreCase("none")
                && !AzureJson.flag(write.desired(), "/apiServerAccessProfile/enablePrivateClusterPublicFQDN");
        if (write.existing().isEmpty() && (zoned && !privately || nameless)) {
            return Refusals.invalidParameter(
                    "apiServerAccessProfile.privateDNSZone",
                    nameless ? "without a zone the public name stays" : "it is for private clusters");
        }
        String nodes = write.desired().path("nodeResourceGroup").asText();
        if (nodes.length() > 80) {
            return Refusals.invalidParameter("nodeResourceGroup", "\"" + nodes + "\" has more than 80 characters");
        }
        return unless(
                        LINUX_USER.matcher(linux).matches(),
                        "linuxProfile.adminUsername",
                        "\"" + linux + "\" is not a user name")
                .or(() -> unless(
                        windows.length() <= 20
                                && !windows.endsWith(".")
                                && !WORN_NAMES.contains(windows.toLowerCase(Locale.ROOT)),
                        "windowsProfile.adminUsername",
                        "\"" + windows + "\" is not allowed"))
                .or(() -> unless(!bothNames, "fqdnSubdomain", "dnsPrefix and fqdnSubdomain exclude each other"))
                .or(() -> unless(
                        !costs, "metricsProfile.costAnalysis", "cost analysis needs the Standard or Premium tier"));
    }

    private static Optional<ArmError> channels(ClusterWrite write) {
        JsonNode profile = write.desired().path("autoUpgradeProfile");
        String nodes = profile.path("nodeOSUpgradeChannel").asText();
        boolean windows = write.pools().stream().anyMatch(PoolWrite::windows);
        boolean fixed = List.of("NodeImage", "None").contains(nodes);
        boolean isolated = List.of("none", "block")
                .contains(write.network().path("outboundType").asText());
        Optional<ArmError> refused = unless(
                        fixed || !has(write, "AzureContainerLinux"),
                        "autoUpgradeProfile.nodeOSUpgradeChannel",
                        "AzureContainerLinux supports NodeImage and None, not " + nodes)
                .or(() -> unless(
                        !nodes.equals("Unmanaged") || !has(write, "AzureLinuxOSGuard"),
                        "autoUpgradeProfile.nodeOSUpgradeChannel",
                        "AzureLinuxOSGuard does not support Unmanaged"))
                .or(() -> unless(
                        fixed || !isolated,
                        "autoUpgradeProfile.nodeOSUpgradeChannel",
                        "a network isolated cluster supports NodeImage and None, not " + nodes));
        if (refused.isPresent()) {
            return refused;
        }
        return unless(
                        !profile.path("upgradeChannel").asText().equals("node-image") || nodes.equals("NodeImage"),
                        "autoUpgradeProfile.nodeOSUpgradeChannel",
                        "the upgrade channel node-image needs the node OS channel NodeImage, not " + nodes)
                .or(() -> unless(
                        !nodes.equals("SecurityPatch") || !windows,
                        "autoUpgradeProfile.nodeOSUpgradeChannel",
                        "SecurityPatch does not support Windows pools"));
    }

    private static boolean has(ClusterWrite write, String system) {
        return write.pools().stream()
                .anyMatch(pool -> pool.desired().path("osSKU").asText().equals(system));
    }

    private static Optional<ArmError> identity(ClusterWrite write) {
        boolean own = write.envelope().at("/identity/type").asText().equals("UserAssigned");
        String zone =
                write.desired().at("/apiServerAccessProfile/privateDNSZone").asText();
        boolean ownZone = zone.startsWith("/");
        boolean kms = AzureJson.flag(write.requested(), "/securityProfile/azureKeyVaultKms/enabled");
        boolean hosts = write.pools().stream()
                .anyMatch(pool -> pool.requested().hasNonNull("hostGroupID")
                        || pool.requested().hasNonNull("capacityReservationGroupID"));
        if (own || write.existing().isPresent()) {
            return Refusals.none();
        }
        return (ownZone
                        ? Refusals.code(
                                "CustomPrivateDNSZoneMissingPermissionError",
                                "apiServerAccessProfile.privateDNSZone",
                                "A custom private DNS zone needs a user-assigned identity with rights on it.")
                        : Refusals.none())
                .or(() -> unless(!kms, "securityProfile.azureKeyVaultKms", "it needs a user-assigned identity"))
                .or(() -> unless(
                        !hosts,
                        "agentPoolProfile",
                        "dedicated hosts and capacity reservations need a user-assigned identity"));
    }

    private static Optional<ArmError> lists(JsonNode asked) {
        JsonNode mesh = asked.at("/serviceMeshProfile/istio");
        for (String mode : List.of("External", "Internal")) {
            long count = AzureJson.fields(mesh, "/components").isEmpty()
                    ? 0
                    : count(mesh.at("/components/ingressGateways"), mode);
            if (count > 1) {
                return Refusals.invalidParameter(
                        "serviceMeshProfile.istio.components.ingressGateways",
                        "only one gateway of mode " + mode + " is allowed");
            }
        }
        List<String> revisions = AzureJson.texts(mesh, "/revisions");
        boolean goodRevisions = revisions.size() <= 2
                && revisions.stream().allMatch(each -> REVISION.matcher(each).matches());
        return unless(
                        asked.at("/securityProfile/customCATrustCertificates").size() <= 10,
                        "securityProfile.customCATrustCertificates",
                        "at most 10 are allowed")
                .or(() -> unless(
                        asked.at("/ingressProfile/webAppRouting/dnsZoneResourceIds")
                                        .size()
                                <= 5,
                        "ingressProfile.webAppRouting.dnsZoneResourceIds",
                        "at most 5 are allowed"))
                .or(() -> unless(
                        goodRevisions,
                        "serviceMeshProfile.istio.revisions",
                        "one revision such as asm-1-27 is expected, or two during an upgrade"))
                .or(() -> guids(asked));
    }

    private static long count(JsonNode gateways, String mode) {
        long count = 0;
        for (JsonNode each : gateways) {
            count += each.path("mode").asText().equalsIgnoreCase(mode) ? 1 : 0;
        }
        return count;
    }

    private static Optional<ArmError> guids(JsonNode asked) {
        boolean groups = AzureJson.texts(asked, "/aadProfile/adminGroupObjectIDs").stream()
                .allMatch(each -> GUID.matcher(each).matches());
        boolean tenant = AzureJson.text(asked, "/aadProfile/tenantID")
                .map(each -> GUID.matcher(each).matches())
                .orElse(true);
        boolean legacy = asked.path("aadProfile").hasNonNull("serverAppID")
                || asked.path("aadProfile").hasNonNull("clientAppID");
        return unless(groups, "aadProfile.adminGroupObjectIDs", "each is the object id of a group")
                .or(() -> unless(tenant, "aadProfile.tenantID", "it is a GUID"))
                .or(() -> legacy
                        ? Refusals.badRequest(
                                "aadProfile",
                                "The legacy integration with applications of your own is retired. Please use AKS-managed Entra ID.")
                        : Refusals.none());
    }

    private static Optional<ArmError> autoscaler(JsonNode profile) {
        for (String name : MINUTES) {
            String value = profile.path(name).asText("1m");
            if (!value.matches("\\d+m")) {
                return Refusals.invalidParameter(
                        "autoScalerProfile." + name, "\"" + value + "\" is not a number of minutes such as 10m");
            }
        }
        for (String name : COUNTS) {
            if (!profile.path(name).asText("1").matches("\\d+")) {
                return Refusals.invalidParameter("autoScalerProfile." + name, "it is a whole number from 0");
            }
        }
        return unless(
                        profile.path("scan-interval").asText("10s").matches("[1-9]\\d*[sm]"),
                        "autoScalerProfile.scan-interval",
                        "it is a number of seconds such as 10s")
                .or(() -> unless(
                        between(profile.path("scale-down-utilization-threshold").asText("0.5"), 0, 1),
                        "autoScalerProfile.scale-down-utilization-threshold",
                        "it lies between 0 and 1"))
                .or(() -> unless(
                        between(profile.path("max-total-unready-percentage").asText("45"), 0, 100),
                        "autoScalerProfile.max-total-unready-percentage",
                        "it is 0 to 100"));
    }

    private static boolean between(String text, double least, double most) {
        try {
            double value = Double.parseDouble(text);
            return value >= least && value <= most;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static Optional<ArmError> security(JsonNode asked) {
        int hours = AzureJson.number(asked, "/securityProfile/imageCleaner/intervalHours")
                .orElse(168);
        JsonNode kms = asked.at("/securityProfile/azureKeyVaultKms");
        boolean privately = kms.path("keyVaultNetworkAccess").asText().equals("Private");
        boolean named = kms.hasNonNull("keyVaultResourceId");
        String http = asked.at("/httpProxyConfig/httpProxy").asText("http://proxy");
        String https = asked.at("/httpProxyConfig/httpsProxy").asText("http://proxy");
        return unless(
                        hours >= 24 && hours <= 2160,
                        "securityProfile.imageCleaner.intervalHours",
                        "it is 24 to 2160, not " + hours)
                .or(() -> unless(
                        !AzureJson.flag(kms, "/enabled")
                                || KEY.matcher(kms.path("keyId").asText()).matches(),
                        "securityProfile.azureKeyVaultKms.keyId",
                        "it is the URL of a key"))
                .or(() -> unless(
                        !AzureJson.flag(kms, "/enabled") || privately == named,
                        "securityProfile.azureKeyVaultKms.keyVaultResourceId",
                        "a private vault is named, a public one is not"))
                .or(() -> unless(http.startsWith("http://"), "httpProxyConfig.httpProxy", "it begins with http://"))
                .or(() -> unless(
                        https.matches("https?://.*"),
                        "httpProxyConfig.httpsProxy",
                        "it begins with http:// or https://"));
    }

    private static Optional<ArmError> provisioning(ClusterWrite write) {
        if (!write.desired().at("/nodeProvisioningProfile/mode").asText().equals("Auto")) {
            return Refusals.none();
        }
        ObjectNode network = write.network();
        boolean model = network.path("networkPlugin").asText().equals("kubenet")
                || network.path("networkPolicy").asText().equals("calico")
                || network.path("ipFamilies").size() > 1;
        return unless(
                        write.pools().stream().noneMatch(PoolWrite::windows),
                        "nodeProvisioningProfile.mode",
                        "Auto does not support Windows pools")
                .or(() -> unless(
                        !model, "nodeProvisioningProfile.mode", "Auto does not support kubenet, Calico and IPv6"))
                .or(() -> unless(
                        write.envelope().has("identity"),
                        "nodeProvisioningProfile.mode",
                        "Auto does not support service principals"));
    }

    private static Optional<ArmError> natGateway(JsonNode profile) {
        int count = AzureJson.number(profile, "/managedOutboundIPProfile/count").orElse(1);
        int idle = AzureJson.number(profile, "/idleTimeoutInMinutes").orElse(4);
        return unless(
                count >= 1 && count <= 16 && idle >= 4 && idle <= 120,
                "networkProfile.natGatewayProfile",
                "1 to 16 addresses, idle for 4 to 120 minutes; asked are " + count + ", " + idle);
    }

    private static Optional<ArmError> families(ClusterWrite write) {
        JsonNode network = write.requested().path("networkProfile");
        List<String> families = AzureJson.texts(network, "/ipFamilies");
        boolean order =
                families.isEmpty() || families.equals(List.of("IPv4")) || families.equals(List.of("IPv4", "IPv6"));
        boolean dual = families.size() == 2;
        int ipv6 = AzureJson.number(network, "/loadBalancerProfile/managedOutboundIPs/countIPv6")
                .orElse(0);
        int most = dual ? 2 : 1;
        boolean ranges = network.path("podCidrs").size() <= most
                && network.path("serviceCidrs").size() <= most;
        return unless(order, "networkProfile.ipFamilies", "they are IPv4, or IPv4 and IPv6 in this order")
                .or(() -> unless(ranges, "networkProfile.podCidrs", "there is one range for each family of addresses"))
                .or(() -> unless(
                        ipv6 == 0 || dual,
                        "networkProfile.loadBalancerProfile.managedOutboundIPs.countIPv6",
                        "it needs a dual-stack cluster"))
                .or(() -> unless(
                        !dual || !network.path("networkPolicy").asText().equals("azure"),
                        "networkProfile.networkPolicy",
                        "azure does not support IPv6"));
    }
}
