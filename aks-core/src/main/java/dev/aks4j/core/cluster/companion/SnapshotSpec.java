package dev.aks4j.core.cluster.companion;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import java.util.LinkedHashMap;
import java.util.Map;

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
                builder.document,
                builder.raw);
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
    void complete(Json.ObjectBuilder sent, Scope scope) {
        sent.within("properties")
                .within("creationData")
                .put("sourceResourceId", scope.id(pool).toString());
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
        private final Map<String, Object> raw = new LinkedHashMap<>();

        private Builder(String name, ResourceGroupSpec group, ClusterSpec cluster, String pool) {
            this.name = name;
            this.group = group;
            this.cluster = cluster.id();
            this.pool = cluster.id().child("agentPools", pool);
            document.set("/location", cluster.region().name()).setDefault("/properties/snapshotType", "NodePool");
        }

        /** Adds an Azure tag. */
        public Builder tag(String key, String value) {
            document.set("/tags/" + ClusterDocument.escape(key), value);
            return this;
        }

        /**
         * Sets a property that this builder has no method for. Rules, plans and comparisons see it like any other, and
         * it wins over what a method set at the same place.
         *
         * @param pointer JSON pointer in Azure's document, for example {@code /properties/newProperty}
         * @param value a string, number, boolean, list or map
         * @throws dev.aks4j.core.model.AksException if the pointer is none
         */
        public Builder raw(String pointer, Object value) {
            raw.put(ClusterDocument.place(pointer), value);
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
