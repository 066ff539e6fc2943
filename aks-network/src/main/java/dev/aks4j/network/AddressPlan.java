package dev.aks4j.network;

import dev.aks4j.core.cluster.AddressUse;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.model.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Holds what a cluster can come to use against its ranges, with every pool at its maximum and surging at once. */
final class AddressPlan {

    private final NetworkModel network;
    private final ClusterSpec cluster;
    private final List<AddressUse> uses = new ArrayList<>();

    private AddressPlan(NetworkModel network, ClusterSpec cluster) {
        this.network = network;
        this.cluster = cluster;
    }

    static List<AddressUse> of(NetworkModel network, ClusterSpec cluster) {
        AddressPlan plan = new AddressPlan(network, cluster);
        network.nodeSubnets().forEach(subnet -> subnet.cidr().ifPresent(range -> plan.addNodes(subnet, range)));
        network.podSubnets().forEach(subnet -> subnet.cidr().ifPresent(range -> plan.addPods(subnet, range)));
        network.podCidrs().stream().filter(range -> !range.isIpv6()).forEach(plan::addBlocks);
        return List.copyOf(plan.uses);
    }

    private void addNodes(SubnetRef subnet, Cidr range) {
        List<NodePoolSpec> pools = cluster.pools().stream()
                .filter(pool -> network.nodeSubnet(pool.name()).equals(Optional.of(subnet)))
                .toList();
        long available = Math.max(0, IpArithmetic.usable(range) - network.reservedAddresses());
        boolean flat = network.model() == Model.NODE_SUBNET;
        add(
                subnet,
                range,
                available,
                pools,
                pool -> NetworkCase.nodes(pool) * (flat ? IpArithmetic.flatNode(maxPods(pool)) : 1),
                pool -> flat ? IpArithmetic.flatNode(maxPods(pool)) : 1);
    }

    private void addPods(SubnetRef subnet, Cidr range) {
        List<NodePoolSpec> pools = cluster.pools().stream()
                .filter(pool -> network.podSubnet(pool.name()).equals(Optional.of(subnet)))
                .toList();
        boolean blocks = network.podAllocation() == PodAllocation.STATIC_BLOCK;
        add(
                subnet,
                range,
                IpArithmetic.usable(range),
                pools,
                pool -> pods(NetworkCase.nodes(pool), pool, blocks),
                pool -> pods(1, pool, blocks));
    }

    private long pods(long nodes, NodePoolSpec pool, boolean blocks) {
        return blocks ? IpArithmetic.staticPods(nodes, maxPods(pool)) : IpArithmetic.dynamicPods(nodes, maxPods(pool));
    }

    private void addBlocks(Cidr range) {
        long used = new NetworkCase(network, cluster).nodes();
        long available = IpArithmetic.nodeBlocks(range);
        uses.add(new AddressUse("pod range", range, used, available, "node blocks", Math.max(0, available - used)));
    }

    private void add(
            SubnetRef subnet,
            Cidr range,
            long available,
            List<NodePoolSpec> pools,
            ToLongFunction<NodePoolSpec> need,
            ToLongFunction<NodePoolSpec> oneNode) {
        long used = pools.stream().mapToLong(need).sum();
        long each = pools.stream().mapToLong(oneNode).max().orElse(1);
        long room = Math.max(0, available - used) / each;
        uses.add(new AddressUse("subnet " + subnet.name(), range, used, available, "addresses", room));
    }

    private int maxPods(NodePoolSpec pool) {
        return pool.maxPods().orElse(network.defaultMaxPods());
    }
}
