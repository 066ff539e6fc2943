package dev.aks4j.network;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.model.Cidr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A network model in its cluster: what the rules of a network look at.
 *
 * @param network the model
 * @param cluster the cluster
 */
record NetworkCase(NetworkModel network, ClusterSpec cluster) {

    /** Returns the ranges that the cluster lives in, each with the words to call it by; subnets before networks. */
    Map<String, Cidr> surroundings() {
        Map<String, Cidr> ranges = new LinkedHashMap<>();
        network.subnets()
                .forEach(subnet -> subnet.cidrs()
                        .forEach(range -> ranges.put("subnet " + subnet.name() + " (" + range + ")", range)));
        network.subnets()
                .forEach(subnet -> subnet.networkRanges()
                        .forEach(range ->
                                ranges.put("virtual network " + subnet.network().name() + " (" + range + ")", range)));
        Range.cidrs(network.connectedNetworks()).forEach(range -> ranges.put("connected network " + range, range));
        return ranges;
    }

    /** Returns every range that is taken, for the search of a free one. */
    List<Cidr> taken() {
        return Stream.of(surroundings().values().stream(), network.podCidrs().stream(), network.serviceCidrs().stream())
                .flatMap(ranges -> ranges)
                .toList();
    }

    /** Returns the most nodes that the cluster can have, surge included. */
    long nodes() {
        return cluster.pools().stream().mapToLong(NetworkCase::nodes).sum();
    }

    static long nodes(NodePoolSpec pool) {
        return (long) pool.maxNodes() + pool.surgeNodes();
    }

    boolean hasWindows() {
        return cluster.pools().stream().anyMatch(NodePoolSpec::isWindows);
    }
}
