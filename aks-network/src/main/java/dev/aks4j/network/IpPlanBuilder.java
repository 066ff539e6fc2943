package dev.aks4j.network;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.network.resource.PrivateEndpointSpec;
import dev.aks4j.network.resource.PrivateLinkServiceSpec;
import dev.aks4j.network.resource.TrafficControllerAssociationSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Builds an {@link IpPlan}. Not thread-safe. */
public final class IpPlanBuilder {

    private final Map<ResourceId, VirtualNetworkSpec> networks = new LinkedHashMap<>();
    private final Map<ResourceId, ClusterSpec> clusters = new LinkedHashMap<>();
    private final Map<ResourceId, NetworkModel> models = new HashMap<>();
    private final List<LoadBalancerServiceSpec> services = new ArrayList<>();
    private final List<Map.Entry<SubnetRef, RangeUser>> extras = new ArrayList<>();
    private final List<RangeOverlaps.Entry> outside = new ArrayList<>();

    IpPlanBuilder() {}

    /** Adds a virtual network with all its subnets. */
    public IpPlanBuilder network(VirtualNetworkSpec network) {
        networks.put(network.id(), network);
        return this;
    }

    /** Adds a cluster. One without a network of this module takes no part. */
    public IpPlanBuilder cluster(ClusterSpec cluster) {
        cluster.network().ifPresent(network -> {
            if (network instanceof NetworkModel model) {
                cluster(cluster, model);
            }
        });
        return this;
    }

    IpPlanBuilder cluster(ClusterSpec cluster, NetworkModel network) {
        clusters.put(cluster.id(), cluster);
        models.put(cluster.id(), network);
        return this;
    }

    /** Adds a service. An internal one takes an address, and as many as its private link service has. */
    public IpPlanBuilder service(LoadBalancerServiceSpec service) {
        services.add(Objects.requireNonNull(service));
        return this;
    }

    /** Adds internal load balancers that no spec names, each with one address of a subnet. */
    public IpPlanBuilder internalLoadBalancers(SubnetRef subnet, int count) {
        return extra(subnet, "internal load balancers", count);
    }

    /** Adds private endpoints, each with one address of a subnet. */
    public IpPlanBuilder privateEndpoints(SubnetRef subnet, int count) {
        return extra(subnet, "private endpoints", count);
    }

    /** Adds other things that take addresses of a subnet, for example machines. */
    public IpPlanBuilder others(SubnetRef subnet, String what, int count) {
        return extra(subnet, what, count);
    }

    private IpPlanBuilder extra(SubnetRef subnet, String what, int count) {
        if (count < 0) {
            throw new AksException(count + " " + what + " of " + subnet + " cannot be. Use 0 or more.");
        }
        extras.add(Map.entry(subnet, RangeUser.fixed(subnet.name(), what, count)));
        return this;
    }

    /**
     * Adds the ranges of a network that is peered and is not among those of the plan.
     *
     * @param name what to call it
     * @param cidrs its ranges
     * @throws AksException if one is no range
     */
    public IpPlanBuilder peered(String name, String... cidrs) {
        return outside(RangeKind.PEERED, name, cidrs);
    }

    /**
     * Adds ranges that are reached over a gateway, on premises.
     *
     * @param name what to call them
     * @param cidrs the ranges
     * @throws AksException if one is no range
     */
    public IpPlanBuilder onPremises(String name, String... cidrs) {
        return outside(RangeKind.ON_PREMISES, name, cidrs);
    }

    private IpPlanBuilder outside(RangeKind kind, String name, String... cidrs) {
        for (String cidr : cidrs) {
            outside.add(new RangeOverlaps.Entry(kind, name, name, Cidr.parse(cidr)));
        }
        return this;
    }

    /** Such a gateway takes a /24, and nothing else may live beside it. */
    private IpPlanBuilder applicationGateway(SubnetRef subnet, String name) {
        return extra(subnet, "Application Gateway for Containers " + name, IpArithmetic.APPLICATION_GATEWAY);
    }

    /**
     * Adds what is among the specs: networks, clusters, services, gateways and NGINX controllers with their load balancers,
     * Application Gateways for Containers, private endpoints and private link services. Others take no part.
     */
    public IpPlanBuilder specs(Collection<? extends Spec> specs) {
        for (Spec spec : specs) {
            if (spec instanceof VirtualNetworkSpec network) {
                network(network);
            } else if (spec instanceof ClusterSpec cluster) {
                cluster(cluster);
            } else if (spec instanceof LoadBalancerServiceSpec service) {
                service(service);
            } else if (spec instanceof NetworkEntrance entrance) {
                entrance.service().ifPresent(this::service);
                entrance.ownSubnet().ifPresent(subnet -> applicationGateway(subnet, entrance.toString()));
            } else if (spec instanceof TrafficControllerAssociationSpec association) {
                applicationGateway(SubnetRef.existing(association.subnet()), association.name());
            } else if (spec instanceof PrivateEndpointSpec endpoint) {
                extra(SubnetRef.existing(endpoint.subnet()), "private endpoint " + endpoint.name(), 1);
            } else if (spec instanceof PrivateLinkServiceSpec link) {
                extra(SubnetRef.existing(link.subnet()), "private link service " + link.name(), link.addresses());
            }
        }
        return this;
    }

    /** Builds the plan. */
    public IpPlan build() {
        return new Making().plan();
    }

    /** One range while its users are gathered. */
    private record Open(RangeKind kind, String name, Optional<ResourceId> id, Cidr range, List<RangeUser> users) {
        RangeUse close() {
            return new RangeUse(kind, name, id, range, users);
        }
    }

