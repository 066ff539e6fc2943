package dev.aks4j.network;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import java.util.List;
import java.util.Optional;

/**
 * A reference to a subnet: one of a {@link VirtualNetworkSpec}, or one that exists. What is known of it beside its id is
 * what rules can be checked against. Immutable and thread-safe.
 */
public final class SubnetRef {

    private final ResourceId id;
    private final List<Cidr> cidrs;
    private final List<Cidr> networkRanges;
    private final Optional<Region> region;
    private final Optional<SubnetSpec> spec;

    private SubnetRef(
            ResourceId id,
            List<Cidr> cidrs,
            List<Cidr> networkRanges,
            Optional<Region> region,
            Optional<SubnetSpec> spec) {
        if (!id.type().equalsIgnoreCase("Microsoft.Network/virtualNetworks/subnets")) {
            throw new AksException(id + " is not the id of a subnet. Write it as .../providers/Microsoft.Network/"
                    + "virtualNetworks/<network>/subnets/<subnet>.");
        }
        this.id = id;
        this.cidrs = List.copyOf(cidrs);
        this.networkRanges = List.copyOf(networkRanges);
        this.region = region;
        this.spec = spec;
    }

    static SubnetRef of(VirtualNetworkSpec network, SubnetSpec subnet) {
        return new SubnetRef(
                network.id().child("subnets", subnet.name()),
                subnet.cidrs(),
                network.addressSpace(),
                Optional.of(network.region()),
                Optional.of(subnet));
    }

    /**
     * Returns a reference to a subnet that exists.
     *
     * @param id the subnet's id, relative or absolute
     * @param cidr its range of IPv4 addresses, so that rules can be checked against it
     * @throws AksException if the id is not one of a subnet
     */
    public static SubnetRef existing(ResourceId id, Cidr cidr) {
        return new SubnetRef(id, List.of(cidr), List.of(), Optional.empty(), Optional.empty());
    }

    static SubnetRef existing(ResourceId id, List<Cidr> cidrs) {
        return new SubnetRef(id, cidrs, List.of(), Optional.empty(), Optional.empty());
    }

    /**
     * Returns a reference to a subnet that exists and of which only the id is known. Rules about its range are not
     * checked.
     *
     * @throws AksException if the id is not one of a subnet
     */
    public static SubnetRef existing(ResourceId id) {
        return new SubnetRef(id, List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    /** Returns a copy that also knows the ranges of the virtual network that the subnet is in. */
    public SubnetRef withinNetwork(Cidr... ranges) {
        return new SubnetRef(id, cidrs, List.of(ranges), region, spec);
    }

    /** Returns the subnet's id. */
    public ResourceId id() {
        return id;
    }

    /** Returns the subnet's name. */
    public String name() {
        return id.name();
    }

    /** Returns the id of the virtual network. */
    public ResourceId network() {
        return id.parent().orElseThrow();
    }

    /** Returns the subnet's range of IPv4 addresses, if it is known. */
    public Optional<Cidr> cidr() {
        return cidrs.stream().filter(cidr -> !cidr.isIpv6()).findFirst();
    }

    /** Returns every known range of the subnet. */
    public List<Cidr> cidrs() {
        return cidrs;
    }

    /** Returns the ranges of the virtual network, as far as they are known. */
    public List<Cidr> networkRanges() {
        return networkRanges;
    }

    /** Returns the region, if it is known. */
    public Optional<Region> region() {
        return region;
    }

    /** Returns what the subnet should be, if it is one of a {@link VirtualNetworkSpec}. */
    public Optional<SubnetSpec> spec() {
        return spec;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubnetRef ref && id.equals(ref.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Returns the name and, if it is known, the range: {@code nodes (10.20.0.0/22)}. */
    @Override
    public String toString() {
        return name() + cidr().map(range -> " (" + range + ")").orElse("");
    }
}
