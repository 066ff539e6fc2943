package dev.aks4j.network;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.resource.NetworkSecurityGroupSpec;
import dev.aks4j.network.resource.PrivateDnsZoneSpec;
import dev.aks4j.network.resource.SecurityProtocol;
import dev.aks4j.network.resource.Traffic;
import dev.aks4j.network.resource.VirtualNetworkPeeringSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A network model in its cluster, among the specs of a plan.
 *
 * @param network the model
 * @param cluster the cluster
 * @param scope the plan
 */
record NetworkPlanCase(NetworkModel network, ClusterSpec cluster, Scope scope) {

    /** Returns the spec of a subnet: the one of its network in the plan, or the one that the reference knows. */
    Optional<SubnetSpec> subnet(SubnetRef reference) {
        return scope.spec(reference.network())
                .filter(VirtualNetworkSpec.class::isInstance)
                .map(VirtualNetworkSpec.class::cast)
                .flatMap(spec -> spec.subnets().stream()
                        .filter(subnet -> subnet.name().equalsIgnoreCase(reference.name()))
                        .findFirst())
                .or(reference::spec);
    }

    /** Returns what a subnet is associated with, if the plan has it. */
    <S extends Spec> Optional<S> planned(
            SubnetRef reference, Function<SubnetSpec, Optional<ResourceId>> association, Class<S> type) {
        return subnet(reference)
                .flatMap(association)
                .flatMap(scope::spec)
                .filter(type::isInstance)
                .map(type::cast);
    }

    /** Returns the peerings of the plan from a network. */
    List<VirtualNetworkPeeringSpec> peerings(ResourceId from) {
        return scope.specs().stream()
                .filter(VirtualNetworkPeeringSpec.class::isInstance)
                .map(VirtualNetworkPeeringSpec.class::cast)
                .filter(peering -> scope.id(peering.network()).equals(scope.id(from)))
                .toList();
    }

    /** Returns a network, if the plan has it. */
    Optional<VirtualNetworkSpec> network(ResourceId id) {
        return scope.spec(id).filter(VirtualNetworkSpec.class::isInstance).map(VirtualNetworkSpec.class::cast);
    }

    /** Returns the private DNS zone of the cluster's API server, if the plan has it. */
    Optional<PrivateDnsZoneSpec> zone() {
        String id = cluster.text("/properties/apiServerAccessProfile/privateDNSZone");
        return id.startsWith("/")
                ? scope.spec(AddressDemand.relative(id))
                        .filter(PrivateDnsZoneSpec.class::isInstance)
                        .map(PrivateDnsZoneSpec.class::cast)
                : Optional.empty();
    }

    String path() {
        return "network";
    }

    /** Returns the security groups of the subnets of nodes and pods that the plan has, each with its subnet. */
    Stream<Guarded> guarded() {
        return Stream.concat(network.nodeSubnets().stream(), network.podSubnets().stream())
                .distinct()
                .flatMap(subnet -> planned(subnet, SubnetSpec::networkSecurityGroup, NetworkSecurityGroupSpec.class)
                        .map(group -> new Guarded(subnet, group))
                        .stream());
    }

    /** A subnet and the security group before it. */
    record Guarded(SubnetRef subnet, NetworkSecurityGroupSpec group) {}

    /**
     * Returns the traffic that the cluster cannot do without. Sources: AKS docs, azure-cni-overlay (network security
     * groups), outbound-rules-control-egress and load-balancer-standard, 2026-08.
     */
    List<Traffic> required() {
        List<String> nodes = ipv4(network.nodeSubnets());
        List<String> pods = new ArrayList<>(ipv4(network.podSubnets()));
        network.podCidrs().stream()
                .filter(range -> !range.isIpv6())
                .map(Cidr::toString)
                .forEach(pods::add);
        List<Traffic> all = new ArrayList<>();
        for (String node : nodes) {
            nodes.forEach(other -> both(node, other, all));
            pods.forEach(pod -> both(node, pod, all));
            all.add(Traffic.inbound("AzureLoadBalancer", node));
            outside(node).forEach(all::add);
        }
        pods.forEach(pod -> pods.forEach(other -> both(pod, other, all)));
        for (String gateway : ipv4(applicationGateways())) {
            Stream.concat(nodes.stream(), pods.stream())
                    .forEach(place -> all.add(Traffic.inbound(gateway, place).of(SecurityProtocol.TCP, "*")));
        }
        return all;
    }

    /** Returns the subnets from where Application Gateways for Containers of the plan reach the pods of the cluster. */
    private List<SubnetRef> applicationGateways() {
        return scope.specs().stream()
                .filter(NetworkEntrance.class::isInstance)
                .map(NetworkEntrance.class::cast)
                .filter(entrance -> scope.id(entrance.cluster()).equals(scope.id(cluster.id())))
                .flatMap(entrance -> entrance.ownSubnet().stream())
                .toList();
    }

    private static void both(String one, String other, List<Traffic> all) {
        all.add(Traffic.inbound(one, other));
        all.add(Traffic.outbound(one, other));
    }

    private Stream<Traffic> outside(String node) {
        if (network.outbound() instanceof IsolatedOutbound) {
            return Stream.empty();
        }
        Stream<String> api = cluster.isTrue("/properties/apiServerAccessProfile/enablePrivateCluster")
                ? Stream.empty()
                : Stream.of("AzureCloud." + cluster.region().name());
        return Stream.concat(api, Stream.of("MicrosoftContainerRegistry"))
                .map(place -> Traffic.outbound(node, place).of(SecurityProtocol.TCP, "443"));
    }

    private static List<String> ipv4(java.util.Collection<SubnetRef> subnets) {
        return subnets.stream()
                .flatMap(subnet -> subnet.cidr().stream())
                .map(Cidr::toString)
                .toList();
    }
}
