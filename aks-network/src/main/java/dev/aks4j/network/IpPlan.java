package dev.aks4j.network;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Spec;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The addresses of a set of clusters and networks: what each range needs with every autoscaler at its maximum and every
 * pool upgrading at once, what it has and wastes, how many nodes still fit, the smallest prefix that would do, and which
 * ranges overlap that must not. The networks of one plan are taken as connected with each other; what is not connected
 * belongs into a plan of its own. Nothing is asked of Azure. Immutable and thread-safe.
 *
 * <pre>{@code
 * IpPlan plan = IpPlan.builder()
 *     .network(vnet)
 *     .cluster(shop)
 *     .privateEndpoints(vnet.subnet("endpoints"), 12)
 *     .peered("hub", "10.0.0.0/20")
 *     .onPremises("office", "192.168.0.0/16")
 *     .build();
 * System.out.println(plan);                  // also plan.toJson() and plan.toSvg()
 * plan.range("vnet-shop/nodes").moreNodes(); // how many nodes still fit
 * }</pre>
 *
 * <p>Numbers are those of Azure's documents: five addresses of each subnet are Azure's; a node of a node subnet takes one
 * address and one for each of its pods; a node of a pod subnet takes batches or blocks of 16 of that subnet, rounded up
 * for each node; a node of an overlay takes a /24 of the pod range; an API server takes nine addresses of its subnet; an
 * internal load balancer, a private endpoint and the endpoint of a private cluster take one each.
 */
public final class IpPlan {

    private final List<RangeUse> ranges;
    private final List<RangeOverlap> overlaps;

    IpPlan(List<RangeUse> ranges, List<RangeOverlap> overlaps) {
        this.ranges = List.copyOf(ranges);
        this.overlaps = List.copyOf(overlaps);
    }

    /** Starts a plan. */
    public static IpPlanBuilder builder() {
        return new IpPlanBuilder();
    }

    /** Returns the plan of what is among the specs: networks, clusters, services, private endpoints, peerings. */
    public static IpPlan of(Collection<? extends Spec> specs) {
        return builder().specs(specs).build();
    }

    /** Returns the plan of one cluster and its subnets. */
    public static IpPlan of(ClusterSpec cluster) {
        return builder().cluster(cluster).build();
    }

    /** Returns the plan of a cluster that is being built with a network. */
    static IpPlan of(NetworkModel network, ClusterSpec cluster) {
        return builder().cluster(cluster, network).build();
    }

    /**
     * Lays out a virtual network for what is wanted.
     *
     * @param wanted says how many nodes and pods, and what else
     * @throws AksException if there is no room for it
     */
    public static NetworkLayout suggest(Consumer<NetworkLayout.Wanted> wanted) {
        NetworkLayout.Wanted all = new NetworkLayout.Wanted();
        wanted.accept(all);
        return all.layout();
    }

    /** Returns every range that something takes addresses of, and every subnet of the networks: networks first. */
    public List<RangeUse> ranges() {
        return ranges;
    }

    /**
     * Returns a range by its name, for example {@code vnet-shop/nodes}; of a cluster's virtual ranges that of its pods.
     *
     * @throws AksException if there is none
     */
    public RangeUse range(String name) {
        return find(name)
                .orElseThrow(() -> new AksException("The plan has no range \"" + name + "\". It has: "
                        + String.join(
                                ", ",
                                ranges.stream().map(RangeUse::name).distinct().toList()) + "."));
    }

    private Optional<RangeUse> find(String name) {
        return ranges.stream()
                .filter(range -> range.name().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Returns the ranges that are too small. */
    public List<RangeUse> tooSmall() {
        return ranges.stream().filter(range -> !range.fits()).toList();
    }

    /** Returns the ranges that overlap and must not. */
    public List<RangeOverlap> overlaps() {
        return overlaps;
    }

    /** Returns whether every range is large enough and none overlap that must not. */
    public boolean fits() {
        return overlaps.isEmpty() && tooSmall().isEmpty();
    }

    /** Returns the plan as programs read it. */
    public Json toJson() {
        return Json.object()
                .put("fits", fits())
                .put("ranges", ranges.stream().map(RangeUse::toJson).toList())
                .put("overlaps", overlaps.stream().map(RangeOverlap::toJson).toList())
                .build();
    }

    /** Returns the plan as a picture: a bar for each range, with what is taken now, at the maximum, and with surge. */
    public String toSvg() {
        return IpPlanSvg.of(this);
    }

    /** Returns the plan as a table, with the overlaps below it. */
    @Override
    public String toString() {
        return IpPlanText.of(this);
    }
}
