package dev.aks4j.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.AddressUse;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.testing.Property;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds the address arithmetic against giving out addresses one by one. */
class IpArithmeticPropertiesTest {

    private static final ResourceId NETWORK =
            NetworkSamples.GROUP.id().child("Microsoft.Network/virtualNetworks", "vnet-shop");

    /**
     * A pool as a number of nodes at its maximum, surge in percent, and pods per node.
     *
     * @param nodes nodes
     * @param surge percent
     * @param maxPods pods
     */
    record Pool(int nodes, int surge, int maxPods) {
        static Pool drawn(Property.Draw draw) {
            return new Pool(draw.integer(1, 60), draw.integer(1, 100), draw.integer(30, 250));
        }

        int withSurge() {
            int extra = 0;
            while (extra * 100 < nodes * surge) {
                extra++;
            }
            return nodes + extra;
        }
    }

    private static ClusterSpec cluster(List<Pool> pools) {
        ClusterSpec.Builder builder = ClusterSpec.builder("shop", NetworkSamples.GROUP);
        for (int i = 0; i < pools.size(); i++) {
            Pool pool = pools.get(i);
            builder.systemPool(
                    "pool" + i,
                    it -> it.vmSize("Standard_D4ds_v5")
                            .count(pool.nodes())
                            .maxSurgePercent(pool.surge())
                            .maxPods(pool.maxPods()));
        }
        return builder.build();
    }

    private static SubnetRef subnet(String name, int prefix) {
        return SubnetRef.existing(NETWORK.child("subnets", name), Cidr.parse("10.128.0.0/" + prefix));
    }

    /** Gives out the free addresses of a subnet, one by one, and says whether there were enough. */
    private static final class Subnet {
        private final BitSet taken = new BitSet();
        private final int size;

        Subnet(int prefix) {
            size = 1 << (32 - prefix);
            taken.set(0, Math.min(4, size));
            taken.set(size - 1);
        }

        boolean take() {
            int next = taken.nextClearBit(0);
            if (next >= size) {
                return false;
            }
            taken.set(next);
            return true;
        }

        long left() {
            return size - taken.cardinality();
        }
    }

    @Test
    void nodesAndPodsOfANodeSubnet() {
        Property.tries(300).holds(draw -> {
            List<Pool> pools = draw.list(1, 4, Pool::drawn);
            int prefix = draw.integer(17, 27);
            NetworkModel model =
                    CniNodeSubnet.builder().nodeSubnet(subnet("nodes", prefix)).build();
            Subnet subnet = new Subnet(prefix);
            boolean fits = true;
            for (Pool pool : pools) {
                for (int node = 0; node < pool.withSurge(); node++) {
                    fits &= subnet.take();
                    for (int pod = 0; pod < pool.maxPods(); pod++) {
                        fits &= subnet.take();
                    }
                }
            }
            assertThat(breaks(model, pools, "AKS-NET-040")).isEqualTo(!fits);
            AddressUse use = model.addressUse(cluster(pools)).get(0);
            if (fits) {
                assertThat(use.available() - use.used()).isEqualTo(subnet.left());
                int largest = pools.stream().mapToInt(Pool::maxPods).max().orElseThrow();
                assertThat(use.room()).isEqualTo(nodesThatFit(subnet, largest + 1));
            }
        });
    }

    private static long nodesThatFit(Subnet subnet, int each) {
        long nodes = 0;
        for (long left = subnet.left(); left >= each; left -= each) {
            nodes++;
        }
        return nodes;
    }

    @Test
    void nodesOfAnOverlay() {
        Property.tries(300).holds(draw -> {
            List<Pool> pools = draw.list(1, 4, Pool::drawn);
            int prefix = draw.integer(23, 29);
            NetworkModel model =
                    CniOverlay.builder().nodeSubnet(subnet("nodes", prefix)).build();
            Subnet subnet = new Subnet(prefix);
            boolean fits = true;
            for (Pool pool : pools) {
                for (int node = 0; node < pool.withSurge(); node++) {
                    fits &= subnet.take();
                }
            }
            assertThat(breaks(model, pools, "AKS-NET-040")).isEqualTo(!fits);
        });
    }

    @Test
    void blocksOfAPodRange() {
        Property.tries(300).holds(draw -> {
            List<Pool> pools = draw.list(1, 4, Pool::drawn);
            int prefix = draw.integer(15, 27);
            NetworkModel model =
                    CniOverlay.builder().podCidr("10.128.0.0/" + prefix).build();
            int size = 1 << (32 - prefix);
            int address = 0;
            Set<Integer> blocks = new HashSet<>();
            boolean fits = true;
            for (Pool pool : pools) {
                for (int node = 0; node < pool.withSurge(); node++) {
                    fits &= address + 256 <= size && blocks.add(address);
                    address += 256;
                }
            }
            assertThat(breaks(model, pools, "AKS-NET-041")).isEqualTo(!fits);
        });
    }

