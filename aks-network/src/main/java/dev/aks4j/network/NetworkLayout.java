package dev.aks4j.network;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Cidr;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A virtual network as {@link IpPlan#suggest} lays it out: the smallest subnets that hold what is wanted, side by side in
 * the smallest range that holds them, and the ranges of pods and services beside it. Immutable and thread-safe.
 */
public final class NetworkLayout {

    private final Cidr addressSpace;
    private final Optional<Cidr> ipv6Space;
    private final Map<String, Cidr> subnets;
    private final Map<String, Cidr> ipv6Subnets;
    private final Optional<Cidr> podCidr;
    private final Cidr serviceCidr;

    private NetworkLayout(
            Cidr addressSpace,
            Optional<Cidr> ipv6Space,
            Map<String, Cidr> subnets,
            Map<String, Cidr> ipv6Subnets,
            Optional<Cidr> podCidr,
            Cidr serviceCidr) {
        this.addressSpace = addressSpace;
        this.ipv6Space = ipv6Space;
        this.subnets = subnets;
        this.ipv6Subnets = ipv6Subnets;
        this.podCidr = podCidr;
        this.serviceCidr = serviceCidr;
    }

    /** Returns the network's range of IPv4 addresses. */
    public Cidr addressSpace() {
        return addressSpace;
    }

    /** Returns the network's range of IPv6 addresses, if one was wanted. */
    public Optional<Cidr> ipv6Space() {
        return ipv6Space;
    }

    /**
     * Returns the subnets by their names, the largest first: {@code nodes}, and as wanted {@code pods}, {@code
     * load-balancers}, {@code endpoints} and {@code api-server}.
     */
    public Map<String, Cidr> subnets() {
        return subnets;
    }

    /** Returns the /64 of each subnet, if IPv6 was wanted. */
    public Map<String, Cidr> ipv6Subnets() {
        return ipv6Subnets;
    }

    /** Returns the range of the pods of an overlay or of kubenet. */
    public Optional<Cidr> podCidr() {
        return podCidr;
    }

    /** Returns the range of services. */
    public Cidr serviceCidr() {
        return serviceCidr;
    }

    /** Returns the address of the cluster's DNS: the tenth of the services' range. */
    public String dnsServiceIp() {
        return serviceCidr.address(10);
    }

    /** Starts a virtual network that is laid out so; more can be added to it. */
    public VirtualNetworkSpec.Builder network(String name, ResourceGroupSpec group) {
        VirtualNetworkSpec.Builder network =
                VirtualNetworkSpec.builder(name, group).addressSpace(addressSpace.toString());
        ipv6Space.ifPresent(space -> network.addressSpace(space.toString()));
        subnets.forEach((subnet, range) -> network.subnet(subnet, range.toString(), more -> {
            Optional.ofNullable(ipv6Subnets.get(subnet)).ifPresent(six -> more.ipv6(six.toString()));
            if (subnet.equals(Wanted.API_SERVER)) {
                more.delegation("Microsoft.ContainerService/managedClusters");
            }
        }));
        return network;
    }

    /** Returns the ranges, line by line. */
    @Override
    public String toString() {
        Stream<String> lines = Stream.of(
                        Stream.of("network " + addressSpace),
                        ipv6Space.stream().map(space -> "network " + space),
                        subnets.entrySet().stream().map(each -> "  " + each.getKey() + " " + each.getValue()),
                        podCidr.stream().map(range -> "pods " + range),
                        Stream.of("services " + serviceCidr + ", DNS " + dnsServiceIp()))
                .flatMap(each -> each);
        return lines.collect(Collectors.joining("\n"));
    }

    /** Says what a network is to hold. Not thread-safe. */
    public static final class Wanted {
        static final String API_SERVER = "api-server";

        private record Pool(long nodes, long surge, int maxPods) {
            long all() {
                return nodes + surge;
            }
        }

        private final List<Pool> pools = new ArrayList<>();
        private final List<Cidr> avoided = new ArrayList<>();
        private CniModel model = CniModel.OVERLAY;
        private PodAllocation allocation = PodAllocation.DYNAMIC;
        private Optional<Cidr> within = Optional.empty();
        private Optional<Cidr> ipv6 = Optional.empty();
        private int surgePercent = 10;
        private int growthPercent;
        private int balancers;
        private int endpoints;
        private int apiServers;

        Wanted() {}

        /** Sets the network model. Default: {@link CniModel#OVERLAY}. */
        public Wanted model(CniModel value) {
            model = Objects.requireNonNull(value);
            return this;
        }

        /** Gives nodes of a pod subnet their addresses in blocks; see {@link PodAllocation#STATIC_BLOCK}. */
        public Wanted staticBlocks() {
            model = CniModel.POD_SUBNET;
            allocation = PodAllocation.STATIC_BLOCK;
            return this;
        }

        /**
         * Adds a node pool.
         *
         * @param nodes the most nodes that it has, without surge
         * @param maxPods the most pods of a node, 10 to 250
         */
        public Wanted pool(int nodes, int maxPods) {
            if (nodes < 0 || maxPods < 10 || maxPods > 250) {
                throw new AksException("A pool of " + nodes + " nodes with " + maxPods
                        + " pods each cannot be. Use 0 or more nodes and 10 to 250 pods.");
            }
            pools.add(new Pool(nodes, (nodes * (long) surgePercent + 99) / 100, maxPods));
            return this;
        }

        /** Sets the surge of upgrades, in percent of the nodes, of the pools that are added after it. Default: 10. */
        public Wanted surge(int percent) {
            surgePercent = percent;
            return this;
        }

        /** Leaves room to grow, in percent of what every subnet and the pods need. Default: 0. */
        public Wanted growth(int percent) {
            growthPercent = percent;
            return this;
        }

        /** Adds a subnet for internal load balancers. */
        public Wanted internalLoadBalancers(int count) {
            balancers = count;
            return this;
        }

        /** Adds a subnet for private endpoints. */
        public Wanted privateEndpoints(int count) {
            endpoints = count;
            return this;
        }

        /** Adds a subnet for API servers, of at least a /28, delegated to AKS. */
        public Wanted apiServers(int clusters) {
            apiServers = clusters;
            return this;
        }

        /** Demands that the network lies in a range. Default: private ranges, 10.0.0.0/8 first. */
        public Wanted within(String cidr) {
            within = Optional.of(Cidr.parse(cidr));
            return this;
        }

        /** Gives every subnet a /64 of a range of IPv6 addresses, which has to be a /64 or larger, for dual stack. */
        public Wanted ipv6(String cidr) {
            ipv6 = Optional.of(Cidr.parse(cidr));
            return this;
        }

        /** Names ranges that the network and the ranges of pods and services must not touch. */
        public Wanted avoid(String... cidrs) {
            Stream.of(cidrs).map(Cidr::parse).forEach(avoided::add);
            return this;
        }

        private Map<String, Integer> prefixes() {
            Map<String, Long> needs = new LinkedHashMap<>();
            needs.put("nodes", sum(model == CniModel.NODE_SUBNET));
            if (model == CniModel.POD_SUBNET) {
                needs.put("pods", pods());
            }
            needs.put("load-balancers", (long) balancers);
            needs.put("endpoints", (long) endpoints);
            needs.put(API_SERVER, (long) apiServers * IpArithmetic.API_SERVER);
            Map<String, Integer> prefixes = new LinkedHashMap<>();
            needs.forEach((name, need) -> {
                if (need > 0 || name.equals("nodes")) {
                    int prefix = IpArithmetic.prefixForSubnet(grown(need));
                    prefixes.put(name, name.equals(API_SERVER) ? Math.min(28, prefix) : prefix);
                }
            });
            return prefixes;
        }

        private long sum(boolean flat) {
            return pools.stream()
                    .mapToLong(pool -> pool.all() * (flat ? IpArithmetic.flatNode(pool.maxPods) : 1))
                    .sum();
        }

        private long pods() {
            return pools.stream()
                    .mapToLong(pool -> pool.all()
                            * (allocation == PodAllocation.STATIC_BLOCK
                                    ? IpArithmetic.staticNode(pool.maxPods)
                                    : IpArithmetic.dynamicNodeWithFurtherBatch(pool.maxPods)))
                    .sum();
        }

        private long grown(long need) {
            return need + (need * growthPercent + 99) / 100;
        }

        NetworkLayout layout() {
            List<Map.Entry<String, Integer>> sorted = new ArrayList<>(prefixes().entrySet());
            sorted.sort(Comparator.comparing(Map.Entry<String, Integer>::getValue));
            long size = sorted.stream()
                    .mapToLong(each -> 1L << (32 - each.getValue()))
                    .sum();
            int prefix = size <= 1 ? 32 : 32 - (64 - Long.numberOfLeadingZeros(size - 1));
            Cidr space = space(Math.min(29, prefix));
            Map<String, Cidr> subnets = new LinkedHashMap<>();
            long at = 0;
            for (Map.Entry<String, Integer> each : sorted) {
                // The largest first, so that each begins at a multiple of its size.
                subnets.put(each.getKey(), Cidr.parse(space.address(at) + "/" + each.getValue()));
                at += 1L << (32 - each.getValue());
            }
            List<Cidr> taken = new ArrayList<>(avoided);
            taken.add(space);
            Optional<Cidr> pods = Optional.empty();
            if (model == CniModel.OVERLAY || model == CniModel.KUBENET) {
                pods = Optional.of(
                        virtual("pods", "10.244.0.0/16", IpArithmetic.prefixForBlocks(grown(sum(false))), taken));
                taken.add(pods.get());
            }
            Cidr services = virtual("services", "10.0.0.0/16", 16, taken);
            return new NetworkLayout(space, ipv6, subnets, six(subnets), pods, services);
        }

        private Cidr space(int prefix) {
            Optional<Cidr> found = within.isEmpty()
                    ? Range.free(prefix, avoided)
                    : within.filter(range -> !range.isIpv6() && range.prefixLength() <= prefix).stream()
                            .flatMap(range -> Range.blocksOf(range, prefix))
                            .filter(block -> Stream.concat(avoided.stream(), Range.RESERVED_BY_AKS.stream())
                                    .noneMatch(block::overlaps))
                            .findFirst();
            return found.orElseThrow(() -> new AksException("What is wanted needs a /" + prefix
                    + ", and none is free in "
                    + within.map(Cidr::toString).orElse("the private ranges")
                    + ". Want less, or give a larger range with within(...)."));
        }

        /** Azure's default, if it is large enough and free; otherwise the first free range. */
        private static Cidr virtual(String what, String usual, int prefix, List<Cidr> taken) {
            Cidr preferred = Cidr.parse(usual);
            if (preferred.prefixLength() <= prefix && taken.stream().noneMatch(preferred::overlaps)) {
                return preferred;
            }
            return Range.free(Math.min(prefix, 16), taken)
                    .or(() -> Range.free(prefix, taken))
                    .orElseThrow(() -> new AksException(
                            "No private range of a /" + prefix + " is free for " + what + ". Avoid less."));
        }

        private Map<String, Cidr> six(Map<String, Cidr> subnets) {
            Map<String, Cidr> all = new LinkedHashMap<>();
            ipv6.ifPresent(range -> {
                if (!range.isIpv6() || range.prefixLength() > 64) {
                    throw new AksException(range + " has no /64 of IPv6 addresses. Give a /64 or larger.");
                }
                BigInteger blocks = BigInteger.ONE.shiftLeft(64 - range.prefixLength());
                if (blocks.compareTo(BigInteger.valueOf(subnets.size())) < 0) {
                    throw new AksException(range + " has " + blocks + " blocks of a /64 for " + subnets.size()
                            + " subnets. Give a larger range, for example a /56.");
                }
                Cidr next = Cidr.parse(range.address(0) + "/64");
                for (String subnet : subnets.keySet()) {
                    all.put(subnet, next);
                    next = next.next();
                }
            });
            return all;
        }
    }
}
