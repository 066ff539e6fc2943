package dev.aks4j.network;

import dev.aks4j.core.model.Cidr;

/**
 * How many addresses nodes and pods take, as Azure counts them. Source: AKS docs, concepts-network-ip-address-planning,
 * and the answers to InsufficientSubnetSize, 2026-08.
 */
final class IpArithmetic {

    /** Azure keeps the first four addresses of a subnet and the last one. */
    static final int RESERVED_PER_SUBNET = 5;

    /** Addresses of a batch (dynamic) and of a block (static). */
    static final int BATCH = 16;

    /** Prefix length of the block of pod addresses that a node of an overlay gets. */
    static final int NODE_BLOCK = 24;

    private IpArithmetic() {}

    /** Returns the addresses of an IPv4 subnet that can be given out. */
    static long usable(Cidr subnet) {
        return Math.max(0, (1L << (32 - subnet.prefixLength())) - RESERVED_PER_SUBNET);
    }

    /** Returns the addresses of one node whose pods live in the node subnet. */
    static long flatNode(int maxPods) {
        return 1L + maxPods;
    }

    /** Returns the addresses that the pods of a pool take in batches, at their maximum. */
    static long dynamicPods(long nodes, int maxPods) {
        return roundUp(nodes * maxPods, BATCH);
    }

    /** Returns the addresses that the pods of a pool take in blocks; each node needs one address beside its pods'. */
    static long staticPods(long nodes, int maxPods) {
        return nodes * roundUp(maxPods + 1L, BATCH);
    }

    /** Returns the number of nodes whose /24 fits in the pod range of an overlay. */
    static long nodeBlocks(Cidr pods) {
        return pods.prefixLength() > NODE_BLOCK ? 0 : 1L << (NODE_BLOCK - pods.prefixLength());
    }

    /** Returns the longest prefix of a subnet that gives out so many addresses. */
    static int prefixForSubnet(long addresses) {
        int prefix = 29;
        while (prefix > 8 && (1L << (32 - prefix)) - RESERVED_PER_SUBNET < addresses) {
            prefix--;
        }
        return prefix;
    }

    /** Returns the longest prefix of a pod range that holds so many node blocks. */
    static int prefixForBlocks(long blocks) {
        int prefix = NODE_BLOCK;
        while (prefix > 8 && 1L << (NODE_BLOCK - prefix) < blocks) {
            prefix--;
        }
        return prefix;
    }

    /** Returns the outbound ports that each of so many nodes can get: a multiple of 8, at most 64,000. */
    static long portsPerNode(long addresses, long nodes) {
        return Math.min(64_000, nodes == 0 ? 64_000 : 64_000 * addresses / nodes / 8 * 8);
    }

    private static long roundUp(long value, int step) {
        return (value + step - 1) / step * step;
    }
}
