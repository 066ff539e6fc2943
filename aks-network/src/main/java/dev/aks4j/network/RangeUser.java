package dev.aks4j.network;

import dev.aks4j.core.model.Json;

/**
 * One user of a range: the nodes or pods of a pool, load balancers, private endpoints, an API server. Counts are in the
 * unit of the range. Immutable and thread-safe.
 */
public final class RangeUser {

    private final String name;
    private final String what;
    private final long nodesNow;
    private final long nodesAtMaximum;
    private final long nodesWithSurge;
    private final long each;
    private final long eachAtMost;
    private final long wastedEach;
    private final boolean perNode;

    private RangeUser(
            String name, String what, long[] nodes, long each, long eachAtMost, long wastedEach, boolean perNode) {
        this.name = name;
        this.what = what;
        nodesNow = nodes[0];
        nodesAtMaximum = nodes[1];
        nodesWithSurge = nodes[2];
        this.each = each;
        this.eachAtMost = eachAtMost;
        this.wastedEach = wastedEach;
        this.perNode = perNode;
    }

    /** A user whose need follows the number of nodes: now, at the maximum, and with surge. */
    static RangeUser perNode(String name, String what, long[] nodes, long each, long eachAtMost, long wastedEach) {
        return new RangeUser(name, what, nodes, each, eachAtMost, wastedEach, true);
    }

    /** A user that takes the same number always. */
    static RangeUser fixed(String name, String what, long count) {
        return new RangeUser(name, what, new long[] {1, 1, 1}, count, count, 0, false);
    }

    /** Returns who it is, for example {@code shop/apps}. */
    public String name() {
        return name;
    }

    /** Returns what takes the addresses, for example {@code nodes and pods}. */
    public String what() {
        return what;
    }

    /** Returns what it takes with the fewest nodes: the count of a pool, or the autoscaler's minimum. */
    public long now() {
        return nodesNow * each;
    }

    /** Returns what it takes with every autoscaler at its maximum. */
    public long atMaximum() {
        return nodesAtMaximum * each;
    }

    /** Returns what it takes at the maximum while every pool is upgraded with its surge. */
    public long withSurge() {
        return nodesWithSurge * each;
    }

    /** Returns as {@link #withSurge}, with the further batch that each node may ask for. */
    public long atMost() {
        return nodesWithSurge * eachAtMost;
    }

    /** Returns what one more node takes; 0 for what does not follow the nodes. */
    public long each() {
        return perNode ? each : 0;
    }

    /** Returns how many addresses are handed out to it with surge that no node and no pod can use. */
    public long wasted() {
        return nodesWithSurge * wastedEach;
    }

    Json toJson() {
        return Json.object()
                .put("name", name)
                .put("what", what)
                .put("now", now())
                .put("atMaximum", atMaximum())
                .put("withSurge", withSurge())
                .put("atMost", atMost())
                .put("wasted", wasted())
                .build();
    }

    /** Returns for example {@code shop/apps, nodes: 44}. */
    @Override
    public String toString() {
        return name + ", " + what + ": " + withSurge();
    }
}
