package dev.aks4j.network;

import static dev.aks4j.core.model.AzureError.answered;
import static dev.aks4j.core.model.AzureError.happens;
import static dev.aks4j.core.model.AzureError.later;

import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import dev.aks4j.network.resource.NatGatewaySpec;
import dev.aks4j.network.resource.NetworkSku;
import dev.aks4j.network.resource.NextHop;
import dev.aks4j.network.resource.PrivateDnsZoneLinkSpec;
import dev.aks4j.network.resource.RouteTableSpec;
import dev.aks4j.network.resource.VirtualNetworkPeeringSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules of a cluster's network that look at the network resources of the same plan. */
final class NetworkPlanRules {

    static final String ROUTING = "AKS docs, egress-udr, 2026-08; terraform-provider-azurerm #8609";

    static final Rule<NetworkPlanCase> DEFAULT_ROUTE = Rule.<NetworkPlanCase>error(
                    "AKS-NET-100",
                    "With user-defined routing, the route table of every node subnet sends 0.0.0.0/0 to an appliance or a"
                            + " gateway.")
            .prevents(answered(400, "RouteTableInvalidNextHop"))
            .source(ROUTING)
            .check((it, findings) -> {
                if (it.network().outbound() != Outbound.userDefinedRouting()) {
                    return;
                }
                it.network()
                        .nodeSubnets()
                        .forEach(subnet -> it.planned(subnet, SubnetSpec::routeTable, RouteTableSpec.class)
                                .ifPresent(table -> {
                                    Optional<NextHop> hop = table.defaultRoute().map(RouteTableSpec.Route::nextHop);
                                    if (hop.isEmpty()) {
                                        findings.report(
                                                "network.outbound",
                                                "userDefinedRouting",
                                                "leads subnet " + subnet.name() + " to route table " + table.name()
                                                        + ", which has no route for 0.0.0.0/0",
                                                "Add route(\"internet\", \"0.0.0.0/0\", NextHop.appliance(address)) with the"
                                                        + " private address of the firewall.");
                                    } else if (hop.get().equals(NextHop.internet())
                                            || hop.get().equals(NextHop.network())) {
                                        findings.report(
                                                "network.outbound",
                                                "userDefinedRouting",
                                                "leads subnet " + subnet.name() + " to route table " + table.name()
                                                        + ", which sends 0.0.0.0/0 to " + hop.get(),
                                                "Send it to NextHop.appliance(address) or NextHop.gateway(), or use another way"
                                                        + " out.");
                                    }
                                }));
            });

    static final Rule<NetworkPlanCase> DROPPED = Rule.<NetworkPlanCase>warning(
                    "AKS-NET-101",
                    "The default route of a cluster that reaches the internet does not drop its traffic.")
            .prevents(later("VMExtensionError_OutboundConnFail"))
            .source(ROUTING)
            .check((it, findings) -> {
                if (it.network().outbound() instanceof IsolatedOutbound) {
                    return;
                }
                it.network()
                        .nodeSubnets()
                        .forEach(subnet -> it.planned(subnet, SubnetSpec::routeTable, RouteTableSpec.class)
                                .filter(table -> table.defaultRoute()
                                        .filter(route -> route.nextHop().equals(NextHop.nowhere()))
                                        .isPresent())
                                .ifPresent(table -> findings.report(
                                        "network.outbound",
                                        it.network().outbound(),
                                        "leads through route table " + table.name()
                                                + ", which drops what goes to 0.0.0.0/0",
                                        "Name an appliance, or use Outbound.none() for an isolated cluster.")));
            });

    static final Rule<NetworkPlanCase> TRAFFIC = Rule.<NetworkPlanCase>error(
                    "AKS-NET-102",
                    "The security groups of the subnets of nodes and pods let through what the cluster cannot do without.")
            .prevents(later("VMExtensionError_OutboundConnFail"))
            .source("AKS docs, azure-cni-overlay and outbound-rules-control-egress, 2026-08")
            .check((it, findings) -> it.guarded()
                    .forEach(guarded -> it.required()
                            .forEach(traffic -> guarded.group()
                                    .stops(traffic)
                                    .ifPresent(rule -> findings.report(
                                            "networkSecurityGroup "
                                                    + guarded.group().name() + ".rules." + rule.name(),
                                            rule,
                                            "stops " + traffic + ", without which the nodes of subnet "
                                                    + guarded.subnet().name() + " do not work",
                                            "Allow it in a rule with a lower priority number, or narrow this one.")))));

