package dev.aks4j.simulated.azure.internal.cluster;

import dev.aks4j.simulated.azure.cluster.NodeSnapshot;
import java.time.Duration;
import java.util.List;

/** The node pools of clusters as the cluster autoscaler reaches them. To be used under the simulator's lock. */
public interface PoolScaler {

    /**
     * A pool that follows the load, or the machines of one size in a pool of single machines. Immutable.
     *
     * @param name its name
     * @param scaleSet the name of its scale set
     * @param count how many nodes it has
     * @param least how few it may have
     * @param most how many it may have, given its own limit and the cores that the subscription has left
     * @param template what a new node of it would be
     */
    record Pool(String name, String scaleSet, int count, int least, int most, NodeSnapshot template) {}

    /** Tells whether a cluster runs and has a pool that follows the load, whatever else goes on with it. */
    boolean scales(String clusterId);

    /** Returns the pools of a cluster that follow the load; none while it is stopped or something else changes it. */
    List<Pool> pools(String clusterId);

    /** Returns a duration of the cluster's autoscaler profile, such as {@code scale-down-unneeded-time}. */
    Duration setting(String clusterId, String key, Duration otherwise);

    /** Adds nodes to a pool, or of single machines to those of a size, as many of them as it may have. */
    void grow(String clusterId, Pool pool, int nodes);

    /** Removes nodes of a pool. */
    void shrink(String clusterId, String pool, List<NodeSnapshot> nodes);
}
