package dev.aks4j.core.cluster;

import dev.aks4j.core.cluster.pool.NodePoolSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.internal.cluster.rule.DeclaredCluster;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Region;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A spec as rules look at it.
 *
 * @param spec the spec
 */
record Declared(ClusterSpec spec) implements DeclaredCluster {

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public ResourceGroupSpec group() {
        return spec.group();
    }

    @Override
    public Region region() {
        return spec.region();
    }

    @Override
    public Optional<String> kubernetesVersion() {
        return spec.kubernetesVersion();
    }

    @Override
    public Optional<KubernetesVersion> version() {
        return spec.version();
    }

    @Override
    public List<NodePoolSpec> pools() {
        return spec.pools();
    }

    @Override
    public Set<String> removedPools() {
        return spec.removedPools();
    }

    @Override
    public Json property(String pointer) {
        return spec.property(pointer);
    }

    @Override
    public Json profile(NodePoolSpec pool) {
        return spec.profile(pool);
    }

    @Override
    public boolean supportsWindows() {
        return spec.supportsWindows();
    }
}