    static final Rule<NetworkPlanCase> GATEWAY_FAMILIES = Rule.<NetworkPlanCase>error(
                    "AKS-NET-103", "A dual-stack cluster leaves through a NAT gateway of the SKU StandardV2.")
            .prevents(answered(400, "InvalidParameter"))
            .source("AKS docs, configure-dual-stack and egress-outboundtype, 2026-08")
            .check((it, findings) -> {
                if (it.network().families().size() < 2
                        || it.network().outbound() != Outbound.userAssignedNatGateway()) {
                    return;
                }
                it.network()
                        .nodeSubnets()
                        .forEach(subnet -> it.planned(subnet, SubnetSpec::natGateway, NatGatewaySpec.class)
                                .filter(gateway -> gateway.sku() == NetworkSku.STANDARD)
                                .ifPresent(gateway -> findings.report(
                                        "network.outbound",
                                        "natGateway " + gateway.name(),
                                        "is of the SKU Standard, which carries IPv4 only",
                                        "Use sku(NetworkSku.STANDARD_V2) for the gateway and its addresses.")));
            });

    static final Rule<NetworkPlanCase> GATEWAY_IPV4 = Rule.<NetworkPlanCase>error(
                    "AKS-NET-106", "The NAT gateway by which a cluster leaves has IPv4 addresses.")
            .prevents(later("VMExtensionError_OutboundConnFail"))
            .source("AKS docs, egress-outboundtype, 2026-08")
            .check((it, findings) -> gateways(it)
                    .filter(gateway -> gateway.publicIps().isEmpty()
                            && gateway.publicIpPrefixes().isEmpty())
                    .forEach(gateway -> findings.report(
                            "network.outbound",
                            "natGateway " + gateway.name(),
                            "has no IPv4 address, and nodes fetch what they need by IPv4",
                            "Give it an address with publicIps(...) or a prefix.")));

    static final Rule<NetworkPlanCase> GATEWAY_IPV6 = Rule.<NetworkPlanCase>warning(
                    "AKS-NET-107", "The NAT gateway by which a dual-stack cluster leaves has IPv6 addresses.")
            .prevents(happens("IPv6 traffic of pods does not leave the cluster"))
            .source("AKS docs, configure-dual-stack, 2026-08")
            .check((it, findings) -> gateways(it)
                    .filter(gateway -> it.network().families().size() > 1
                            && gateway.sku() == NetworkSku.STANDARD_V2
                            && gateway.publicIpv6s().isEmpty()
                            && gateway.publicIpv6Prefixes().isEmpty())
                    .forEach(gateway -> findings.report(
                            "network.outbound",
                            "natGateway " + gateway.name(),
                            "has no IPv6 address",
                            "Give it one with publicIps(...) of a PublicIpAddressSpec with ipv6().")));

    static final Rule<NetworkPlanCase> APPLIANCE_SUBNET = Rule.<NetworkPlanCase>error(
                    "AKS-NET-108", "Nodes and pods live in no subnet of a gateway, a firewall or Bastion.")
            .source("Azure docs, firewall-faq, bastion-faq and vpn-gateway-about-vpn-gateway-settings, 2026")
            .check((it, findings) -> Stream.concat(
                            it.network().nodeSubnets().stream(), it.network().podSubnets().stream())
                    .distinct()
                    .filter(subnet -> subnet.name()
                            .matches("(?i)GatewaySubnet|AzureFirewall(Management)?Subnet"
                                    + "|AzureBastionSubnet|RouteServerSubnet"))
                    .forEach(subnet -> findings.report(
                            "network.nodeSubnet",
                            subnet.name(),
                            "is kept for a resource of Azure's",
                            "Use a subnet of another name for the cluster.")));

    private static Stream<NatGatewaySpec> gateways(NetworkPlanCase it) {
        if (it.network().outbound() != Outbound.userAssignedNatGateway()) {
            return Stream.empty();
        }
        return it.network().nodeSubnets().stream()
                .flatMap(subnet -> it.planned(subnet, SubnetSpec::natGateway, NatGatewaySpec.class).stream())
                .distinct();
    }

