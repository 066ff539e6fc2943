package dev.aks4j.network;

import dev.aks4j.core.cluster.AddressUse;
import dev.aks4j.core.cluster.ClusterNetwork;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.RequiredRole;
import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.Scope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cluster's network: where nodes, pods and services get their addresses, what carries packets, and how traffic leaves.
 * Immutable and thread-safe.
 */
public abstract sealed class NetworkModel implements ClusterNetwork
        permits CniOverlay, CniNodeSubnet, CniPodSubnet, Kubenet, BringYourOwnCni {

    private static final String PROFILE = Outbound.PROFILE;
    private static final String NETWORK_CONTRIBUTOR = "4d97b98b-1d4f-4787-a291-c67834d212e7";

    private final Optional<SubnetRef> nodeSubnet;
    private final Map<String, SubnetRef> poolSubnets;
    private final Optional<SubnetRef> podSubnet;
    private final Map<String, SubnetRef> poolPodSubnets;
    private final PodAllocation podAllocation;
    private final List<SubnetRef> loadBalancerSubnets;
    private final List<Range> podRanges;
    private final List<Range> serviceRanges;
    private final Optional<String> dnsServiceIp;
    private final List<IpFamily> ipFamilies;
    private final Optional<Dataplane> dataplane;
    private final Optional<NetworkPolicy> networkPolicy;
    private final Optional<AdvancedNetworking> advancedNetworking;
    private final Optional<Outbound> outbound;
    private final List<Range> connectedNetworks;
    private final int reservedAddresses;

    NetworkModel(NetworkBuilder<?> builder) {
        nodeSubnet = builder.nodeSubnet;
        poolSubnets = Map.copyOf(builder.poolSubnets);
        podSubnet = builder.podSubnet;
        poolPodSubnets = Map.copyOf(builder.poolPodSubnets);
        podAllocation = builder.podAllocation;
        loadBalancerSubnets = List.copyOf(builder.loadBalancerSubnets);
        podRanges = List.copyOf(builder.podRanges);
        serviceRanges = List.copyOf(builder.serviceRanges);
        dnsServiceIp = builder.dnsServiceIp;
        ipFamilies = List.copyOf(builder.ipFamilies);
        dataplane = builder.dataplane;
        networkPolicy = builder.networkPolicy;
        advancedNetworking = builder.advancedNetworking;
        outbound = builder.outbound;
        connectedNetworks = List.copyOf(builder.connectedNetworks);
        reservedAddresses = builder.reservedAddresses;
    }

    abstract CniModel model();

    /** Returns the subnet of the nodes; empty if Azure makes the virtual network. */
    public final Optional<SubnetRef> nodeSubnet() {
        return nodeSubnet;
    }

    /** Returns the subnet of a pool's nodes; empty if Azure makes the virtual network. */
    public final Optional<SubnetRef> nodeSubnet(String pool) {
        return Optional.ofNullable(poolSubnets.get(pool)).or(this::nodeSubnet);
    }

    /** Returns the subnet of a pool's pods, if they have one of their own. */
    public final Optional<SubnetRef> podSubnet(String pool) {
        return Optional.ofNullable(poolPodSubnets.get(pool)).or(() -> podSubnet);
    }

    /** Returns how nodes get addresses from a pod subnet. */
    public final PodAllocation podAllocation() {
        return podAllocation;
    }

    /** Returns the ranges of services, one for each family; Azure's defaults where none is set. */
    public final List<Cidr> serviceCidrs() {
        return serviceRanges.isEmpty() ? Defaults.services(families()) : Range.cidrs(serviceRanges);
    }

    /** Returns the ranges of pods, one for each family; Azure's defaults where none is set, empty for other models. */
    public final List<Cidr> podCidrs() {
        if (model() != CniModel.OVERLAY && model() != CniModel.KUBENET) {
            return List.of();
        }
        return podRanges.isEmpty() ? Defaults.pods(families()) : Range.cidrs(podRanges);
    }

    /** Returns the address of the cluster's DNS. */
    public final String dnsServiceIp() {
        return dnsServiceIp.orElseGet(() -> serviceCidrs().stream()
                .filter(range -> !range.isIpv6() && range.prefixLength() <= 28)
                .map(range -> range.address(10))
                .findFirst()
                .orElse(Defaults.DNS));
    }

    /** Returns the families of addresses. */
    public final List<IpFamily> families() {
        return ipFamilies.isEmpty() ? List.of(IpFamily.IPV4) : ipFamilies;
    }

    /** Returns what carries the packets of pods. */
    public final Dataplane dataplane() {
        return dataplane.orElse(Dataplane.AZURE);
    }

    /** {@inheritDoc} Cilium does not run on Windows. */
    @Override
    public boolean supportsWindows() {
        return dataplane() != Dataplane.CILIUM;
    }

    /** Returns what enforces network policies. */
    public final NetworkPolicy networkPolicy() {
        return networkPolicy.orElse(dataplane() == Dataplane.CILIUM ? NetworkPolicy.CILIUM : NetworkPolicy.NONE);
    }

    /** Returns the Advanced Container Networking Services, if they are on. */
    public final Optional<AdvancedNetworking> advancedNetworking() {
        return advancedNetworking;
    }

    /** Returns how traffic leaves for the internet. */
    public final Outbound outbound() {
        return outbound.orElseGet(Outbound::loadBalancer);
    }

    /** Returns the subnets in which internal load balancers get addresses, beside those of the nodes. */
    public final List<SubnetRef> loadBalancerSubnets() {
        return loadBalancerSubnets;
    }

    /** Returns the addresses of the node subnet that are kept free. */
    public final int reservedAddresses() {
        return reservedAddresses;
    }

    List<Range> connectedNetworks() {
        return connectedNetworks;
    }

    List<Range> podRanges() {
        return podRanges;
    }

    List<Range> serviceRanges() {
        return serviceRanges;
    }

    Optional<String> declaredDnsServiceIp() {
        return dnsServiceIp;
    }

    Set<String> poolsWithSubnets() {
        return Stream.concat(poolSubnets.keySet().stream(), poolPodSubnets.keySet().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns the distinct subnets of nodes. */
    final Set<SubnetRef> nodeSubnets() {
        return Stream.concat(nodeSubnet.stream(), poolSubnets.values().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns the distinct subnets of pods. */
    final Set<SubnetRef> podSubnets() {
        return Stream.concat(podSubnet.stream(), poolPodSubnets.values().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Returns every subnet that the control plane has to join. */
    final Set<SubnetRef> subnets() {
        return Stream.of(nodeSubnets(), podSubnets(), loadBalancerSubnets)
                .flatMap(subnets -> subnets.stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @Override
    public final void contribute(ClusterDocument document, Scope scope) {
        document.set(PROFILE + "networkPlugin", model().plugin());
        if (model() == CniModel.OVERLAY) {
            document.set(PROFILE + "networkPluginMode", "overlay");
        } else if (model() == CniModel.NODE_SUBNET || model() == CniModel.POD_SUBNET) {
            document.set(PROFILE + "networkPluginMode", Json.ofNull());
        }
        dataplane.ifPresent(choice -> document.set(PROFILE + "networkDataplane", choice.toString()));
        if (networkPolicy.isPresent() || dataplane() == Dataplane.CILIUM) {
            document.set(PROFILE + "networkPolicy", networkPolicy().toString());
        }
        advancedNetworking.ifPresent(services -> contribute(services, document));
        ranges(document);
        document.setDefault(PROFILE + "loadBalancerSku", "standard");
        outbound.ifPresent(way -> way.contribute(document, scope));
    }

    private static void contribute(AdvancedNetworking services, ClusterDocument document) {
        String path = PROFILE + "advancedNetworking/";
        document.set(path + "enabled", true);
        said(document, path + "observability/enabled", services.observability());
        said(document, path + "security/enabled", services.policies().isPresent() || services.wireGuard());
        if (services.wireGuard()) {
            document.set(path + "security/transitEncryption/type", "WireGuard");
        }
        if (services.hostRouting()) {
            document.set(path + "performance/accelerationMode", "BpfVeth");
        }
        services.policies()
                .ifPresent(policies -> document.set(path + "security/advancedNetworkPolicies", policies.name()));
    }

    /** There is a call that switches it on, and none that switches it off. */
    private static void said(ClusterDocument document, String path, boolean on) {
        if (on) {
            document.set(path, true);
        } else {
            document.setDefault(path, false);
        }
    }

    private void ranges(ClusterDocument document) {
        boolean dual = families().size() > 1;
        if (!ipFamilies.isEmpty()) {
            document.set(
                    PROFILE + "ipFamilies",
                    ipFamilies.stream().map(IpFamily::toString).toList());
        }
        ranges(document, "podCidr", podRanges, dual);
        ranges(document, "serviceCidr", serviceRanges, dual);
        if (dnsServiceIp.isPresent()) {
            document.set(PROFILE + "dnsServiceIP", dnsServiceIp());
        } else if (!serviceRanges.isEmpty()) {
            document.setDefault(PROFILE + "dnsServiceIP", dnsServiceIp());
        }
    }

    /** Writes a range and, with two families, the list of both; Azure reads the first as the one of the first family. */
    private static void ranges(ClusterDocument document, String key, List<Range> ranges, boolean dual) {
        List<Cidr> cidrs = Range.cidrs(ranges);
        if (cidrs.isEmpty()) {
            return;
        }
        document.set(PROFILE + key, cidrs.get(0).toString());
        if (dual) {
            document.set(PROFILE + key + "s", cidrs.stream().map(Cidr::toString).toList());
        }
    }

    @Override
    public final void contribute(NodePoolSpec pool, ClusterDocument document, Scope scope) {
        nodeSubnet(pool.name())
                .ifPresent(subnet -> document.set(
                        "/properties/vnetSubnetID", scope.id(subnet.id()).toString()));
        podSubnet(pool.name()).ifPresent(subnet -> {
            document.set("/properties/podSubnetID", scope.id(subnet.id()).toString());
            String mode = podAllocation.toString();
            if (podAllocation == PodAllocation.STATIC_BLOCK) {
                document.set("/properties/podIPAllocationMode", mode);
            } else {
                document.setDefault("/properties/podIPAllocationMode", mode);
            }
        });
    }

    @Override
    public final Optional<Difference> judge(Difference difference, Json live) {
        return NetworkChanges.judge(this, difference, live);
    }

    @Override
    public final List<Problem> check(ClusterSpec cluster) {
        return Rule.all(NetworkRules.CLUSTER, new NetworkCase(this, cluster));
    }

    @Override
    public final List<Problem> check(ClusterSpec cluster, Scope scope) {
        return Rule.all(NetworkPlanRules.ALL, new NetworkPlanCase(this, cluster, scope));
    }

    @Override
    public final List<Question> questions(ClusterSpec cluster, Json live, Scope scope) {
        return NetworkQuestions.of(new NetworkPlanCase(this, cluster, scope), live);
    }

    @Override
    public final Set<ResourceId> requires() {
        Set<ResourceId> ids = new LinkedHashSet<>();
        subnets().forEach(subnet -> ids.add(subnet.id()));
        outbound.ifPresent(way -> ids.addAll(way.references()));
        return Set.copyOf(ids);
    }

    @Override
    public final List<RequiredRole> requiredRoles() {
        List<RequiredRole> roles = new ArrayList<>();
        subnets()
                .forEach(subnet -> roles.add(contributor(
                        subnet.id(),
                        loadBalancerSubnets.contains(subnet)
                                ? "internal load balancers need an identity that can join the subnet"
                                : "control plane needs an identity that can join the subnet")));
        if (model() == CniModel.KUBENET) {
            nodeSubnets().stream()
                    .flatMap(subnet -> subnet.spec().flatMap(SubnetSpec::routeTable).stream())
                    .distinct()
                    .forEach(table -> roles.add(contributor(table, "kubenet writes the routes of its nodes")));
        }
        if (outbound() instanceof LoadBalancerOutbound way) {
            way.references().forEach(ip -> roles.add(contributor(ip, "the load balancer takes this public address")));
        }
        return List.copyOf(roles);
    }

    private static RequiredRole contributor(ResourceId scope, String reason) {
        return new RequiredRole(scope, "Network Contributor", NETWORK_CONTRIBUTOR, reason);
    }

    @Override
    public final List<AddressUse> addressUse(ClusterSpec cluster) {
        return AddressPlan.of(this, cluster);
    }

    @Override
    public final String summary() {
        return Stream.of(model().toString(), dataplane.map(Dataplane::toString).orElse(""))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + summary() + "]";
    }
}