    private record Virtual(RangeKind kind, ResourceId cluster, Cidr range) {}

    private final class Making implements AddressDemand.Ranges {
        private final Map<ResourceId, List<Open>> subnets = new LinkedHashMap<>();
        private final Map<Virtual, Open> virtual = new LinkedHashMap<>();
        private final Map<ResourceId, List<RangeUser>> unknown = new HashMap<>();
        private final RangeOverlaps overlaps = new RangeOverlaps();

        IpPlan plan() {
            networks.values().forEach(this::network);
            clusters.values().forEach(cluster -> cluster(cluster, Objects.requireNonNull(models.get(cluster.id()))));
            services.forEach(this::service);
            extras.forEach(extra -> subnet(extra.getKey(), extra.getValue()));
            outside.forEach(overlaps::add);
            Range.RESERVED_BY_AKS.forEach(
                    range -> overlaps.add(new RangeOverlaps.Entry(RangeKind.RESERVED, "AKS", "AKS", range)));
            List<RangeUse> uses = new ArrayList<>();
            subnets.values().forEach(ranges -> ranges.forEach(open -> uses.add(open.close())));
            virtual.values().forEach(open -> uses.add(open.close()));
            return new IpPlan(uses, overlaps.find());
        }

        private void network(VirtualNetworkSpec network) {
            String owner = network.id().toString().toLowerCase(java.util.Locale.ROOT);
            network.addressSpace()
                    .forEach(range ->
                            overlaps.add(new RangeOverlaps.Entry(RangeKind.NETWORK, owner, network.name(), range)));
            network.subnets().forEach(subnet -> open(SubnetRef.of(network, subnet)));
        }

        private void cluster(ClusterSpec cluster, NetworkModel model) {
            AddressDemand.of(cluster, model, this);
            model.subnets().forEach(this::open);
            String owner = cluster.id().toString().toLowerCase(java.util.Locale.ROOT);
            model.podCidrs()
                    .forEach(range ->
                            overlaps.add(new RangeOverlaps.Entry(RangeKind.POD_RANGE, owner, cluster.name(), range)));
            model.serviceCidrs()
                    .forEach(range -> overlaps.add(
                            new RangeOverlaps.Entry(RangeKind.SERVICE_RANGE, owner, cluster.name(), range)));
            Range.cidrs(model.connectedNetworks())
                    .forEach(range -> overlaps.add(new RangeOverlaps.Entry(
                            RangeKind.PEERED, RangeOverlaps.UNKNOWN, "connected network", range)));
        }

        private void service(LoadBalancerServiceSpec spec) {
            LoadBalancerService service = spec.service();
            if (!service.isInternal()) {
                return;
            }
            Optional<SubnetRef> home = service.subnet()
                    .or(() -> Optional.ofNullable(models.get(spec.cluster()))
                            .flatMap(model -> model.nodeSubnet()
                                    .or(() -> model.nodeSubnets().stream().findFirst())));
            home.ifPresent(
                    subnet -> subnet(subnet, RangeUser.fixed(spec.cluster().name(), "service " + service.name(), 1)));
            service.privateLink()
                    .ifPresent(link -> link.subnet()
                            .or(() -> home)
                            .ifPresent(subnet -> subnet(
                                    subnet,
                                    RangeUser.fixed(
                                            spec.cluster().name(),
                                            "private link of service " + service.name(),
                                            link.addressCount().orElse(1)))));
        }

        private List<Open> open(SubnetRef subnet) {
            if (subnets.containsKey(subnet.id()) || subnet.cidrs().isEmpty()) {
                return subnets.getOrDefault(subnet.id(), List.of());
            }
            String network = subnet.network().name();
            String owner = subnet.network().toString().toLowerCase(java.util.Locale.ROOT);
            List<Open> ranges = subnet.cidrs().stream()
                    .map(range -> new Open(
                            RangeKind.SUBNET,
                            network + "/" + subnet.name(),
                            Optional.of(subnet.id()),
                            range,
                            new ArrayList<>()))
                    .toList();
            subnets.put(subnet.id(), ranges);
            ranges.forEach(range -> range.users.addAll(unknown.getOrDefault(subnet.id(), List.of())));
            List<Cidr> around = subnet.networkRanges();
            for (Open range : ranges) {
                overlaps.add(new RangeOverlaps.Entry(RangeKind.SUBNET, owner, range.name, range.range));
                if (around.isEmpty() && !networks.containsKey(subnet.network())) {
                    overlaps.add(new RangeOverlaps.Entry(RangeKind.NETWORK, owner, range.name, range.range));
                }
            }
            around.forEach(range -> overlaps.add(new RangeOverlaps.Entry(RangeKind.NETWORK, owner, network, range)));
            return ranges;
        }

        @Override
        public void subnet(SubnetRef subnet, RangeUser user) {
            List<Open> ranges = open(subnet);
            ranges.forEach(range -> range.users.add(user));
            if (ranges.isEmpty()) {
                // Its range may become known by another cluster; if it does not, nothing can be held against it.
                unknown.computeIfAbsent(subnet.id(), id -> new ArrayList<>()).add(user);
            }
        }

        @Override
        public void virtual(RangeKind kind, ClusterSpec cluster, Cidr range, RangeUser user) {
            virtual.computeIfAbsent(
                            new Virtual(kind, cluster.id(), range),
                            key -> new Open(kind, cluster.name(), Optional.of(cluster.id()), range, new ArrayList<>()))
                    .users
                    .add(user);
        }
    }
}
