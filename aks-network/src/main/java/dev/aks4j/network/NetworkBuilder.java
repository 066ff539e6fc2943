package dev.aks4j.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the builders of all network models have in common. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class NetworkBuilder<B extends NetworkBuilder<B>>
        permits PolicyNetworkBuilder, Kubenet.Builder, BringYourOwnCni.Builder {

    Optional<SubnetRef> nodeSubnet = Optional.empty();
    final Map<String, SubnetRef> poolSubnets = new LinkedHashMap<>();
    Optional<SubnetRef> podSubnet = Optional.empty();
    final Map<String, SubnetRef> poolPodSubnets = new LinkedHashMap<>();
    PodAllocation podAllocation = PodAllocation.DYNAMIC;
    final List<SubnetRef> loadBalancerSubnets = new ArrayList<>();
    final List<Range> podRanges = new ArrayList<>();
    final List<Range> serviceRanges = new ArrayList<>();
    Optional<String> dnsServiceIp = Optional.empty();
    final List<IpFamily> ipFamilies = new ArrayList<>();
    Optional<Dataplane> dataplane = Optional.empty();
    Optional<NetworkPolicy> networkPolicy = Optional.empty();
    Optional<AdvancedNetworking> advancedNetworking = Optional.empty();
    Optional<Outbound> outbound = Optional.empty();
    final List<Range> connectedNetworks = new ArrayList<>();
    int reservedAddresses;

    NetworkBuilder() {}

    abstract B self();

    /**
     * Puts the nodes of every pool into a subnet. Without one, Azure makes a virtual network for the cluster.
     *
     * @param subnet one of a {@link VirtualNetworkSpec}, or one that exists
     */
    public B nodeSubnet(SubnetRef subnet) {
        nodeSubnet = Optional.of(subnet);
        return self();
    }

    /** Puts the nodes of one pool into a subnet of its own, in the virtual network of the others. */
    public B nodeSubnet(String pool, SubnetRef subnet) {
        poolSubnets.put(Objects.requireNonNull(pool), Objects.requireNonNull(subnet));
        return self();
    }

    /**
     * Names a subnet, beside those of the nodes, in which internal load balancers get their addresses, so that the
     * control plane gets the right to join it.
     */
    public B loadBalancerSubnet(SubnetRef subnet) {
        loadBalancerSubnets.add(Objects.requireNonNull(subnet));
        return self();
    }

    /** Keeps addresses of the node subnet free for internal load balancers and private endpoints. Default: 0. */
    public B reservedAddresses(int count) {
        reservedAddresses = count;
        return self();
    }

    /**
     * Names ranges of other networks that the cluster talks to, peered or on premises, so that the ranges of services
     * and pods are held against them, too.
     */
    public B connectedNetworks(String... cidrs) {
        List.of(cidrs).forEach(cidr -> connectedNetworks.add(Range.of(cidr)));
        return self();
    }

    /**
     * Sets the range of the addresses of Kubernetes services. It is virtual, must touch no network that the cluster
     * talks to, and cannot change. Default: {@code 10.0.0.0/16}.
     *
     * @param cidrs one range; with dual stack one of each family, in the order of the families
     */
    public B serviceCidr(String... cidrs) {
        serviceRanges.clear();
        List.of(cidrs).forEach(cidr -> serviceRanges.add(Range.of(cidr)));
        return self();
    }

    /** Sets the address of the cluster's DNS, in the range of services. Default: that range's tenth address. */
    public B dnsServiceIp(String address) {
        dnsServiceIp = Optional.of(address);
        return self();
    }

    /** Sets how traffic leaves for the internet. Default: {@link Outbound#loadBalancer()}. */
    public B outbound(Outbound way) {
        outbound = Optional.of(way);
        return self();
    }
}
