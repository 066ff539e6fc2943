package dev.aks4j.core.cluster;

import java.util.Optional;
import java.util.Set;

/** Says what a node pool should be. What features of other modules may ask of it; immutable and thread-safe. */
public interface NodePoolSpec {

    /** Returns the pool's name. */
    String name();

    /** Returns whether this is a system pool. */
    boolean isSystem();

    /** Returns whether the nodes are spot machines. */
    boolean isSpot();

    /** Returns whether the nodes run Windows. */
    boolean isWindows();

    /** Returns the fewest nodes: the autoscaler's minimum, or the count. */
    int minNodes();

    /** Returns the most nodes, without surge: the autoscaler's maximum, or the count. */
    int maxNodes();

    /** Returns the most nodes that an upgrade adds when the pool is at its maximum; 0 on spot pools. */
    int surgeNodes();

    /** Returns the pods per node, if the pool says it. */
    Optional<Integer> maxPods();

    /** Returns the size of the machines. */
    String vmSize();

    /** Returns the availability zones; empty for a regional pool. */
    Set<Integer> zones();
}