    static final Rule<NetworkPlanCase> APPLIANCE = Rule.<NetworkPlanCase>warning(
                    "AKS-NET-104",
                    "The appliance of a default route is in the cluster's network or in one that is peered with it, and that"
                            + " peering takes what the appliance forwards.")
            .prevents(later("VMExtensionError_OutboundConnFail"))
            .source(ROUTING + "; Azure docs, virtual-network-manage-peering, 2026")
            .check((it, findings) -> it.network()
                    .nodeSubnets()
                    .forEach(subnet -> it.planned(subnet, SubnetSpec::routeTable, RouteTableSpec.class)
                            .flatMap(RouteTableSpec::defaultRoute)
                            .flatMap(route -> route.nextHop().address())
                            .filter(address -> Range.of(address + "/32").cidr().isPresent())
                            .ifPresent(address -> reached(it, subnet, address, findings))));

    private static void reached(NetworkPlanCase it, SubnetRef subnet, String address, Findings findings) {
        if (subnet.cidrs().stream().anyMatch(range -> range.containsAddress(address))) {
            findings.report(
                    "network.outbound",
                    address,
                    "is in subnet " + subnet.name() + " itself, so that what the appliance sends comes back to it",
                    "Put the appliance into a subnet of its own.");
        }
        Optional<VirtualNetworkSpec> own = it.network(subnet.network());
        if (own.isEmpty() || own.get().addressSpace().stream().anyMatch(range -> range.containsAddress(address))) {
            return;
        }
        boolean unknown = false;
        for (VirtualNetworkPeeringSpec peering : it.peerings(subnet.network())) {
            Optional<VirtualNetworkSpec> remote = it.network(peering.remote());
            unknown |= remote.isEmpty();
            if (remote.filter(other -> other.addressSpace().stream().anyMatch(range -> range.containsAddress(address)))
                    .isPresent()) {
                if (!peering.allowsForwardedTraffic()) {
                    findings.report(
                            "virtualNetworkPeering " + peering.name() + ".allowForwardedTraffic",
                            false,
                            "drops what the appliance " + address + " sends back to subnet " + subnet.name()
                                    + " from the internet",
                            "Add allowForwardedTraffic() to it.");
                }
                return;
            }
        }
        if (!unknown) {
            findings.report(
                    "network.outbound",
                    address,
                    "is neither in network " + own.get().name() + " of subnet " + subnet.name()
                            + " nor in one that the plan peers with it",
                    "Peer the networks, or name the address of an appliance that the subnet reaches.");
        }
    }

    static final Rule<NetworkPlanCase> ZONE_LINK = Rule.<NetworkPlanCase>warning(
                    "AKS-NET-105",
                    "The private DNS zone of a cluster is linked to a network from where people come, if its network is"
                            + " peered: AKS links it to the cluster's own network only.")
            .source("AKS docs, private-clusters, hub and spoke with custom DNS, 2026-08")
            .check((it, findings) -> it.zone()
                    .filter(zone -> it.scope().specs().stream()
                            .filter(PrivateDnsZoneLinkSpec.class::isInstance)
                            .map(PrivateDnsZoneLinkSpec.class::cast)
                            .noneMatch(link ->
                                    it.scope().id(link.zone()).equals(it.scope().id(zone.id()))))
                    .ifPresent(zone -> it.network().nodeSubnets().stream()
                            .map(SubnetRef::network)
                            .distinct()
                            .flatMap(network -> it.peerings(network).stream())
                            .map(peering -> peering.remote().name())
                            .distinct()
                            .forEach(remote -> findings.report(
                                    "apiServer.privateCluster",
                                    zone.name(),
                                    "is linked to no network, so that " + remote
                                            + ", which is peered, does not resolve the name of the API server",
                                    "Add PrivateDnsZoneLinkSpec.builder(...) for the network with your DNS servers or"
                                            + " machines, unless the link exists."))));

    static final List<Rule<NetworkPlanCase>> ALL = List.of(
            DEFAULT_ROUTE,
            DROPPED,
            TRAFFIC,
            GATEWAY_FAMILIES,
            GATEWAY_IPV4,
            GATEWAY_IPV6,
            APPLIANCE_SUBNET,
            APPLIANCE,
            ZONE_LINK);

    private NetworkPlanRules() {}
}
