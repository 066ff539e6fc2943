package dev.aks4j.core.cluster;

import java.util.List;

/** A cluster's network model. The module aks-network has the implementations. */
public interface ClusterNetwork extends ClusterFeature {

    /** Returns how the cluster uses its address ranges with every pool at its maximum, surge nodes included. */
    List<AddressUse> addressUse(ClusterSpec cluster);

    /** Returns the number of pods per node that Azure assumes for this model if a pool does not say it. */
    int defaultMaxPods();

    /** Returns whether nodes can live in this model's network under Windows. */
    boolean supportsWindows();
}
