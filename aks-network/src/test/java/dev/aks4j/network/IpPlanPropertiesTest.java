package dev.aks4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.testing.Property;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds plans of addresses against giving addresses out one by one, and against looking at every pair. */
class IpPlanPropertiesTest {

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, 4294967291, 16777216",
        "10.0.0.0/8, 16777211, 65536",
        "10.0.0.0/24, 251, 1",
        "10.0.0.0/25, 123, 0",
        "10.0.0.0/29, 3, 0",
        "10.0.0.0/30, 0, 0",
        "10.0.0.0/31, 0, 0",
        "10.0.0.0/32, 0, 0",
        "::/0, 340282366920938463463374607431768211451, 1208925819614629174706176",
        "fd00::/64, 18446744073709551611, 65536",
        "fd00::/80, 281474976710651, 1",
        "fd00::/81, 140737488355323, 0",
        "fd00::/127, 0, 0",
        "fd00::/128, 0, 0"
    })
    void theEndsOfBothFamilies(String range, BigInteger usable, BigInteger blocks) {
        assertThat(IpArithmetic.usable(Cidr.parse(range))).isEqualTo(usable);
        assertThat(IpArithmetic.nodeBlocks(Cidr.parse(range))).isEqualTo(blocks);
    }

    @Test
    void addressesOfSmallRangesAreThoseThatCanBeGivenOut() {
        for (String family : List.of("10.1.2.", "fd00::")) {
            int bits = family.contains(":") ? 128 : 32;
            for (int prefix = bits - 8; prefix <= bits; prefix++) {
                Cidr range = Cidr.parse(family + "0/" + prefix);
                BitSet free = new BitSet();
                for (int i = 0; BigInteger.valueOf(i).compareTo(range.size()) < 0; i++) {
                    free.set(i);
                }
                int size = free.cardinality();
                free.clear(0, Math.min(4, size));
                free.clear(size - 1);
                assertThat(IpArithmetic.usable(range).intValueExact()).isEqualTo(free.cardinality());
            }
        }
    }

    private record Drawn(RangeKind kind, String owner, Cidr range) {
        static Drawn of(Property.Draw draw) {
            RangeKind kind = draw.oneOf(List.of(
                    RangeKind.NETWORK,
                    RangeKind.POD_RANGE,
                    RangeKind.SERVICE_RANGE,
                    RangeKind.PEERED,
                    RangeKind.ON_PREMISES));
            boolean six = draw.integer(0, 3) == 0;
            int bits = six ? 128 : 32;
            int prefix = draw.oneOf(List.of(0, 1, bits - 6, bits - 5, bits - 4, bits - 3, bits - 2, bits - 1, bits));
            int low = prefix < 2 ? 0 : draw.integer(0, 63) >> (bits - prefix) << (bits - prefix);
            String first = six ? "fd00::" + Integer.toHexString(low) : "10.0.0." + low;
            String whole = six ? (prefix == 0 ? "::" : "8000::") : "0.0.0.0";
            return new Drawn(kind, "o" + draw.integer(0, 4), Cidr.parse((prefix < 2 ? whole : first) + "/" + prefix));
        }

        boolean meets(Drawn other) {
            return range.isIpv6() == other.range.isIpv6()
                    && (range.contains(other.range) || other.range.contains(range));
        }

        boolean excludes(Drawn other) {
            Set<RangeKind> kinds = new HashSet<>(List.of(kind, other.kind));
            boolean share = owner.equals(other.owner);
            if (kinds.size() == 1) {
                return (kind == RangeKind.NETWORK || kind == RangeKind.PEERED) && !share;
            }
            if (kinds.equals(Set.of(RangeKind.POD_RANGE, RangeKind.SERVICE_RANGE))) {
                return share;
            }
            return true;
        }
    }

    /** A pair shows by kinds and ranges; equal ranges of one kind are one. */
    private static String pair(RangeKind kind, Cidr range, RangeKind other, Cidr otherRange) {
        String one = kind + " " + range;
        String two = other + " " + otherRange;
        return one.compareTo(two) < 0 ? one + " | " + two : two + " | " + one;
    }

    @Test
    void overlapsAreThoseOfEveryPair() {
        Property.tries(400).holds(draw -> {
            List<Drawn> all = draw.list(0, 14, Drawn::of);
            RangeOverlaps overlaps = new RangeOverlaps();
            all.forEach(each -> overlaps.add(new RangeOverlaps.Entry(each.kind, each.owner, each.owner, each.range)));
            Set<String> found = overlaps.find().stream()
                    .map(each -> pair(each.kind(), each.range(), each.otherKind(), each.otherRange()))
                    .collect(Collectors.toSet());
            Set<String> expected = new HashSet<>();
            for (int i = 0; i < all.size(); i++) {
                for (int j = 0; j < i; j++) {
                    Drawn one = all.get(i);
                    Drawn two = all.get(j);
                    if (one.meets(two) && one.excludes(two)) {
                        expected.add(pair(one.kind, one.range, two.kind, two.range));
                    }
                }
            }
            assertThat(found).isEqualTo(expected);
        });
    }

    @Test
    void aLayoutHoldsWhatIsWantedAndNoSmallerOneDoes() {
        Property.tries(300).holds(draw -> {
            CniModel model = draw.oneOf(List.of(CniModel.OVERLAY, CniModel.NODE_SUBNET, CniModel.POD_SUBNET));
            int nodes = draw.integer(1, 120);
            int maxPods = draw.integer(10, 110);
            int balancers = draw.integer(0, 40);
            int endpoints = draw.integer(0, 40);
            int servers = draw.integer(0, 3);
            List<String> avoided =
                    draw.list(0, 12, each -> "10." + each.integer(0, 40) + ".0.0/" + each.integer(14, 16)).stream()
                            .filter(IpPlanPropertiesTest::isRange)
                            .toList();
            NetworkLayout layout = IpPlan.suggest(wanted -> wanted.model(model)
                    .pool(nodes, maxPods)
                    .internalLoadBalancers(balancers)
                    .privateEndpoints(endpoints)
                    .apiServers(servers)
                    .avoid(avoided.toArray(String[]::new)));

            long withSurge = nodes + (long) Math.ceil(nodes / 10.0);
            holds(layout, "nodes", withSurge * (model == CniModel.NODE_SUBNET ? 1 + maxPods : 1));
            holds(layout, "load-balancers", balancers);
            holds(layout, "endpoints", endpoints);
            holds(layout, "api-server", servers * 9L);
            long size = 0;
            List<Cidr> all = new ArrayList<>(layout.subnets().values());
            for (int i = 0; i < all.size(); i++) {
                size += all.get(i).size().longValueExact();
                assertThat(layout.addressSpace().contains(all.get(i))).isTrue();
                assertThat(all.subList(0, i)).noneMatch(all.get(i)::overlaps);
            }
            long space = layout.addressSpace().size().longValueExact();
            assertThat(space == 8 || space / 2 < size).isTrue();
            List<Cidr> outside =
                    new ArrayList<>(avoided.stream().map(Cidr::parse).toList());
            outside.add(layout.serviceCidr());
            layout.podCidr().ifPresent(outside::add);
            assertThat(outside).noneMatch(layout.addressSpace()::overlaps);
            layout.podCidr().ifPresent(pods -> {
                assertThat(IpArithmetic.nodeBlocks(pods).longValueExact()).isGreaterThanOrEqualTo(withSurge);
                assertThat(pods.overlaps(layout.serviceCidr())).isFalse();
            });
            // What is laid out keeps the rules of virtual networks.
            assertThat(layout.network("vnet", NetworkSamples.GROUP).build().subnets())
                    .hasSameSizeAs(all);
        });
    }

    private static boolean isRange(String text) {
        try {
            Cidr.parse(text);
            return true;
        } catch (AksException e) {
            return false;
        }
    }

    private static void holds(NetworkLayout layout, String name, long need) {
        Cidr subnet = layout.subnets().get(name);
        if (need == 0 && subnet == null) {
            return;
        }
        long usable = subnet.size().longValueExact() - 5;
        long half = subnet.size().longValueExact() / 2 - 5;
        assertThat(usable).isGreaterThanOrEqualTo(need);
        int smallest = name.equals("api-server") ? 28 : 29;
        assertThat(subnet.prefixLength() == smallest || half < need).isTrue();
    }

    @Test
    void whatDoesNotFitIsSaid() {
        assertThatThrownBy(() ->
                        IpPlan.suggest(wanted -> wanted.within("10.0.0.0/24").pool(300, 30)))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("needs a /23, and none is free in 10.0.0.0/24");
        assertThatThrownBy(() -> IpPlan.suggest(wanted -> wanted.pool(3, 5))).isInstanceOf(AksException.class);
        assertThatThrownBy(() -> IpPlan.suggest(wanted -> wanted.pool(3, 30).ipv6("fd00::/80")))
                .isInstanceOf(AksException.class);
        assertThatThrownBy(() -> IpPlan.suggest(
                        wanted -> wanted.pool(3, 30).privateEndpoints(3).ipv6("fd00::/64")))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("has 1 blocks of a /64 for 2 subnets");
    }

    @Test
    void aLayoutIsInTheOrderOfSizesAndCanGrow() {
        NetworkLayout layout = IpPlan.suggest(wanted -> wanted.pool(100, 60)
                .growth(100)
                .privateEndpoints(20)
                .apiServers(1)
                .ipv6("fd00:db8::/56")
                .within("10.20.0.0/16"));
        assertThat(layout).hasToString("""
                network 10.20.0.0/23
                network fd00:db8::/56
                  nodes 10.20.0.0/24
                  endpoints 10.20.1.0/26
                  api-server 10.20.1.64/27
                pods 10.244.0.0/16
                services 10.0.0.0/16, DNS 10.0.0.10""");
        assertThat(layout.ipv6Subnets().values())
                .extracting(Cidr::toString)
                .containsExactly("fd00:db8::/64", "fd00:db8:0:1::/64", "fd00:db8:0:2::/64");
        assertThat(layout.network("vnet", NetworkSamples.GROUP)
                        .build()
                        .subnet("api-server")
                        .spec()
                        .flatMap(SubnetSpec::delegation))
                .contains("Microsoft.ContainerService/managedClusters");
    }
}
