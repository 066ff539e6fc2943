package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Optional;

/** Advanced networking, managed NAT gateways, isolated clusters and ranges of IPv6: what of it goes together. */
final class NetworkSettings implements Check {

    private static final String GATEWAY = "networkProfile.natGatewayProfile";

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        return write.onPool()
                ? Refusals.none()
                : advanced(write)
                        .or(() -> gateway(write))
                        .or(() -> isolated(write))
                        .or(() -> six(write));
    }

    private static Optional<ArmError> advanced(ClusterWrite write) {
        JsonNode services = write.requested().at("/networkProfile/advancedNetworking");
        if (!AzureJson.flag(services, "/enabled")) {
            return Refusals.none();
        }
        String policies = services.at("/security/advancedNetworkPolicies").asText("None");
        boolean wires = services.at("/security/transitEncryption/type").asText().equals("WireGuard");
        boolean routes =
                services.at("/performance/accelerationMode").asText("None").equals("BpfVeth");
        boolean nothing = !AzureJson.flag(services, "/observability/enabled")
                && !AzureJson.flag(services, "/security/enabled")
                && !routes;
        boolean bare = AzureJson.has(services, "/observability/enabled") && nothing;
        boolean cilium = write.network().path("networkDataplane").asText().equals("cilium");
        if (bare) {
            return Refusals.invalidParameter(
                    "networkProfile.advancedNetworking", "at least one of observability and security must be enabled");
        } else if (!policies.equals("None") && !cilium) {
            return Refusals.invalidParameter(
                    "networkProfile.advancedNetworking.security.advancedNetworkPolicies",
                    policies + " needs the network dataplane cilium");
        }
        return (wires || routes) && write.minor() < 33
                ? Refusals.invalidParameter(
                        "networkProfile.advancedNetworking",
                        "WireGuard and BpfVeth need Kubernetes 1.33 or newer, not 1." + write.minor())
                : Refusals.none();
    }

    private static Optional<ArmError> gateway(ClusterWrite write) {
        JsonNode profile = write.requested().at("/networkProfile/natGatewayProfile");
        JsonNode managed = profile.path("managedOutboundIPProfile");
        boolean second = write.network().path("outboundType").asText().equals("managedNATGatewayV2")
                || profile.path("sku").asText().equals("StandardV2");
        boolean own = !profile.at("/outboundIPs/publicIPs").isEmpty()
                || !profile.at("/outboundIPPrefixes/publicIPPrefixes").isEmpty();
        boolean six = managed.hasNonNull("countIPv6");
        int count = managed.path("countIPv6").asInt(1);
        boolean dual = AzureJson.texts(write.network(), "/ipFamilies").size() == 2;
        if ((own || six) && !second) {
            return Refusals.invalidParameter(
                    GATEWAY, "IPv6 addresses and addresses of your own need the SKU StandardV2 of the NAT gateway");
        } else if (own && (managed.hasNonNull("count") || six)) {
            return Refusals.invalidParameter(
                    GATEWAY, "managedOutboundIPProfile excludes outboundIPs and outboundIPPrefixes");
        }
        return six && (count < 1 || count > 16 || !dual)
                ? Refusals.invalidParameter(
                        GATEWAY + ".managedOutboundIPProfile.countIPv6",
                        "it is 1 to 16 in a dual-stack cluster, not " + count)
                : Refusals.none();
    }

    private static Optional<ArmError> isolated(ClusterWrite write) {
        String way = write.network().path("outboundType").asText();
        return List.of("none", "block").contains(way)
                        && write.network().path("networkPlugin").asText().equals("kubenet")
                ? Refusals.invalidParameter(
                        "networkProfile.outboundType", "a network isolated cluster does not support kubenet")
                : Refusals.none();
    }

    private static Optional<ArmError> six(ClusterWrite write) {
        JsonNode network = write.requested().path("networkProfile");
        for (AddressRange range : ranges(network, "/serviceCidrs")) {
            if (range.prefix() < 108) {
                return Refusals.invalidParameter(
                        "networkProfile.serviceCidrs", "the IPv6 range " + range + " is larger than a /108");
            }
        }
        for (AddressRange range : ranges(network, "/podCidrs")) {
            int nodes = write.mostNodes();
            boolean room = range.prefix() <= 80 && (range.prefix() <= 50 || 1L << (80 - range.prefix()) >= nodes);
            if (!room) {
                return Refusals.code(
                        "InsufficientSubnetSize",
                        "networkProfile.podCidrs",
                        "The IPv6 range " + range + " of pods has no /80 for each of " + nodes + " nodes.");
            }
        }
        return Refusals.none();
    }

    private static List<AddressRange> ranges(JsonNode network, String list) {
        return AzureJson.texts(network, list).stream()
                .flatMap(text -> AddressRange.parse(text).stream())
                .filter(range -> range.bits() == 128)
                .toList();
    }
}
