package dev.aks4j.network;

import static dev.aks4j.core.model.AzureError.answered;
import static dev.aks4j.core.model.AzureError.later;

import dev.aks4j.core.cluster.AddressUse;
import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What Azure demands of the subnets that nodes and pods live in, their size first of all. */
final class SubnetRules {

    private static final String SIZE = "AKS support, insufficientsubnetsize-error, 2026";
    private static final String AKS = "Microsoft.ContainerService/managedClusters";

    static final Rule<NetworkCase> NODES_FIT = Rule.<NetworkCase>error(
                    "AKS-NET-040",
                    "The node subnet has an address for every node, and with Azure CNI in the node subnet for every pod,"
                            + " with every pool at its maximum and surging.")
            .prevents(answered(400, "InsufficientSubnetSize"))
            .source(SIZE)
            .check((it, findings) -> {
                Set<String> nodeSubnets = labels(it.network().nodeSubnets());
                for (AddressUse use : AddressPlan.of(it.network(), it.cluster())) {
                    if (nodeSubnets.contains(use.label()) && use.used() > use.available()) {
                        findings.report(
                                "network.nodeSubnet",
                                use.range(),
                                "has " + number(use.available()) + " addresses, and the pools can come to "
                                        + number(use.used()) + pools(it),
                                enlarge(use, it.network().reservedAddresses()));
                    }
                }
            });

    static final Rule<NetworkCase> BLOCKS_FIT = Rule.<NetworkCase>error(
                    "AKS-NET-041",
                    "The range of pods has a /24 for every node, with every pool at its maximum and surging.")
            .prevents(answered(400, "InsufficientSubnetSize"))
            .source(SIZE + "; AKS docs, azure-cni-overlay, 2026-08")
            .check((it, findings) -> {
                for (AddressUse use : AddressPlan.of(it.network(), it.cluster())) {
                    if (use.label().equals("pod range") && use.used() > use.available()) {
                        int prefix = IpArithmetic.prefixForBlocks(use.used());
                        findings.report(
                                "network.podCidr",
                                use.range(),
                                "has " + number(use.available())
                                        + " blocks of 256 addresses, and the pools can come to " + number(use.used())
                                        + " nodes" + pools(it),
                                "Use a /" + prefix + " or larger, "
                                        + Range.suggest(prefix, others(it, use)) + ", or lower the pools' maxima by "
                                        + (use.used() - use.available()) + " nodes.");
                    }
                }
            });

    static final Rule<NetworkCase> PODS_FIT = Rule.<NetworkCase>error(
                    "AKS-NET-042",
                    "The pod subnet has addresses for every pod, counted in batches or blocks of 16, with every pool at its"
                            + " maximum and surging.")
            .prevents(later("SubnetIsFull"))
            .source(
                    "AKS docs, configure-azure-cni-dynamic-ip-allocation and configure-azure-cni-static-block-allocation,"
                            + " 2026-08")
            .check((it, findings) -> {
                Set<String> podSubnets = labels(it.network().podSubnets());
                for (AddressUse use : AddressPlan.of(it.network(), it.cluster())) {
                    if (podSubnets.contains(use.label()) && use.used() > use.available()) {
                        findings.report(
                                "network.podSubnet",
                                use.range(),
                                "has " + number(use.available()) + " addresses, and the pools' pods can come to "
                                        + number(use.used()) + pools(it),
                                enlarge(use, 0));
                    }
                }
            });

    static final Rule<NetworkCase> FURTHER_BATCH = Rule.<NetworkCase>warning(
                    "AKS-NET-052",
                    "A pod subnet in batches has addresses for the further batch that a node asks for when fewer than 8 of"
                            + " its own are left.")
            .prevents(later("SubnetIsFull"))
            .source("AKS docs, configure-azure-cni-dynamic-ip-allocation, 2026-09")
            .check((it, findings) -> {
                for (RangeUse use : IpPlan.of(it.network(), it.cluster()).ranges()) {
                    if (use.fits() && use.has().compareTo(BigInteger.valueOf(use.atMost())) < 0) {
                        findings.report(
                                "network.podSubnet",
                                use.range(),
                                "has " + number(use.has().longValueExact()) + " addresses; the pods can come to "
                                        + number(use.needs()) + ", and with every node's further batch to "
                                        + number(use.atMost()),
                                "Use a /" + IpArithmetic.prefixForSubnet(use.atMost())
                                        + " or larger if every node is to run all its pods.");
                    }
                }
            });

