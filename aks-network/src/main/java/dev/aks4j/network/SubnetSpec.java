package dev.aks4j.network;

import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.network.resource.NatGatewaySpec;
import dev.aks4j.network.resource.NetworkSecurityGroupSpec;
import dev.aks4j.network.resource.RouteTableSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Says what one subnet of a {@link VirtualNetworkSpec} should be. Immutable and thread-safe. */
public final class SubnetSpec {

    private final String name;
    private final List<Range> ranges;
    private final Optional<ResourceId> natGateway;
    private final Optional<ResourceId> routeTable;
    private final Optional<ResourceId> networkSecurityGroup;
    private final Optional<String> delegation;
    private final List<String> serviceEndpoints;
    private final Optional<Boolean> privateLinkServicePolicies;
    private final Optional<Boolean> defaultOutboundAccess;

    private SubnetSpec(Builder builder) {
        name = builder.name;
        ranges = List.copyOf(builder.ranges);
        natGateway = builder.natGateway;
        routeTable = builder.routeTable;
        networkSecurityGroup = builder.networkSecurityGroup;
        delegation = builder.delegation;
        serviceEndpoints = List.copyOf(builder.serviceEndpoints);
        privateLinkServicePolicies = builder.privateLinkServicePolicies;
        defaultOutboundAccess = builder.defaultOutboundAccess;
    }

    /** Returns the subnet's name. */
    public String name() {
        return name;
    }

    /** Returns the subnet's ranges: one of IPv4, and with dual stack one of IPv6. */
    public List<Cidr> cidrs() {
        return Range.cidrs(ranges);
    }

    /** Returns the NAT gateway, if there is one. */
    public Optional<ResourceId> natGateway() {
        return natGateway;
    }

    /** Returns the route table, if there is one. */
    public Optional<ResourceId> routeTable() {
        return routeTable;
    }

    /** Returns the network security group, if there is one. */
    public Optional<ResourceId> networkSecurityGroup() {
        return networkSecurityGroup;
    }

    /** Returns the service that the subnet is delegated to, if there is one. */
    public Optional<String> delegation() {
        return delegation;
    }

    /** Returns the services that the subnet reaches over service endpoints. */
    public List<String> serviceEndpoints() {
        return serviceEndpoints;
    }

    /** Returns whether network policies apply to private link services in the subnet, if the spec says it. */
    public Optional<Boolean> privateLinkServicePolicies() {
        return privateLinkServicePolicies;
    }

    /** Returns whether machines without another way out reach the internet, if the spec says it. */
    public Optional<Boolean> defaultOutboundAccess() {
        return defaultOutboundAccess;
    }

    List<Range> ranges() {
        return ranges;
    }

    /** Returns the resources that the subnet refers to. */
    Stream<ResourceId> references() {
        return Stream.of(natGateway, routeTable, networkSecurityGroup).flatMap(Optional::stream);
    }

    /** Builds a {@link SubnetSpec}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final List<Range> ranges = new ArrayList<>();
        private Optional<ResourceId> natGateway = Optional.empty();
        private Optional<ResourceId> routeTable = Optional.empty();
        private Optional<ResourceId> networkSecurityGroup = Optional.empty();
        private Optional<String> delegation = Optional.empty();
        private final List<String> serviceEndpoints = new ArrayList<>();
        private Optional<Boolean> privateLinkServicePolicies = Optional.empty();
        private Optional<Boolean> defaultOutboundAccess = Optional.empty();

        Builder(String name, String cidr) {
            this.name = Objects.requireNonNull(name);
            ranges.add(Range.of(cidr));
        }

        /** Adds a range of IPv6 addresses; Azure takes a /64 only. */
        public Builder ipv6(String cidr) {
            ranges.add(Range.of(cidr));
            return this;
        }

        /** Sends outbound traffic through a NAT gateway, as {@link Outbound#userAssignedNatGateway()} needs it. */
        public Builder natGateway(ResourceId id) {
            natGateway = Optional.of(id);
            return this;
        }

        /** Sends outbound traffic through a NAT gateway, as {@link Outbound#userAssignedNatGateway()} needs it. */
        public Builder natGateway(NatGatewaySpec gateway) {
            return natGateway(gateway.id());
        }

        /** Attaches a route table, as {@link Outbound#userDefinedRouting()} needs it. */
        public Builder routeTable(ResourceId id) {
            routeTable = Optional.of(id);
            return this;
        }

        /** Attaches a route table, as {@link Outbound#userDefinedRouting()} needs it. */
        public Builder routeTable(RouteTableSpec table) {
            return routeTable(table.id());
        }

        /** Attaches a network security group. */
        public Builder networkSecurityGroup(NetworkSecurityGroupSpec group) {
            return networkSecurityGroup(group.id());
        }

        /** Attaches a network security group. */
        public Builder networkSecurityGroup(ResourceId id) {
            networkSecurityGroup = Optional.of(id);
            return this;
        }

        /**
         * Delegates the subnet to a service. A cluster's nodes cannot live in a delegated subnet.
         *
         * @param service for example {@code Microsoft.ContainerService/managedClusters}
         */
        public Builder delegation(String service) {
            delegation = Optional.of(service);
            return this;
        }

        /** Lets the subnet reach services directly, for example {@code Microsoft.Storage}. */
        public Builder serviceEndpoints(String... services) {
            serviceEndpoints.addAll(List.of(services));
            return this;
        }

        /**
         * Exempts private link services in this subnet from network policies, without which Azure puts none into it.
         */
        public Builder allowPrivateLinkServices() {
            privateLinkServicePolicies = Optional.of(false);
            return this;
        }

        /** Makes the subnet private: machines without another way out do not reach the internet. Fixed at creation. */
        public Builder withoutDefaultOutboundAccess() {
            defaultOutboundAccess = Optional.of(false);
            return this;
        }

        SubnetSpec build() {
            return new SubnetSpec(this);
        }
    }
}
