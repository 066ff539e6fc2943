package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Region;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A cluster as it is declared, which is what rules look at. {@link dev.aks4j.core.cluster.ClusterSpec} is one. Immutable
 * and thread-safe.
 */
public interface DeclaredCluster {

    /** Returns the cluster's name. */
    String name();

    /** Returns the resource group. */
    ResourceGroupSpec group();

    /** Returns the region. */
    Region region();

    /** Returns the version asked for: {@code 1.35} or {@code 1.35.2}; empty to let Azure choose. */
    Optional<String> kubernetesVersion();

    /** Returns the version asked for, read as numbers; empty to let Azure choose. */
    Optional<KubernetesVersion> version();

    /** Returns the node pools, in the order of their definition. */
    List<NodePoolSpec> pools();

    /** Returns the names of pools that are to be removed if they exist. */
    Set<String> removedPools();

    /**
     * Returns what the cluster declares at a place in Azure's managed cluster, features included; a missing node if it
     * declares nothing. Ids in it may have a subscription of zeros, because none is chosen yet; the pools are not in it.
     *
     * @param pointer JSON pointer, for example {@code /properties/networkProfile/outboundType}
     */
    Json property(String pointer);

    /**
     * Returns what is declared for one pool, features included, as Azure's agent pool profile.
     *
     * @param pool one of this cluster's pools
     */
    Json profile(NodePoolSpec pool);

    /** Returns whether nodes with Windows can live in the cluster's network. */
    boolean supportsWindows();

    /** Returns a node pool by its name. */
    default Optional<NodePoolSpec> pool(String name) {
        return pools().stream().filter(pool -> pool.name().equals(name)).findFirst();
    }

    /** Returns a property as text; empty if it is not declared. */
    default String text(String pointer) {
        return property(pointer).asText();
    }

    /** Returns whether a property is declared and true. */
    default boolean isTrue(String pointer) {
        return property(pointer).asBoolean(false);
    }

    /** Returns whether a property is declared. */
    default boolean has(String pointer) {
        return !property(pointer).isMissing();
    }
}
