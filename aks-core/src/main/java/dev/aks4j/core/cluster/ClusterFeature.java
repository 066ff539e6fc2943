package dev.aks4j.core.cluster;

import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Scope;
import dev.aks4j.core.plan.Spec;
import java.util.List;
import java.util.Set;

/**
 * The contract by which a module adds its concern to a cluster: what it sets on the managed cluster, its rules seen
 * against the whole cluster, and what it needs to exist. Implementations are immutable and thread-safe.
 */
public interface ClusterFeature {

    /**
     * Sets this feature's properties.
     *
     * @param document the managed cluster's document, to be written to
     * @param scope completes relative ids
     */
    void contribute(ClusterDocument document, Scope scope);

    /** Returns what is wrong with this feature in this cluster. Called when the cluster spec is built. */
    default List<Problem> check(ClusterSpec cluster) {
        return List.of();
    }

    /** Returns the resources that must exist before the cluster is created, for example its subnets. */
    default Set<ResourceId> requires() {
        return Set.of();
    }

    /** Returns the rights that the control plane's identity needs for this feature to work. */
    default List<RequiredRole> requiredRoles() {
        return List.of();
    }

    /** Returns specs that this feature brings along, for example role assignments. A plan includes them. */
    default List<Spec> derived(ClusterSpec cluster) {
        return List.of();
    }

    /** Returns this feature in a few words, for the plan; empty for none. */
    default String summary() {
        return "";
    }
}
