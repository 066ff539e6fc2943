package dev.aks4j.network;

import static dev.aks4j.core.model.AzureError.answered;
import static dev.aks4j.core.model.AzureError.later;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.network.resource.PrivateLinkServiceSpec;
import dev.aks4j.network.resource.VirtualNetworkPeeringSpec;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules of a virtual network that look at the other specs of a plan. */
final class VirtualNetworkPlanRules {

    /** A virtual network among the specs of a plan. */
    record InPlan(VirtualNetworkSpec network, Scope scope) {

        ResourceId id() {
            return scope.id(network.id());
        }

        <S> Stream<S> all(Class<S> type) {
            return scope.specs().stream().filter(type::isInstance).map(type::cast);
        }

        /** Returns the networks of the plan that this one is peered with, by either side. */
        Stream<VirtualNetworkSpec> peers() {
            return all(VirtualNetworkPeeringSpec.class)
                    .flatMap(peering -> scope.id(peering.network()).equals(id())
                            ? Stream.of(peering.remote())
                            : scope.id(peering.remote()).equals(id()) ? Stream.of(peering.network()) : Stream.empty())
                    .distinct()
                    .flatMap(other -> scope.spec(other).stream())
                    .filter(VirtualNetworkSpec.class::isInstance)
                    .map(VirtualNetworkSpec.class::cast);
        }

        /** Returns this network, and the specs that may take addresses of it. */
        List<Spec> inhabitants() {
            return scope.specs().stream()
                    .filter(spec -> spec == network || !(spec instanceof VirtualNetworkSpec))
                    .filter(spec -> !(spec instanceof ClusterSpec cluster) || livesHere(cluster))
                    .toList();
        }

        private boolean livesHere(ClusterSpec cluster) {
            return cluster.network()
                    .filter(NetworkModel.class::isInstance)
                    .map(NetworkModel.class::cast)
                    .filter(model -> model.subnets().stream()
                            .anyMatch(subnet -> scope.id(subnet.network()).equals(id())))
                    .isPresent();
        }

        Stream<ResourceId> gateways(VirtualNetworkSpec of) {
            return of.subnets().stream()
                    .flatMap(subnet -> subnet.natGateway().stream())
                    .map(scope::id);
        }

        Optional<SubnetSpec> subnet(ResourceId subnet) {
            return network.subnets().stream()
                    .filter(each ->
                            scope.id(network.id().child("subnets", each.name())).equals(scope.id(subnet)))
                    .findFirst();
        }
    }

    static final Rule<InPlan> PEERS = Rule.<InPlan>error(
                    "AKS-VNET-014", "Virtual networks that are peered have no addresses in common.")
            .prevents(answered(400, "VnetAddressSpacesOverlap"))
            .source("Azure docs, virtual-network-peering-overview, 2026")
            .check((it, findings) -> it.peers()
                    // Said once for both networks, at the one that comes later by name.
                    .filter(peer -> peer.name().compareTo(it.network().name()) < 0)
                    .forEach(peer -> it.network()
                            .addressSpace()
                            .forEach(range -> peer.addressSpace().stream()
                                    .filter(range::overlaps)
                                    .forEach(other -> findings.report(
                                            "virtualNetwork " + it.network().name() + ".addressSpace",
                                            range,
                                            "overlaps " + other + " of " + peer.name()
                                                    + ", with which the network is peered",
                                            "Choose another range, "
                                                    + Range.suggest(
                                                            range.prefixLength(),
                                                            Stream.concat(
                                                                            it.network().addressSpace().stream(),
                                                                            peer.addressSpace().stream())
                                                                    .toList())
                                                    + ".")))));

