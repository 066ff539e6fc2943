package dev.aks4j.network;

import dev.aks4j.core.cluster.AddressUse;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.ResourceId;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one cluster does to its ranges, as rules and plans of the cluster read it: an excerpt of its {@link IpPlan}. */
final class AddressPlan {

    private AddressPlan() {}

    static List<AddressUse> of(NetworkModel network, ClusterSpec cluster) {
        IpPlan plan = IpPlan.of(network, cluster);
        return Stream.of(
                        subnets(plan, ids(network.nodeSubnets()), network.reservedAddresses()),
                        subnets(plan, ids(network.podSubnets()), 0),
                        plan.ranges().stream()
                                .filter(range -> range.kind() == RangeKind.POD_RANGE)
                                .filter(range -> !range.range().isIpv6())
                                .map(range -> use("pod range", range, 0)))
                .flatMap(uses -> uses)
                .toList();
    }

    private static Set<ResourceId> ids(Set<SubnetRef> subnets) {
        return subnets.stream().map(SubnetRef::id).collect(Collectors.toSet());
    }

    private static Stream<AddressUse> subnets(IpPlan plan, Set<ResourceId> ids, int reserved) {
        return plan.ranges().stream()
                .filter(range ->
                        range.kind() == RangeKind.SUBNET && !range.range().isIpv6())
                .filter(range -> range.id().filter(ids::contains).isPresent())
                .map(range -> use("subnet " + range.id().orElseThrow().name(), range, reserved));
    }

    /** What is kept free counts neither as used nor as there. */
    private static AddressUse use(String label, RangeUse range, int reserved) {
        long available = range.has()
                .subtract(BigInteger.valueOf(reserved))
                .max(BigInteger.ZERO)
                .longValueExact();
        long used = range.needs() - reserved;
        long room = range.moreNodes().orElse(0);
        return new AddressUse(label, range.range(), used, available, range.unit(), room);
    }
}
