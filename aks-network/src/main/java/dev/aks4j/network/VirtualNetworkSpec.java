package dev.aks4j.network;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.group.TagRules;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Says what a virtual network and its subnets should be. Subnets of the live network that the spec does not name are
 * left as they are. Immutable and thread-safe.
 *
 * <pre>{@code
 * VirtualNetworkSpec vnet = VirtualNetworkSpec.builder("vnet-shop", group)
 *     .addressSpace("10.20.0.0/16")
 *     .subnet("nodes", "10.20.0.0/22")
 *     .subnet("egress", "10.20.4.0/24", subnet -> subnet.natGateway(natGatewayId))
 *     .build();
 * SubnetRef nodes = vnet.subnet("nodes");
 * }</pre>
 */
public final class VirtualNetworkSpec implements Spec {

    private final String name;
    private final ResourceId group;
    private final Region region;
    private final List<Range> addressSpace;
    private final List<SubnetSpec> subnets;
    private final Map<String, String> tags;

    private VirtualNetworkSpec(Builder builder) {
        name = builder.name;
        group = builder.group;
        region = builder.region;
        addressSpace = List.copyOf(builder.addressSpace);
        subnets = List.copyOf(builder.subnets);
        tags = Map.copyOf(builder.tags);
    }

    /** Starts a virtual network in a resource group, and in its region. */
    public static Builder builder(String name, ResourceGroupSpec group) {
        return new Builder(name, group.id(), group.region());
    }

    /**
     * Starts a virtual network in a resource group that exists.
     *
     * @param name the network's name
     * @param group the id of the resource group
     * @param region the network's region, which must be the one of its clusters
     */
    public static Builder builder(String name, ResourceId group, Region region) {
        return new Builder(name, group, region);
    }

    /** Returns the network's name. */
    public String name() {
        return name;
    }

    /** Returns the network's id, without a subscription. */
    public ResourceId id() {
        return group.child("Microsoft.Network/virtualNetworks", name);
    }

    /** Returns the region. */
    public Region region() {
        return region;
    }

    /** Returns the ranges that the subnets lie in. */
    public List<Cidr> addressSpace() {
        return Range.cidrs(addressSpace);
    }

    /** Returns the subnets, in the order of their definition. */
    public List<SubnetSpec> subnets() {
        return subnets;
    }

    /** Returns the Azure tags. */
    public Map<String, String> tags() {
        return tags;
    }

    /**
     * Returns a reference to one of the subnets.
     *
     * @throws AksException if there is no subnet of this name
     */
    public SubnetRef subnet(String subnet) {
        return subnets.stream()
                .filter(candidate -> candidate.name().equalsIgnoreCase(subnet))
                .findFirst()
                .map(found -> SubnetRef.of(this, found))
                .orElseThrow(() -> new AksException("virtual network " + name + " has no subnet \"" + subnet
                        + "\". It has: "
                        + subnets.stream().map(SubnetSpec::name).collect(Collectors.joining(", ")) + "."));
    }

    @Override
    public Address address() {
        return Address.azure(id());
    }

    @Override
    public ResourceKind<?> kind() {
        return VirtualNetworkKind.INSTANCE;
    }

    List<Range> ranges() {
        return addressSpace;
    }

    @Override
    public String toString() {
        return "virtualNetwork " + name;
    }

    /** Builds a {@link VirtualNetworkSpec}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final ResourceId group;
        private final Region region;
        private final List<Range> addressSpace = new ArrayList<>();
        private final List<SubnetSpec> subnets = new ArrayList<>();
        private final Map<String, String> tags = new LinkedHashMap<>();

        private Builder(String name, ResourceId group, Region region) {
            this.name = Objects.requireNonNull(name);
            this.group = Objects.requireNonNull(group);
            this.region = Objects.requireNonNull(region);
        }

        /** Adds ranges, in CIDR notation, that subnets may lie in. */
        public Builder addressSpace(String... cidrs) {
            List.of(cidrs).forEach(cidr -> addressSpace.add(Range.of(cidr)));
            return this;
        }

        /** Adds a subnet with a range of IPv4 addresses. */
        public Builder subnet(String subnet, String cidr) {
            return subnet(subnet, cidr, more -> {});
        }

        /** Adds a subnet with a range of IPv4 addresses and further settings. */
        public Builder subnet(String subnet, String cidr, Consumer<SubnetSpec.Builder> more) {
            SubnetSpec.Builder builder = new SubnetSpec.Builder(subnet, cidr);
            more.accept(builder);
            subnets.add(builder.build());
            return this;
        }

        /** Adds Azure tags. */
        public Builder tags(Map<String, String> more) {
            tags.putAll(more);
            return this;
        }

        /** Adds an Azure tag. */
        public Builder tag(String key, String value) {
            return tags(Map.of(key, value));
        }

        /**
         * Builds the spec.
         *
         * @throws InvalidSpecException if it breaks a rule; carries every problem
         */
        public VirtualNetworkSpec build() {
            VirtualNetworkSpec spec = new VirtualNetworkSpec(this);
            List<Problem> problems = new ArrayList<>(Rule.all(VirtualNetworkRules.ALL, spec));
            problems.addAll(Rule.all(TagRules.ALL, spec.tags));
            InvalidSpecException.throwIfAny("virtual network " + name, problems);
            return spec;
        }
    }
}
