package dev.aks4j.core.cluster;

import dev.aks4j.core.model.ResourceId;
import java.util.Optional;

/**
 * The identity with which the control plane acts in Azure. The module aks-identity has the implementations; a cluster
 * without one has a system-assigned identity.
 */
public interface ClusterIdentity extends ClusterFeature {

    /** Returns the user-assigned identity; empty for a system-assigned one. */
    Optional<ResourceId> userAssigned();
}
