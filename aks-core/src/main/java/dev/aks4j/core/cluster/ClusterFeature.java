package dev.aks4j.core.cluster;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Question;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import java.util.List;
import java.util.Optional;
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

    /**
     * Sets this feature's properties on one node pool, for example its subnet.
     *
     * @param pool the pool
     * @param document the pool's own document, as the agentPools API takes it: properties are below {@code /properties}
     * @param scope completes relative ids
     */
    default void contribute(NodePoolSpec pool, ClusterDocument document, Scope scope) {}

    /**
     * Judges one difference between the cluster as declared and as it is. A feature answers for the properties that it
     * set: with another {@link dev.aks4j.core.plan.kind.Change} and a reason, or with nothing to leave the property alone.
     * Every other difference it returns as it came.
     *
     * @param difference what was found; its path is a pointer in the managed cluster's document
     * @param live the live managed cluster
     */
    default Optional<Difference> judge(Difference difference, Json live) {
        return Optional.of(difference);
    }

    /** Returns what is wrong with this feature in this cluster. Called when the cluster spec is built. */
    default List<Problem> check(ClusterSpec cluster) {
        return List.of();
    }

    /**
     * Returns what is wrong with this feature among the specs of a plan: with a route table that the plan makes, for
     * example. What needs the cluster alone was found when its spec was built.
     */
    default List<Problem> check(ClusterSpec cluster, Scope scope) {
        return List.of();
    }

    /**
     * Returns what a plan is to ask before it writes the cluster, for example what the caller may do in it. Asked only where
     * the plan would write the cluster.
     *
     * @param live the live managed cluster; a missing node if it does not exist
     */
    default List<Question> questions(ClusterSpec cluster, Json live, Scope scope) {
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

    /**
     * Returns the rights that the identity of the nodes needs, the kubelet's, for this feature to work. It may exist only
     * once the cluster does, so these are granted afterwards.
     */
    default List<RequiredRole> nodeRoles() {
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
