package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.network.Subnet;
import dev.aks4j.simulated.azure.internal.request.ArmError;
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
        Optional<Subnet> unrouted =
                subnets.stream().filter(subnet -> !subnet.hasRouteTable()).findFirst();
        return type.equals("userDefinedRouting") && unrouted.isPresent()
                ? Refusals.badRequest(
                        "networkProfile.outboundType",
                        "Subnet '" + unrouted.get().id() + "' must have a route table with a"
                                + " route for 0.0.0.0/0 associated to use outbound type userDefinedRouting.")
                : Refusals.none();
    }
}
