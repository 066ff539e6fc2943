package dev.aks4j.network;

import dev.aks4j.core.model.Cidr;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;

/**
 * What one range of an {@link IpPlan} needs, has and wastes. Subnets and services count addresses, pod ranges the blocks
 * that nodes get: 256 IPv4 addresses, or a /80 of IPv6. Immutable and thread-safe.
 */
public final class RangeUse {

    private final RangeKind kind;
    private final String name;
    private final Optional<ResourceId> id;
    private final Cidr range;
    private final List<RangeUser> users;

    RangeUse(RangeKind kind, String name, Optional<ResourceId> id, Cidr range, List<RangeUser> users) {
        this.kind = kind;
        this.name = name;
        this.id = id;
        this.range = range;
        this.users = List.copyOf(users);
    }

    /** Returns what the range is for. */
    public RangeKind kind() {
        return kind;
    }

    /** Returns the name: of a subnet {@code vnet-shop/nodes}, of a pod or service range the cluster's. */
    public String name() {
        return name;
    }

    /** Returns the id of the subnet or of the cluster, without a subscription if none was given. */
    public Optional<ResourceId> id() {
        return id;
    }

    /** Returns the range. */
    public Cidr range() {
        return range;
    }

    /** Returns what is counted: {@code addresses} or {@code node blocks}. */
    public String unit() {
        return kind == RangeKind.POD_RANGE ? "node blocks" : "addresses";
    }

    /** Returns who uses the range. */
    public List<RangeUser> users() {
        return users;
    }

    /** Returns how many there are to give out: a subnet less the five addresses that Azure keeps. */
    public BigInteger has() {
        return switch (kind) {
            case SUBNET -> IpArithmetic.usable(range);
            case POD_RANGE -> IpArithmetic.nodeBlocks(range);
            default -> range.size();
        };
    }

    /** Returns what is taken with the fewest nodes. */
    public long now() {
        return sum(RangeUser::now);
    }

    /** Returns what is taken with every autoscaler at its maximum. */
    public long atMaximum() {
        return sum(RangeUser::atMaximum);
    }

    /** Returns what the range needs: every pool at its maximum, and upgraded with its surge at the same time. */
    public long needs() {
        return sum(RangeUser::withSurge);
    }

    /**
     * Returns the most that can be taken: as {@link #needs}, and each node of a pod subnet in batches has asked for a
     * further batch, because fewer than 8 of its addresses were left.
     */
    public long atMost() {
        return sum(RangeUser::atMost);
    }

    /** Returns how many addresses are handed out at {@link #needs} that no node and no pod can use. */
    public long wasted() {
        return sum(RangeUser::wasted);
    }

    /** Returns whether there is enough for {@link #needs}. */
    public boolean fits() {
        return has().compareTo(BigInteger.valueOf(needs())) >= 0;
    }

    /** Returns what is left at {@link #needs}; negative if that is not enough. */
    public BigInteger free() {
        return has().subtract(BigInteger.valueOf(needs()));
    }

    /** Returns how many more nodes fit beside {@link #needs}, counted by the most costly pool; empty if no nodes use it. */
    public OptionalLong moreNodes() {
        long each = users.stream().mapToLong(RangeUser::each).max().orElse(0);
        if (each == 0) {
            return OptionalLong.empty();
        }
        BigInteger nodes = free().max(BigInteger.ZERO).divide(BigInteger.valueOf(each));
        return OptionalLong.of(nodes.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact());
    }

    /** Returns the longest prefix, which is the smallest range, that would do for {@link #needs}; empty if nothing counts. */
    public Optional<Integer> smallestPrefix() {
        if (users.isEmpty() || kind != RangeKind.SUBNET && kind != RangeKind.POD_RANGE) {
            return Optional.empty();
        }
        if (range.isIpv6()) {
            // Azure takes a /64 as a subnet of IPv6 only; a pod range of a /64 has 65,536 blocks.
            return Optional.of(64);
        }
        return Optional.of(
                kind == RangeKind.SUBNET
                        ? IpArithmetic.prefixForSubnet(needs())
                        : IpArithmetic.prefixForBlocks(needs()));
    }

    private long sum(ToLongFunction<RangeUser> count) {
        return users.stream().mapToLong(count).sum();
    }

    /** Returns the use as programs read it. */
    public Json toJson() {
        Json.ObjectBuilder json = Json.object()
                .put("kind", kind.toString())
                .put("name", name)
                .put("range", range.toString())
                .put("unit", unit())
                .put("has", has())
                .put("now", now())
                .put("atMaximum", atMaximum())
                .put("needs", needs())
                .put("atMost", atMost())
                .put("free", free())
                .put("wasted", wasted())
                .put("fits", fits());
        id.ifPresent(value -> json.put("id", value.toString()));
        moreNodes().ifPresent(nodes -> json.put("moreNodes", nodes));
        smallestPrefix().ifPresent(prefix -> json.put("smallestPrefix", prefix));
        json.put("users", users.stream().map(RangeUser::toJson).toList());
        return json.build();
    }

    /** Returns kind, name and range. */
    @Override
    public String toString() {
        return kind + " " + name + " (" + range + ")";
    }
}
