package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** From where the API server can be reached. */
public final class ApiServerRules {

    private static final String AT = "/properties/apiServerAccessProfile/";
    private static final String RANGES = AT + "authorizedIPRanges";
    private static final String NOTHING_ELSE = "0.0.0.0/32";
    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");
    private static final String IP_RANGES = "azure-aks-docs, api-server-authorized-ip-ranges, 2026; azure-cli, 2026";
    private static final String PRIVATE = "azure-aks-docs, private-clusters, 2026-08";

    /** Ranges that never come from the public Internet. */
    private static final List<Cidr> RESERVED = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.2.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/3")
            .map(Cidr::parse)
            .toList();

    static final Rule<DeclaredCluster> RANGE_COUNT = Rule.<DeclaredCluster>error(
                    "AKS-API-001",
                    "At most 200 address ranges are let in to the API server, 2000 with virtual network integration.")
            .prevents(REFUSED)
            .source(IP_RANGES)
            .check((cluster, findings) -> {
                int most = cluster.isTrue(AT + "enableVnetIntegration") ? 2000 : 200;
                int count = cluster.property(RANGES).size();
                if (count > most) {
                    findings.report(
                            "apiServer.authorizedIpRanges",
                            count + " ranges",
                            "are more than " + most,
                            "Join neighbouring ranges into larger ones.");
                }
            });

    static final Rule<DeclaredCluster> RANGE_FORM = Rule.<DeclaredCluster>error(
                    "AKS-API-002", "Ranges that are let in to the API server are public IPv4 addresses or ranges.")
            .prevents(REFUSED)
            .source(IP_RANGES)
            .check((cluster, findings) -> cluster.property(RANGES).forEach(range -> {
                String text = range.asText();
                if (!text.equals(NOTHING_ELSE) && !text.isEmpty() && !isTag(text) && !isPublic(text)) {
                    findings.report(
                            "apiServer.authorizedIpRanges",
                            text,
                            "is not a public IPv4 address or range",
                            "Use the addresses with which clients reach the Internet, for example 20.50.10.0/24.");
                }
            }));

    static final Rule<DeclaredCluster> RANGE_TAG = Rule.<DeclaredCluster>warning(
                    "AKS-API-014",
                    "A service tag lets everything of an Azure service in to the API server, and is a preview.")
            .source(
                    "azure-aks-docs, api-server-authorized-ip-ranges, 2026: tags are a preview, one of them at most; the"
                            + " API's model takes any text")
            .check((cluster, findings) -> cluster.property(RANGES).forEach(range -> {
                if (isTag(range.asText())) {
                    findings.report(
                            "apiServer.authorizedIpRanges",
                            range.asText(),
                            "is a service tag, which Azure takes where the subscription has the preview",
                            "Name the ranges themselves where you can.");
                }
            }));

    static final Rule<DeclaredCluster> SPECIAL_ALONE = Rule.<DeclaredCluster>error(
                    "AKS-API-003", "0.0.0.0/32 and the empty range stand alone.")
            .prevents(REFUSED)
            .source("azure-cli, acs/_validators.py, 2026")
            .check((cluster, findings) -> {
                Json ranges = cluster.property(RANGES);
                ranges.forEach(range -> {
                    boolean special = range.asText().equals(NOTHING_ELSE)
                            || range.asText().isEmpty();
                    if (special && ranges.size() > 1) {
                        findings.report(
                                "apiServer.authorizedIpRanges",
                                range.asText(),
                                "stands beside other ranges",
                                "Use it alone, or remove it.");
                    }
                });
            });

    static final Rule<DeclaredCluster> RANGES_OR_PRIVATE = Rule.<DeclaredCluster>error(
                    "AKS-API-004", "A private cluster has no authorized address ranges.")
            .prevents(REFUSED)
            .source("azure-cli, acs/_validators.py, 2026")
            .check((cluster, findings) -> {
                if (isPrivate(cluster) && !cluster.property(RANGES).isEmpty()) {
                    findings.report(
                            "apiServer.authorizedIpRanges",
                            cluster.property(RANGES),
                            "stands beside privateCluster()",
                            "Remove the ranges: nothing reaches a private API server from outside.");
                }
            });

    static final Rule<DeclaredCluster> STANDARD_LOAD_BALANCER = Rule.<DeclaredCluster>error(
                    "AKS-API-005", "Authorized address ranges and private clusters need the standard load balancer.")
            .prevents(REFUSED)
            .source("azure-cli, managed_cluster_decorator.py, 2026")
            .check((cluster, findings) -> {
                String sku = cluster.text("/properties/networkProfile/loadBalancerSku");
                boolean needs = isPrivate(cluster) || !cluster.property(RANGES).isEmpty();
                if (needs && sku.equalsIgnoreCase("basic")) {
                    findings.report(
                            "network.loadBalancerSku",
                            sku,
                            "does not go with restricted access to the API server",
                            "Leave it out; the standard load balancer is the default.");
                }
            });