    static final Rule<NetworkCase> POD_TOTAL = Rule.<NetworkCase>error(
                    "AKS-NET-043",
                    "Nodes and pods with addresses of the virtual network come to at most 65,536 addresses in one cluster,"
                            + " unless pods have static blocks.")
            .prevents(later("SubnetIsFull"))
            .source("AKS docs, concepts-network-azure-cni-pod-subnet and concepts-network-ip-address-planning, 2026-08")
            .check((it, findings) -> {
                boolean counts = it.network().model() == CniModel.NODE_SUBNET
                        || it.network().model() == CniModel.POD_SUBNET
                                && it.network().podAllocation() == PodAllocation.DYNAMIC;
                long used = it.cluster().pools().stream()
                        .mapToLong(pool -> NetworkCase.nodes(pool)
                                * pool.maxPods().orElse(it.network().defaultMaxPods()))
                        .sum();
                if (counts && used > 65_536) {
                    findings.report(
                            "network",
                            number(used) + " pod addresses",
                            "is more than the 65,536 of one cluster",
                            "Use CniOverlay, whose pods take no addresses of the virtual network, or lower maxPods.");
                }
            });

    static final Rule<NetworkCase> DELEGATED_NODES = Rule.<NetworkCase>error(
                    "AKS-NET-044", "The node subnet is not delegated.")
            .prevents(answered(400, "SubnetIsDelegated"))
            .source("AKS support, subnetisdelegated, 2026")
            .check((it, findings) -> it.network()
                    .nodeSubnets()
                    .forEach(subnet -> subnet.spec()
                            .flatMap(SubnetSpec::delegation)
                            .ifPresent(service -> findings.report(
                                    "network.nodeSubnet",
                                    subnet,
                                    "is delegated to " + service,
                                    "Remove the delegation, or use another subnet for the nodes."))));

    static final Rule<NetworkCase> DELEGATED_PODS = Rule.<NetworkCase>error(
                    "AKS-NET-045", "The pod subnet is delegated to AKS or to nobody.")
            .prevents(answered(400, "SubnetIsDelegated"))
            .source("AKS support, subnetisdelegated, 2026")
            .check((it, findings) -> it.network()
                    .podSubnets()
                    .forEach(subnet -> subnet.spec()
                            .flatMap(SubnetSpec::delegation)
                            .filter(service -> !service.equalsIgnoreCase(AKS))
                            .ifPresent(service -> findings.report(
                                    "network.podSubnet",
                                    subnet,
                                    "is delegated to " + service,
                                    "Remove the delegation: AKS delegates the subnet to " + AKS + " itself."))));

    static final Rule<NetworkCase> ONE_NETWORK = Rule.<NetworkCase>error(
                    "AKS-NET-046", "All subnets of a cluster are in one virtual network.")
            .prevents(answered(400, "InvalidParameter"))
            .source("AKS docs, node-pool-unique-subnet and configure-azure-cni-dynamic-ip-allocation, 2026-08")
            .check((it, findings) -> {
                Set<ResourceId> networks = it.network().subnets().stream()
                        .map(SubnetRef::network)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                if (networks.size() > 1) {
                    findings.report(
                            "network",
                            networks.stream().map(ResourceId::name).collect(Collectors.joining(", ")),
                            "are different virtual networks",
                            "Take all subnets from "
                                    + networks.iterator().next().name() + ".");
                }
            });

    static final Rule<NetworkCase> ONE_USE = Rule.<NetworkCase>error(
                    "AKS-NET-047", "Nodes and pods do not share a subnet when pods have one of their own.")
            .prevents(answered(400, "InvalidParameter"))
            .source("AKS docs, configure-azure-cni-static-block-allocation, 2026-08")
            .check((it, findings) -> it.network().podSubnets().stream()
                    .filter(it.network().nodeSubnets()::contains)
                    .forEach(subnet -> findings.report(
                            "network.podSubnet",
                            subnet,
                            "is the node subnet too",
                            "Give the pods a subnet of their own in the same virtual network.")));

