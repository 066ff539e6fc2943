package dev.aks4j.core.cluster;

import dev.aks4j.core.model.ResourceId;
import java.util.Optional;

/**
 * The identity with which the control plane acts in Azure. The module aks-identity has the implementations; a cluster
 * without one has a system-assigned identity. What it derives, the identity itself and its role assignments,
 * is there before the cluster is written.
 */
public interface ClusterIdentity extends ClusterFeature {

    /**
     * Returns this identity for one cluster: a name that follows the cluster's name is now known. Called once, when the
     * cluster spec is built, before anything else is asked; the cluster keeps what is returned.
     *
     * @param cluster the cluster's id, without a subscription
     */
    ClusterIdentity forCluster(ResourceId cluster);

    /** Returns the user-assigned identity; empty for a system-assigned one. */
    Optional<ResourceId> userAssigned();
}
