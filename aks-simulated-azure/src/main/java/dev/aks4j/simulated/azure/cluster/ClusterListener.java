package dev.aks4j.simulated.azure.cluster;

/** Follows the clusters of a simulated Azure. Called under the simulator's lock, on every change. */
public interface ClusterListener {

    /** Says what a cluster is now. The first call is the cluster's creation; it has no nodes then. */
    void changed(ClusterSnapshot cluster);

    /** Says that a cluster is gone. */
    void removed(ClusterSnapshot cluster);
}
