package dev.aks4j.core.cluster;

import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import java.util.List;
import java.util.Optional;

/** Says what a managed cluster should be: control plane, node pools, and the features that other modules add. */
public interface ClusterSpec {

    /** Returns the cluster's name. */
    String name();

    /** Returns the cluster's id, without a subscription. */
    ResourceId id();

    /** Returns the region. */
    Region region();

    /** Returns the version asked for: {@code 1.35} or {@code 1.35.2}; empty to let Azure choose. */
    Optional<String> kubernetesVersion();

    /** Returns the node pools, in the order of their definition. */
    List<NodePoolSpec> pools();

    /** Returns the network model, if one was chosen. */
    Optional<ClusterNetwork> network();

    /** Returns the access model, if one was chosen. */
    Optional<ClusterAccess> access();

    /** Returns the control plane's identity, if one was chosen; otherwise it is system-assigned. */
    Optional<ClusterIdentity> identity();

    /** Returns all features, the ones above included. */
    List<ClusterFeature> features();
}
