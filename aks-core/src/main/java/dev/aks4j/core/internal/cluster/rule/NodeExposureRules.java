package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Public addresses and open ports of nodes, and where pools live. */
public final class NodeExposureRules {

    private static final AzureError REFUSED = AzureError.answered(400, "InvalidParameter");
    private static final String PORTS = "/networkProfile/allowedHostPorts";

    static final Rule<PoolIn> PREFIX = Rule.<PoolIn>error(
                    "AKS-POOL-070", "A prefix or tag of public addresses needs nodes that have one.")
            .prevents(REFUSED)
            .source("terraform-provider-azurerm, 2026-08; azure-aks-docs, use-node-public-ips, 2026")
            .check((in, findings) -> {
                for (String place : List.of("/nodePublicIPPrefixID", "/networkProfile/nodePublicIPTags")) {
                    if (in.has(place) && !in.isTrue("/enableNodePublicIP")) {
                        in.report(
                                findings,
                                "nodePublicIp",
                                in.profile().at(place),
                                "is set on a pool without public addresses",
                                "Call nodePublicIp() too.");
                    }
                }
            });

    static final Rule<PoolIn> HOST_PORTS = Rule.<PoolIn>error(
                    "AKS-POOL-071", "Open host ports are ranges within 1 to 65535, for TCP or UDP.")
            .prevents(REFUSED)
            .source("azure-cli, acs/_validators.py, 2026; swagger 2025-07-01, allowedHostPorts")
            .check((in, findings) -> {
                for (Json range : in.profile().at(PORTS)) {
                    int from = range.path("portStart").asInt();
                    int to = range.path("portEnd").asInt();
                    boolean protocol =
                            Set.of("TCP", "UDP").contains(range.path("protocol").asText());
                    if (from < 1 || to > 65535 || from > to || !protocol) {
                        in.report(
                                findings,
                                "allowedHostPorts",
                                from + "-" + to + "/" + range.path("protocol").asText(),
                                "is not a range of ports",
                                "Write it as allowedHostPorts(8000, 8100, \"TCP\").");
                    }
                }
            });

    static final Rule<DeclaredCluster> ONE_VNET = Rule.<DeclaredCluster>error(
                    "AKS-POOL-072", "The subnets of all pools are in one virtual network.")
            .prevents(REFUSED)
            .source("azure-aks-docs, node-pool-unique-subnet, 2026")
            .check((cluster, findings) -> {
                List<String> networks = cluster.pools().stream()
                        .map(pool -> PoolIn.of(cluster, pool))
                        .flatMap(in -> List.of(in.text("/vnetSubnetID"), in.text("/podSubnetID")).stream())
                        .filter(id -> id.toLowerCase(Locale.ROOT).contains("/subnets/"))
                        .map(NodeExposureRules::network)
                        .distinct()
                        .toList();
                if (networks.size() > 1) {
                    findings.report(
                            "pools.subnet",
                            String.join(", ", networks),
                            "are " + networks.size() + " virtual networks",
                            "Use subnets of one of them.");
                }
            });

    static final Rule<DeclaredCluster> ALL_OR_NO_SUBNET = Rule.<DeclaredCluster>error(
                    "AKS-POOL-073", "Either every pool has a subnet of yours, or none has.")
            .prevents(REFUSED)
            .source("azure-aks-docs, node-pool-unique-subnet, 2026")
            .check((cluster, findings) -> {
                long with = cluster.pools().stream()
                        .map(pool -> PoolIn.of(cluster, pool))
                        .filter(in -> in.has("/vnetSubnetID"))
                        .count();
                if (with > 0 && with < cluster.pools().size()) {
                    findings.report(
                            "pools.subnet",
                            with + " of " + cluster.pools().size() + " pools",
                            "have a subnet",
                            "Give the others one too, or set it once on the network model.");
                }
            });

    /** What each reference of a pool is to. */
    private static final Map<String, String> TYPES = Map.of(
            "/proximityPlacementGroupID", "Microsoft.Compute/proximityPlacementGroups",
            "/hostGroupID", "Microsoft.Compute/hostGroups",
            "/capacityReservationGroupID", "Microsoft.Compute/capacityReservationGroups",
            "/nodePublicIPPrefixID", "Microsoft.Network/publicIPPrefixes",
            "/vnetSubnetID", "Microsoft.Network/virtualNetworks/subnets",
            "/podSubnetID", "Microsoft.Network/virtualNetworks/subnets");

    static final Rule<PoolIn> REFERENCES = Rule.<PoolIn>error(
                    "AKS-POOL-089", "What a pool refers to has the type of that reference.")
            .prevents(AzureError.answered(400, "LinkedInvalidPropertyId"))
            .source("azure-cli, acs/_validators.py, 2026; swagger 2025-09-01, agentPools")
            .check((in, findings) -> TYPES.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(place -> {
                        String id = in.text(place.getKey());
                        if (!id.isEmpty() && !id.matches(form(place.getValue()))) {
                            in.report(
                                    findings,
                                    place.getKey().substring(1),
                                    id,
                                    "is not the id of a " + place.getValue(),
                                    "Give the id of a " + place.getValue() + ".");
                        }
                    }));

    static final List<Rule<PoolIn>> POOL = List.of(PREFIX, HOST_PORTS, REFERENCES);
    static final List<Rule<DeclaredCluster>> CLUSTER = List.of(ONE_VNET, ALL_OR_NO_SUBNET);

    private NodeExposureRules() {}

    /** Returns a subnet's virtual network, without a subscription: an id that has none is in that of the plan. */
    static String network(String subnet) {
        return subnet.toLowerCase(Locale.ROOT)
                .replaceFirst("^/subscriptions/[^/]+", "")
                .replaceFirst("/subnets/.*", "");
    }

    /** Returns what an id of a type looks like: each part of the type is followed by a name. */
    private static String form(String type) {
        String[] parts = type.split("/");
        StringBuilder form = new StringBuilder("(?i)/.*/providers/").append(parts[0].replace(".", "\\."));
        for (int i = 1; i < parts.length; i++) {
            form.append('/').append(parts[i]).append("/[^/]+");
        }
        return form.toString();
    }
}