    static final Rule<InPlan> LINK_POLICIES = Rule.<InPlan>error(
                    "AKS-VNET-015", "A subnet with private link services is exempt from their network policies.")
            .prevents(answered(400, "PrivateLinkServiceCannotBeCreatedInSubnetThatHasNetworkPoliciesEnabled"))
            .source("Azure docs, disable-private-link-service-network-policy, 2026")
            .check((it, findings) -> it.all(PrivateLinkServiceSpec.class)
                    .map(PrivateLinkServiceSpec::subnet)
                    .distinct()
                    .flatMap(subnet -> it.subnet(subnet).stream())
                    .distinct()
                    .filter(subnet -> !subnet.privateLinkServicePolicies().equals(Optional.of(false)))
                    .forEach(subnet -> findings.report(
                            "virtualNetwork " + it.network().name() + ".subnets." + subnet.name(),
                            subnet.name(),
                            "takes private link services, and network policies apply to them",
                            "Add allowPrivateLinkServices() to the subnet.")));

    static final Rule<InPlan> ROOM = Rule.<InPlan>error(
                    "AKS-VNET-016",
                    "A subnet has addresses for everything of a plan that lives in it, with every pool at its maximum and"
                            + " surging.")
            .prevents(later("SubnetIsFull"))
            .source("AKS docs, concepts-network-ip-address-planning, 2026-08")
            .check((it, findings) -> IpPlan.of(it.inhabitants()).tooSmall().stream()
                    .filter(use ->
                            use.id().filter(id -> it.subnet(id).isPresent()).isPresent())
                    .forEach(use -> findings.report(
                            "virtualNetwork " + it.network().name() + ".subnets."
                                    + use.id().orElseThrow().name(),
                            use.range(),
                            "has " + IpPlanText.number(use.has()) + " addresses, and "
                                    + String.join(
                                            "; ",
                                            use.users().stream()
                                                    .map(RangeUser::toString)
                                                    .toList())
                                    + " come to " + IpPlanText.number(use.needs()),
                            "Use a /" + use.smallestPrefix().orElse(0)
                                    + " or larger, or another subnet for some of it.")));

    static final Rule<InPlan> REGION = Rule.<InPlan>error(
                    "AKS-VNET-017", "What a subnet refers to is in the network's region.")
            .prevents(answered(400, "InvalidResourceReference"))
            .source("Azure docs, virtual-network-manage-subnet, 2026")
            .check((it, findings) -> it.network()
                    .subnets()
                    .forEach(subnet -> subnet.references()
                            .flatMap(id -> it.scope().spec(id).stream())
                            .filter(ArmSpec.class::isInstance)
                            .map(ArmSpec.class::cast)
                            .filter(spec -> spec.region()
                                    .filter(region ->
                                            !region.equals(it.network().region()))
                                    .isPresent())
                            .forEach(spec -> findings.report(
                                    "virtualNetwork " + it.network().name() + ".subnets." + subnet.name(),
                                    spec,
                                    "is in " + spec.region().orElseThrow() + ", the network in "
                                            + it.network().region(),
                                    "Put both into one region."))));

    static final Rule<InPlan> ONE_NETWORK = Rule.<InPlan>error(
                    "AKS-VNET-020", "A NAT gateway serves subnets of one virtual network.")
            .source("Azure docs, nat-gateway-resource, 2026")
            .check((it, findings) -> it.gateways(it.network())
                    .distinct()
                    .forEach(gateway -> it.all(VirtualNetworkSpec.class)
                            // Said once for two networks, at the one that comes later by name.
                            .filter(other -> other.name().compareTo(it.network().name()) < 0)
                            .filter(other -> it.gateways(other).anyMatch(gateway::equals))
                            .forEach(other -> findings.report(
                                    "virtualNetwork " + it.network().name() + ".natGateway",
                                    gateway.name(),
                                    "serves virtual network " + other.name() + " too",
                                    "Make a NAT gateway for each network."))));

    static final List<Rule<InPlan>> ALL = List.of(PEERS, LINK_POLICIES, ROOM, REGION, ONE_NETWORK);

    private VirtualNetworkPlanRules() {}
}
