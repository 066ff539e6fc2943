package dev.aks4j.network;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.ResourceId;
import java.util.Optional;

/**
 * What a cluster takes of which range: the one place where nodes become addresses. Used by {@link IpPlan}, and through it
 * by rules and plans.
 */
final class AddressDemand {

    /** Takes what is demanded. */
    interface Ranges {
        /** A user of a subnet. */
        void subnet(SubnetRef subnet, RangeUser user);

        /** A user of the range of a cluster's pods or services. */
        void virtual(RangeKind kind, ClusterSpec cluster, Cidr range, RangeUser user);
    }

    private static final String API_SERVER = "/properties/apiServerAccessProfile/";

    private final ClusterSpec cluster;
    private final NetworkModel network;
    private final Ranges into;

    private AddressDemand(ClusterSpec cluster, NetworkModel network, Ranges into) {
        this.cluster = cluster;
        this.network = network;
        this.into = into;
    }

    static void of(ClusterSpec cluster, NetworkModel network, Ranges into) {
        AddressDemand demand = new AddressDemand(cluster, network, into);
        network.nodeSubnets().forEach(demand::keptFree);
        cluster.pools().forEach(demand::pool);
        demand.apiServer();
        network.serviceCidrs()
                .forEach(range -> into.virtual(
                        RangeKind.SERVICE_RANGE,
                        cluster,
                        range,
                        RangeUser.fixed(cluster.name(), "the API server's service and DNS", 2)));
    }

    private void keptFree(SubnetRef subnet) {
        if (network.reservedAddresses() > 0) {
            into.subnet(subnet, RangeUser.fixed(cluster.name(), "kept free", network.reservedAddresses()));
        }
    }

    private void pool(NodePoolSpec pool) {
        String name = cluster.name() + "/" + pool.name();
        long[] nodes = {pool.minNodes(), pool.maxNodes(), NetworkCase.nodes(pool)};
        int maxPods = pool.maxPods().orElse(network.defaultMaxPods());
        boolean flat = network.model() == CniModel.NODE_SUBNET;
        long each = flat ? IpArithmetic.flatNode(maxPods) : 1;
        network.nodeSubnet(pool.name())
                .ifPresent(subnet -> into.subnet(
                        subnet, RangeUser.perNode(name, flat ? "nodes and pods" : "nodes", nodes, each, each, 0)));
        network.podSubnet(pool.name()).ifPresent(subnet -> into.subnet(subnet, pods(name, nodes, maxPods)));
        // A block of IPv6 is never short of addresses.
        network.podCidrs()
                .forEach(range -> into.virtual(
                        RangeKind.POD_RANGE,
                        cluster,
                        range,
                        RangeUser.perNode(name, "nodes", nodes, 1, 1, range.isIpv6() ? 0 : 256 - maxPods)));
    }

    private RangeUser pods(String name, long[] nodes, int maxPods) {
        boolean blocks = network.podAllocation() == PodAllocation.STATIC_BLOCK;
        long each = blocks ? IpArithmetic.staticNode(maxPods) : IpArithmetic.dynamicNode(maxPods);
        long atMost = blocks ? each : IpArithmetic.dynamicNodeWithFurtherBatch(maxPods);
        long used = blocks ? maxPods + 1L : maxPods;
        return RangeUser.perNode(
                name, blocks ? "pods in blocks of 16" : "pods in batches of 16", nodes, each, atMost, each - used);
    }

    private void apiServer() {
        String subnet = cluster.text(API_SERVER + "subnetId");
        if (!subnet.isEmpty()) {
            into.subnet(
                    SubnetRef.existing(relative(subnet)),
                    RangeUser.fixed(cluster.name(), "API server", IpArithmetic.API_SERVER));
        } else if (cluster.isTrue(API_SERVER + "enablePrivateCluster")
                && !cluster.isTrue(API_SERVER + "enableVnetIntegration")) {
            endpointSubnet()
                    .ifPresent(nodes -> into.subnet(
                            nodes, RangeUser.fixed(cluster.name(), "private endpoint of the API server", 1)));
        }
    }

    /** A spec's document is written before a subscription is chosen; then zeros stand for it. */
    static ResourceId relative(String id) {
        return ResourceId.parse(id.replaceFirst("(?i)^/subscriptions/[0-]+/", "/"));
    }

    /** The private endpoint of a private cluster is made beside the nodes of the first system pool. */
    private Optional<SubnetRef> endpointSubnet() {
        return cluster.pools().stream()
                .filter(NodePoolSpec::isSystem)
                .findFirst()
                .flatMap(pool -> network.nodeSubnet(pool.name()));
    }
}
