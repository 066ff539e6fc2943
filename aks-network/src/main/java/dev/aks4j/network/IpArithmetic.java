package dev.aks4j.network;

import dev.aks4j.core.model.Cidr;
import java.math.BigInteger;

/**
 * How many addresses nodes and pods take, as Azure counts them. Source: AKS docs, concepts-network-ip-address-planning,
 * concepts-network-azure-cni-pod-subnet, configure-azure-cni-dynamic-ip-allocation and azure-cni-overlay, 2026-09, and
 * the answers to InsufficientSubnetSize.
 */
final class IpArithmetic {

    /** Azure keeps the first four addresses of a subnet and the last one. */
    static final int RESERVED_PER_SUBNET = 5;

    /** Addresses of a batch (dynamic) and of a block (static). */
    static final int BATCH = 16;

    /** A node asks for a further batch as soon as fewer addresses than this are left of its own. */
    static final int FURTHER_BELOW = 8;

    /** Prefix length of the block of IPv4 addresses of pods that a node of an overlay gets. */
    static final int NODE_BLOCK = 24;

    /** Prefix length of the block of IPv6 addresses of pods that a node of an overlay gets. */
    static final int NODE_BLOCK_6 = 80;

    /** The addresses that AKS keeps for the machines of one API server in a subnet. */
    static final int API_SERVER = 9;

    /** Addresses of the /24 that an Application Gateway for Containers takes whole. */
    static final int APPLICATION_GATEWAY = 251;

    private IpArithmetic() {}

    /** Returns the addresses of a subnet that can be given out. */
    static BigInteger usable(Cidr subnet) {
        return subnet.size().subtract(BigInteger.valueOf(RESERVED_PER_SUBNET)).max(BigInteger.ZERO);
    }

    /** Returns the addresses of one node whose pods live in the node subnet. */
    static long flatNode(int maxPods) {
        return 1L + maxPods;
    }

    /** Returns the addresses that the pods of one node take in batches when all of them run. */
    static long dynamicNode(int maxPods) {
        return roundUp(maxPods, BATCH);
    }

    /** Returns the same with the further batch that the node asks for when fewer than 8 addresses are left of its own. */
    static long dynamicNodeWithFurtherBatch(int maxPods) {
        return roundUp((long) maxPods + FURTHER_BELOW, BATCH);
    }

    /** Returns the addresses that the pods of one node take in blocks; the node needs one address beside its pods'. */
    static long staticNode(int maxPods) {
        return roundUp(maxPods + 1L, BATCH);
    }

    /** Returns the number of nodes whose block fits in the pod range of an overlay: a /24, or a /80 of IPv6. */
    static BigInteger nodeBlocks(Cidr pods) {
        int block = pods.isIpv6() ? NODE_BLOCK_6 : NODE_BLOCK;
        return pods.prefixLength() > block ? BigInteger.ZERO : BigInteger.ONE.shiftLeft(block - pods.prefixLength());
    }

    /** Returns the longest prefix of an IPv4 subnet that gives out so many addresses. */
    static int prefixForSubnet(long addresses) {
        int prefix = 29;
        while (prefix > 2 && (1L << (32 - prefix)) - RESERVED_PER_SUBNET < addresses) {
            prefix--;
        }
        return prefix;
    }

    /** Returns the longest prefix of an IPv4 pod range that holds so many node blocks. */
    static int prefixForBlocks(long blocks) {
        int prefix = NODE_BLOCK;
        while (prefix > 2 && 1L << (NODE_BLOCK - prefix) < blocks) {
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