    static final Rule<DeclaredCluster> DNS_ZONE_FORM = Rule.<DeclaredCluster>error(
                    "AKS-API-006",
                    "A private DNS zone is system, none, or the id of a zone called privatelink.<region>.azmk8s.io or"
                            + " <name>.privatelink.<region>.azmk8s.io; private in place of privatelink with virtual"
                            + " network integration, and the clouds of China and the US government have their own"
                            + " endings.")
            .prevents(REFUSED)
            .source(PRIVATE)
            .check((cluster, findings) -> {
                String zone = cluster.text(AT + "privateDNSZone");
                if (!zone.isEmpty() && !List.of("system", "none").contains(zone) && !isZone(cluster, zone)) {
                    findings.report(
                            "apiServer.privateDnsZone",
                            zone,
                            "is not a zone for a private cluster in " + cluster.region(),
                            "Use the id of a zone called privatelink." + cluster.region() + ".azmk8s.io.");
                }
            });

    static final Rule<DeclaredCluster> DNS_ZONE_NEEDS_PRIVATE = Rule.<DeclaredCluster>error(
                    "AKS-API-007",
                    "A private DNS zone and the public name of a private API server need a private cluster.")
            .prevents(REFUSED)
            .source(PRIVATE)
            .check((cluster, findings) -> {
                for (String name : List.of("privateDNSZone", "enablePrivateClusterPublicFQDN")) {
                    if (cluster.has(AT + name) && !isPrivate(cluster)) {
                        findings.report(
                                "apiServer." + name,
                                cluster.text(AT + name),
                                "is set on a cluster that is not private",
                                "Call privateCluster() too, or remove it.");
                    }
                }
            });

    static final Rule<DeclaredCluster> REACHABLE_BY_NAME = Rule.<DeclaredCluster>error(
                    "AKS-API-008", "A private cluster without a private DNS zone keeps its public name.")
            .prevents(REFUSED)
            .source(PRIVATE)
            .check((cluster, findings) -> {
                Json publicName = cluster.property(AT + "enablePrivateClusterPublicFQDN");
                boolean none = publicName.isBoolean() && !publicName.asBoolean();
                if (none && cluster.text(AT + "privateDNSZone").equals("none")) {
                    findings.report(
                            "apiServer.publicFqdn",
                            "false",
                            "leaves the API server without any name",
                            "Allow the public name, or choose a private DNS zone.");
                }
            });

    static final Rule<DeclaredCluster> SUBDOMAIN_NEEDS_ZONE = Rule.<DeclaredCluster>error(
                    "AKS-API-009", "An FQDN subdomain needs a private DNS zone of your own.")
            .prevents(REFUSED)
            .source("azure-cli, managed_cluster_decorator.py, 2026")
            .check((cluster, findings) -> {
                if (cluster.has("/properties/fqdnSubdomain")
                        && !cluster.text(AT + "privateDNSZone").startsWith("/")) {
                    findings.report(
                            "fqdnSubdomain",
                            cluster.text("/properties/fqdnSubdomain"),
                            "needs a custom private DNS zone",
                            "Call privateCluster(zone) with the id of your zone, or use dnsPrefix.");
                }
            });

    static final Rule<DeclaredCluster> VNET_INTEGRATION_REGION = Rule.<DeclaredCluster>error(
                    "AKS-API-010", "Virtual network integration of the API server does not exist in qatarcentral.")
            .prevents(REFUSED)
            .source("azure-aks-docs, api-server-vnet-integration, 2026")
            .check((cluster, findings) -> {
                if (cluster.isTrue(AT + "enableVnetIntegration")
                        && cluster.region().name().equals("qatarcentral")) {
                    findings.report(
                            "apiServer.vnetIntegration",
                            "enabled",
                            "does not exist in qatarcentral",
                            "Use privateCluster() there, or another region.");
                }
            });

    static final Rule<DeclaredCluster> LOCAL_ACCOUNTS = Rule.<DeclaredCluster>error(
                    "AKS-API-011", "Local accounts can be disabled only where users come from Entra ID.")
            .prevents(AzureError.answered(400, "BadRequest"))
            .source("azure-aks-docs, local-accounts, 2026; azure-cli, 2026")
            .check((cluster, findings) -> {
                if (cluster.isTrue("/properties/disableLocalAccounts")
                        && !cluster.isTrue("/properties/aadProfile/managed")) {
                    findings.report(
                            "access.disableLocalAccounts",
                            "true",
                            "would leave nobody who can sign in",
                            "Add access(EntraAccess...), or keep local accounts.");
                }
            });