    @Test
    void batchesOfADynamicPodSubnet() {
        Property.tries(300).holds(draw -> {
            List<Pool> pools = draw.list(1, 4, Pool::drawn);
            int prefix = draw.integer(17, 27);
            NetworkModel model = CniPodSubnet.builder(subnet("nodes", 16), subnet("pods", prefix))
                    .build();
            Subnet subnet = new Subnet(prefix);
            boolean fits = true;
            boolean further = true;
            for (Pool pool : pools) {
                for (int node = 0; node < pool.withSurge(); node++) {
                    for (int given = 0; given < pool.maxPods(); given += 16) {
                        fits &= take(subnet, 16);
                    }
                }
            }
            for (Pool pool : pools) {
                for (int node = 0; node < pool.withSurge(); node++) {
                    int left = (16 - pool.maxPods() % 16) % 16;
                    further &= left >= 8 || take(subnet, 16);
                }
            }
            assertThat(breaks(model, pools, "AKS-NET-042")).isEqualTo(!fits);
            assertThat(breaks(model, pools, "AKS-NET-052")).isEqualTo(fits && !further);
        });
    }

    private static boolean take(Subnet subnet, int addresses) {
        boolean enough = true;
        for (int i = 0; i < addresses; i++) {
            enough &= subnet.take();
        }
        return enough;
    }

    @Test
    void blocksOfAStaticPodSubnet() {
        Property.tries(300).holds(draw -> {
            List<Pool> pools = draw.list(1, 4, Pool::drawn);
            int prefix = draw.integer(17, 27);
            NetworkModel model = CniPodSubnet.builder(subnet("nodes", 16), subnet("pods", prefix))
                    .staticBlocks()
                    .build();
            Subnet subnet = new Subnet(prefix);
            boolean fits = true;
            for (Pool pool : pools) {
                for (int node = 0; node < pool.withSurge(); node++) {
                    for (int held = 0; held < pool.maxPods() + 1; held += 16) {
                        for (int i = 0; i < 16; i++) {
                            fits &= subnet.take();
                        }
                    }
                }
            }
            assertThat(breaks(model, pools, "AKS-NET-042")).isEqualTo(!fits);
        });
    }

    @Test
    void theSuggestedSubnetIsTheSmallestThatFits() {
        Property.tries(1000).holds(draw -> {
            int addresses = draw.integer(1, 1_000_000);
            int prefix = IpArithmetic.prefixForSubnet(addresses);
            assertThat(usable(prefix)).isGreaterThanOrEqualTo(addresses);
            assertThat(prefix == 29 || usable(prefix + 1) < addresses).isTrue();
        });
    }

    @Test
    void theSuggestedPodRangeIsTheSmallestThatFits() {
        Property.tries(1000).holds(draw -> {
            int nodes = draw.integer(1, 5_000);
            int prefix = IpArithmetic.prefixForBlocks(nodes);
            assertThat(IpArithmetic.nodeBlocks(range(prefix)).longValueExact()).isGreaterThanOrEqualTo(nodes);
            assertThat(prefix == 24
                            || IpArithmetic.nodeBlocks(range(prefix + 1)).longValueExact() < nodes)
                    .isTrue();
        });
    }

    @Test
    void theSuggestedPortsAreTheMostThatFit() {
        Property.tries(1000).holds(draw -> {
            int addresses = draw.integer(1, 100);
            int nodes = draw.integer(1, 5_000);
            long ports = IpArithmetic.portsPerNode(addresses, nodes);
            assertThat(ports % 8).isZero();
            assertThat(ports * nodes).isLessThanOrEqualTo(64_000L * addresses);
            assertThat(ports == 64_000 || (ports + 8) * nodes > 64_000L * addresses)
                    .isTrue();
        });
    }

    @Test
    void aSuggestedRangeIsFree() {
        Property.tries(1000).holds(draw -> {
            int prefix = draw.integer(12, 24);
            List<Cidr> taken = draw.list(0, 20, each -> Cidr.parse("10." + each.integer(0, 255) + ".0.0/16"));
            Range.free(prefix, taken).ifPresent(free -> {
                assertThat(free.prefixLength()).isEqualTo(prefix);
                assertThat(taken).noneMatch(free::overlaps);
                assertThat(Range.RESERVED_BY_AKS).noneMatch(free::overlaps);
            });
        });
    }

    private static boolean breaks(NetworkModel model, List<Pool> pools, String rule) {
        ClusterSpec cluster = cluster(pools);
        List<Integer> nodes = new ArrayList<>();
        cluster.pools().forEach(pool -> nodes.add(nodes(pool)));
        assertThat(nodes).isEqualTo(pools.stream().map(Pool::withSurge).toList());
        return model.check(cluster).stream().map(Problem::rule).anyMatch(rule::equals);
    }

    private static int nodes(NodePoolSpec pool) {
        return pool.maxNodes() + pool.surgeNodes();
    }

    private static Cidr range(int prefix) {
        return Cidr.parse("0.0.0.0/" + prefix);
    }

    private static long usable(int prefix) {
        long size = 1;
        for (int bit = prefix; bit < 32; bit++) {
            size *= 2;
        }
        return size - 5;
    }
}
