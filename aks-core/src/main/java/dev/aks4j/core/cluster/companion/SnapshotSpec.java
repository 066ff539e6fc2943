package dev.aks4j.core.cluster.companion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;

/**
 * Says that a snapshot of a node pool is to be kept: its node image and versions, from which other pools can be created.
 * Immutable and thread-safe.
 */
public final class SnapshotSpec extends CompanionSpec {

    private final ResourceId pool;
    private final String given;

    private SnapshotSpec(Builder builder) {
        super(
                child(builder.group.id(), "Microsoft.ContainerService/snapshots", builder.name),
                builder.cluster,
                builder.document);
        pool = builder.pool;
        given = builder.name;
        refuse(Rule.all(CompanionRules.SNAPSHOT, this));
    }

    /**
     * Starts a snapshot. It lives in the region of the cluster.
     *
     * @param name 1 to 63 letters, digits, underscores and hyphens
     * @param group the resource group it lives in
     * @param cluster the cluster
     * @param pool the name of the pool to take it from
     */
    public static Builder builder(String name, ResourceGroupSpec group, ClusterSpec cluster, String pool) {
        return new Builder(name, group, cluster, pool);
    }

    String given() {
        return given;
    }

    @Override
    JsonNode document(Scope scope) {
        ObjectNode document = (ObjectNode) super.document(scope);
        document.withObjectProperty("properties")
                .withObjectProperty("creationData")
                .put("sourceResourceId", scope.id(pool).toString());
        return document;
    }

    @Override
    CompanionKind companionKind() {
        return CompanionKind.SNAPSHOT;
    }

    @Override
    String summary() {
        return "of pool " + pool.name();
    }

    /** Builds a {@link SnapshotSpec}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final ResourceGroupSpec group;
        private final ResourceId cluster;
        private final ResourceId pool;
        private final ClusterDocument document = new ClusterDocument();

        private Builder(String name, ResourceGroupSpec group, ClusterSpec cluster, String pool) {
            this.name = name;
            this.group = group;
            this.cluster = cluster.id();
            this.pool = cluster.id().child("agentPools", pool);
            document.set("/location", cluster.region().name()).set("/properties/snapshotType", "NodePool");
        }

        /** Adds an Azure tag. */
        public Builder tag(String key, String value) {
            document.set("/tags/" + key, value);
            return this;
        }

        /**
         * Checks and builds.
         *
         * @throws dev.aks4j.core.model.InvalidSpecException with every problem
         */
        public SnapshotSpec build() {
            return new SnapshotSpec(this);
        }
    }
}