    static final Rule<DeclaredCluster> NODE_ADDRESSES = Rule.<DeclaredCluster>warning(
                    "AKS-API-012",
                    "Where address ranges are authorized, nodes with public addresses have them from a prefix, which is"
                            + " one of the ranges.")
            .source(IP_RANGES)
            .check((cluster, findings) -> cluster.pools().stream()
                    .map(pool -> PoolIn.of(cluster, pool))
                    .filter(in -> !cluster.property(RANGES).isEmpty())
                    .filter(in -> in.isTrue("/enableNodePublicIP") && !in.has("/nodePublicIPPrefixID"))
                    .forEach(in -> in.report(
                            findings,
                            "nodePublicIp",
                            "any address",
                            "is not among the ranges that are let in to the API server",
                            "Call nodePublicIp(prefix) with a prefix, and let its range in.")));

    static final Rule<DeclaredCluster> API_SUBNET = Rule.<DeclaredCluster>error(
                    "AKS-API-013",
                    "A subnet of your own for the API server stands beside node subnets of yours, in the same virtual"
                            + " network, and is none of them.")
            .prevents(REFUSED)
            .source("azure-aks-docs, api-server-vnet-integration, 2026; azure-cli, managed_cluster_decorator.py, 2026")
            .check((cluster, findings) -> {
                String subnet = cluster.text(AT + "subnetId").toLowerCase(Locale.ROOT);
                if (subnet.isEmpty()) {
                    return;
                }
                List<String> others = cluster.pools().stream()
                        .map(pool -> PoolIn.of(cluster, pool))
                        .flatMap(in -> Stream.of(in.text("/vnetSubnetID"), in.text("/podSubnetID")))
                        .filter(id -> !id.isEmpty())
                        .map(id -> id.toLowerCase(Locale.ROOT))
                        .toList();
                String what = others.isEmpty()
                        ? cluster.pools().isEmpty() ? "" : "stands beside nodes in Azure's own virtual network"
                        : others.contains(subnet)
                                ? "is a subnet of nodes or pods too"
                                : others.stream()
                                                .anyMatch(id -> !NodeExposureRules.network(id)
                                                        .equals(NodeExposureRules.network(subnet)))
                                        ? "is in another virtual network than the nodes"
                                        : "";
                if (!what.isEmpty()) {
                    findings.report(
                            "apiServer.vnetIntegration",
                            cluster.text(AT + "subnetId"),
                            what,
                            "Give the API server a subnet to itself beside the nodes' subnets.");
                }
            });

    static final List<Rule<DeclaredCluster>> ALL = List.of(
            NODE_ADDRESSES,
            API_SUBNET,
            RANGE_COUNT,
            RANGE_FORM,
            RANGE_TAG,
            SPECIAL_ALONE,
            RANGES_OR_PRIVATE,
            STANDARD_LOAD_BALANCER,
            DNS_ZONE_FORM,
            DNS_ZONE_NEEDS_PRIVATE,
            REACHABLE_BY_NAME,
            SUBDOMAIN_NEEDS_ZONE,
            VNET_INTEGRATION_REGION,
            LOCAL_ACCOUNTS);

    private ApiServerRules() {}

    private static boolean isPrivate(DeclaredCluster cluster) {
        return cluster.isTrue(AT + "enablePrivateCluster");
    }

    /** Returns whether a text is the name of a service tag, such as AzureCloud or Storage.WestEurope. */
    private static boolean isTag(String text) {
        return text.matches("[A-Z][A-Za-z]+(\\.[A-Za-z0-9]+)?");
    }

    private static boolean isPublic(String text) {
        try {
            Cidr range = Cidr.parse(text.contains("/") ? text : text + "/32");
            return !range.isIpv6() && RESERVED.stream().noneMatch(range::overlaps);
        } catch (AksException notARange) {
            return false;
        }
    }

    private static boolean isZone(DeclaredCluster cluster, String id) {
        String region = cluster.region().name();
        String kind = cluster.isTrue(AT + "enableVnetIntegration") ? "(privatelink|private)" : "privatelink";
        String suffix = region.startsWith("china")
                ? "cx\\.prod\\.service\\.azk8s\\.cn"
                : region.matches("usgov.*|usdod.*") ? "cx\\.aks\\.containerservice\\.azure\\.us" : "azmk8s\\.io";
        return id.matches("(?i)/.*/providers/Microsoft\\.Network/privateDnsZones/([a-z0-9-]+\\.)?" + kind + "\\."
                + region + "\\." + suffix);
    }
}
