package dev.aks4j.network;

import static dev.aks4j.core.model.AzureError.answered;
import static dev.aks4j.core.model.AzureError.later;

import dev.aks4j.core.model.Rule;
import dev.aks4j.network.resource.NatGatewaySpec;
import dev.aks4j.network.resource.NetworkSku;
import dev.aks4j.network.resource.NextHop;
import dev.aks4j.network.resource.RouteTableSpec;
import java.util.List;
import java.util.Optional;

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

    static final List<Rule<NetworkPlanCase>> ALL = List.of(DEFAULT_ROUTE, DROPPED, TRAFFIC, GATEWAY_FAMILIES);

    private NetworkPlanRules() {}
}