    static final Rule<NetworkCase> REGION = Rule.<NetworkCase>error(
                    "AKS-NET-048", "A cluster's subnets are in the cluster's region.")
            .prevents(answered(400, "InvalidParameter"))
            .source("AKS docs, configure-azure-cni, 2026-08")
            .check((it, findings) -> it.network()
                    .subnets()
                    .forEach(subnet -> subnet.region()
                            .filter(region -> !region.equals(it.cluster().region()))
                            .ifPresent(region -> findings.report(
                                    "network.nodeSubnet",
                                    subnet,
                                    "is in " + region + ", the cluster in "
                                            + it.cluster().region(),
                                    "Put the virtual network and the cluster into one region."))));

    static final Rule<NetworkCase> POOL_NAMES = Rule.<NetworkCase>error(
                    "AKS-NET-049", "A subnet for one pool names a pool of the cluster.")
            .prevents(answered(400, "InvalidParameter"))
            .source("a subnet for a pool that does not exist is never used")
            .check((it, findings) -> {
                Set<String> known = it.cluster().pools().stream()
                        .map(NodePoolSpec::name)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
                it.network().poolsWithSubnets().stream()
                        .filter(pool -> !known.contains(pool))
                        .sorted()
                        .forEach(pool -> findings.report(
                                "network.nodeSubnet",
                                pool,
                                "is no pool of the cluster",
                                "Use one of " + String.join(", ", known) + "."));
            });

    static final Rule<NetworkCase> SUBNET_FOR_ALL = Rule.<NetworkCase>error(
                    "AKS-NET-050", "Either every pool has a subnet of yours or none has.")
            .prevents(answered(400, "InvalidParameter"))
            .source("AKS docs, node-pool-unique-subnet, 2026-08")
            .check((it, findings) -> {
                if (it.network().nodeSubnets().isEmpty()) {
                    return;
                }
                it.cluster().pools().stream()
                        .map(NodePoolSpec::name)
                        .filter(pool -> it.network().nodeSubnet(pool).isEmpty())
                        .forEach(pool -> findings.report(
                                "pools." + pool,
                                pool,
                                "has no subnet, while other pools have one",
                                "Add nodeSubnet(subnet) to the network, which holds for every pool."));
            });

    static final Rule<NetworkCase> RESERVED = Rule.<NetworkCase>error(
                    "AKS-NET-051", "The number of reserved addresses is not negative.")
            .source("a count")
            .check((it, findings) -> {
                if (it.network().reservedAddresses() < 0) {
                    findings.report(
                            "network.reservedAddresses",
                            it.network().reservedAddresses(),
                            "is negative",
                            "Use 0 or more.");
                }
            });

    static final List<Rule<NetworkCase>> ALL = List.of(
            NODES_FIT,
            BLOCKS_FIT,
            PODS_FIT,
            FURTHER_BATCH,
            POD_TOTAL,
            DELEGATED_NODES,
            DELEGATED_PODS,
            ONE_NETWORK,
            ONE_USE,
            REGION,
            POOL_NAMES,
            SUBNET_FOR_ALL,
            RESERVED);

    private SubnetRules() {}

    private static Set<String> labels(Set<SubnetRef> subnets) {
        return subnets.stream().map(subnet -> "subnet " + subnet.name()).collect(Collectors.toSet());
    }

    private static List<Cidr> others(NetworkCase it, AddressUse use) {
        return it.taken().stream().filter(range -> !range.equals(use.range())).toList();
    }

    private static String enlarge(AddressUse use, int reserved) {
        return "Use a /" + IpArithmetic.prefixForSubnet(use.used() + reserved)
                + " or larger, or lower the pools' maxima or maxPods by "
                + number(use.used() - use.available()) + " addresses.";
    }

    private static String pools(NetworkCase it) {
        return it.cluster().pools().stream()
                .map(pool ->
                        pool.name() + " " + pool.maxNodes() + (pool.surgeNodes() == 0 ? "" : "+" + pool.surgeNodes()))
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
