package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.network.Subnet;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import java.util.List;
import java.util.Optional;

/** What each way out needs: a subnet with a gateway, a subnet with a route table, or none. */
final class OutboundType implements Check {

    private static final List<String> KNOWN = List.of(
            "loadBalancer",
            "managedNATGateway",
            "managedNATGatewayV2",
            "userAssignedNATGateway",
            "userDefinedRouting",
            "none",
            "block");

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        String type = write.network().path("outboundType").asText();
        List<Subnet> subnets = write.nodeSubnets();
        if (!KNOWN.contains(type)) {
            return Refusals.invalidParameter("networkProfile.outboundType", "\"" + type + "\" is not one of " + KNOWN);
        }
        if (type.startsWith("managedNATGateway") && !subnets.isEmpty()) {
            return Refusals.invalidParameter(
                    "networkProfile.outboundType",
                    type + " is only for managed virtual networks; pools have" + " a vnetSubnetID");
        }
        boolean own = type.equals("userAssignedNATGateway") || type.equals("userDefinedRouting");
        if (own && subnets.isEmpty()) {
            return Refusals.invalidParameter(
                    "networkProfile.outboundType", type + " needs a vnetSubnetID on the pools");
        }
        if (!type.equals("loadBalancer")
                && AzureJson.has(write.requested(), "/networkProfile/loadBalancerProfile/managedOutboundIPs")) {
            return Refusals.invalidParameter(
                    "networkProfile.loadBalancerProfile",
                    type + " doesn't support customizing the standard load balancer's outbound IPs");
        }
        Optional<Subnet> bare =
                subnets.stream().filter(subnet -> !subnet.hasNatGateway()).findFirst();
        if (type.equals("userAssignedNATGateway") && bare.isPresent()) {
            return Refusals.code(
                    "SubnetNotAssociatedWithNATGateway",
                    "networkProfile.outboundType",
                    "Subnet '" + bare.get().id() + "' must have a NAT gateway associated for outbound connection.");
        }
        boolean dual = AzureJson.texts(write.network(), "/ipFamilies").size() == 2;
        if (type.equals("userAssignedNATGateway")
                && dual
                && subnets.stream().anyMatch(subnet -> first(write, subnet))) {
            return Refusals.invalidParameter(
                    "networkProfile.outboundType",
                    "a dual-stack cluster needs a NAT gateway of the SKU StandardV2; a gateway of the SKU Standard does"
                            + " not support IPv6");
        }
        Optional<Subnet> unrouted =
                subnets.stream().filter(subnet -> !subnet.hasRouteTable()).findFirst();
        return type.equals("userDefinedRouting") && unrouted.isPresent()
                ? Refusals.code(
                        "ExistingRouteTableNotAssociatedWithSubnet",
                        "networkProfile.outboundType",
                        "An existing route table has not been associated with subnet "
                                + unrouted.get().id() + ". Please update the route table association.")
                : type.equals("userDefinedRouting") ? unroutable(write, subnets) : Refusals.none();
    }

    private static boolean first(ClusterWrite write, Subnet subnet) {
        return AzureJson.text(subnet.view(), "/properties/natGateway/id")
                .flatMap(id -> write.cloud().resources().find(StoredResource.class, id))
                .filter(gateway -> gateway.body().at("/sku/name").asText().equalsIgnoreCase("Standard"))
                .isPresent();
    }

    /** A table of the user's has a route for everything, and that route does not lead past his appliance. */
    private static Optional<ArmError> unroutable(ClusterWrite write, List<Subnet> subnets) {
        for (Subnet subnet : subnets) {
            Optional<StoredResource> table =
                    subnet.routeTable().flatMap(id -> write.cloud().resources().find(StoredResource.class, id));
            if (table.isEmpty()) {
                continue;
            }
            Optional<JsonNode> everything = defaultRoute(table.get());
            if (everything.isEmpty()) {
                return Refusals.badRequest(
                        "networkProfile.outboundType",
                        "Route table '" + table.get().id() + "' of subnet '" + subnet.id()
                                + "' must have a route for 0.0.0.0/0 to use outbound type userDefinedRouting.");
            } else if (everything.get().at("/properties/nextHopType").asText().equalsIgnoreCase("Internet")) {
                return Refusals.code(
                        "RouteTableInvalidNextHop",
                        "networkProfile.outboundType",
                        "Route table " + table.get().id() + " has an invalid next hop type Internet for the route"
                                + " 0.0.0.0/0. Please use a virtual appliance or a virtual network gateway.");
            }
        }
        return Refusals.none();
    }

    private static Optional<JsonNode> defaultRoute(StoredResource table) {
        for (JsonNode route : table.body().at("/properties/routes")) {
            if (route.at("/properties/addressPrefix").asText().equals("0.0.0.0/0")) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }
}
