package dev.aks4j.network.resource;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import java.util.ArrayList;
import java.util.List;

/** What Azure demands of peerings. */
final class PeeringRules {

    private static final String SOURCE = "Azure docs, virtual-network-manage-peering, 2026";
    private static final String NETWORK = "Microsoft.Network/virtualNetworks";

    static final Rule<VirtualNetworkPeeringSpec> NAME = ResourceNames.usual("AKS-NWR-060", "A peering");

    static final Rule<VirtualNetworkPeeringSpec> SIDES = Rule.<VirtualNetworkPeeringSpec>error(
                    "AKS-NWR-061", "A peering joins a virtual network to another virtual network.")
            .prevents(answered(400, "InvalidResourceReference"))
            .source(SOURCE)
            .check((peering, findings) -> {
                for (ResourceId side : List.of(peering.network(), peering.remote())) {
                    if (!side.type().equalsIgnoreCase(NETWORK)) {
                        findings.report("network", side, "is a " + side.type(), "Give the id of a " + NETWORK + ".");
                    }
                }
                if (peering.network().equals(peering.remote())) {
                    findings.report(
                            "remote", peering.remote().name(), "is the network itself", "Name the other network.");
                }
            });

    static final Rule<VirtualNetworkPeeringSpec> GATEWAYS = Rule.<VirtualNetworkPeeringSpec>error(
                    "AKS-NWR-062", "A side of a peering gives its gateway or uses the other's, not both.")
            .prevents(answered(400, "VnetPeeringUseRemoteGatewaysAndAllowGatewayTransit"))
            .source(SOURCE)
            .check((peering, findings) -> {
                if (peering.allowsGatewayTransit() && peering.usesRemoteGateways()) {
                    findings.report(
                            "useRemoteGateways",
                            true,
                            "stands beside allowGatewayTransit",
                            "Keep one of the two: the hub allows transit, the spoke uses it.");
                }
            });

    /** A peering and what is around it in a plan. */
    record InPlan(VirtualNetworkPeeringSpec peering, Scope scope) {
        List<VirtualNetworkPeeringSpec> otherSides() {
            return scope.specs().stream()
                    .filter(VirtualNetworkPeeringSpec.class::isInstance)
                    .map(VirtualNetworkPeeringSpec.class::cast)
                    .filter(other -> other.isOtherSideOf(peering, scope::id))
                    .toList();
        }
    }

    static final Rule<InPlan> REMOTE_GATEWAY = Rule.<InPlan>error(
                    "AKS-NWR-063", "A network uses the gateway of another that allows it.")
            .prevents(answered(400, "AnotherPeeringDoesNotAllowGatewayTransit"))
            .source(SOURCE)
            .check((it, findings) -> it.otherSides().stream()
                    .filter(other -> it.peering().usesRemoteGateways() && !other.allowsGatewayTransit())
                    .forEach(other -> findings.report(
                            "virtualNetworkPeering " + it.peering().name() + ".useRemoteGateways",
                            true,
                            "needs the gateway of " + it.peering().remote().name()
                                    + ", whose side of the peering does not give it",
                            "Add allowGatewayTransit() to " + other.name() + ".")));

    static final Rule<InPlan> BOTH = Rule.<InPlan>warning(
                    "AKS-NWR-064", "A peering has its other side; until then no traffic flows.")
            .source(SOURCE)
            .check((it, findings) -> {
                if (it.otherSides().isEmpty()) {
                    findings.report(
                            "virtualNetworkPeering " + it.peering().name(),
                            it.peering().remote().name(),
                            "has no other side in this plan",
                            "Add VirtualNetworkPeeringSpec.both(...), unless the other side exists.");
                }
            });

    static final List<Rule<VirtualNetworkPeeringSpec>> ALL = List.of(NAME, SIDES, GATEWAYS);
    static final List<Rule<InPlan>> IN_PLAN = List.of(REMOTE_GATEWAY, BOTH);

    private PeeringRules() {}

    static List<Problem> inPlan(VirtualNetworkPeeringSpec peering, Scope scope) {
        return new ArrayList<>(Rule.all(IN_PLAN, new InPlan(peering, scope)));
    }
}
