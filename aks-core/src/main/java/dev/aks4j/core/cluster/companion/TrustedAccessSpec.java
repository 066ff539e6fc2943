package dev.aks4j.core.cluster.companion;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says that another Azure service, such as a machine learning workspace, may use a cluster's Kubernetes API in certain
 * roles, without being let in by address. Immutable and thread-safe.
 */
public final class TrustedAccessSpec extends CompanionSpec {

    private final ResourceId source;
    private final String given;

    private TrustedAccessSpec(Builder builder) {
        super(
                child(builder.cluster.id(), "trustedAccessRoleBindings", builder.name),
                builder.cluster.id(),
                new ClusterDocument().set("/properties/roles", builder.roles),
                builder.raw);
        source = builder.source;
        given = builder.name;
        refuse(Rule.all(CompanionRules.TRUSTED_ACCESS, this));
    }

    /**
     * Returns access for one resource.
     *
     * @param name 1 to 24 letters, digits and hyphens
     * @param cluster the cluster
     * @param source the resource that is let in
     * @param roles for example {@code Microsoft.MachineLearningServices/workspaces/mlworkload}
     * @throws dev.aks4j.core.model.InvalidSpecException with every problem
     */
    public static TrustedAccessSpec of(String name, ClusterSpec cluster, ResourceId source, String... roles) {
        return builder(name, cluster, source).roles(roles).build();
    }

    /**
     * Starts access for one resource.
     *
     * @param name 1 to 24 letters, digits and hyphens
     * @param cluster the cluster
     * @param source the resource that is let in
     */
    public static Builder builder(String name, ClusterSpec cluster, ResourceId source) {
        return new Builder(name, cluster, source);
    }

    String given() {
        return given;
    }

    @Override
    void complete(Json.ObjectBuilder sent, Scope scope) {
        sent.within("properties").put("sourceResourceId", scope.id(source).toString());
    }

    @Override
    CompanionKind companionKind() {
        return CompanionKind.TRUSTED_ACCESS;
    }

    @Override
    String summary() {
        return source.name() + " as " + property("/properties/roles").get(0).asText();
    }

    /** Builds a {@link TrustedAccessSpec}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final ClusterSpec cluster;
        private final ResourceId source;
        private final List<String> roles = new ArrayList<>();
        private final Map<String, Object> raw = new LinkedHashMap<>();

        private Builder(String name, ClusterSpec cluster, ResourceId source) {
            this.name = name;
            this.cluster = cluster;
            this.source = source;
        }

        /** Adds roles, for example {@code Microsoft.MachineLearningServices/workspaces/mlworkload}. */
        public Builder roles(String... names) {
            roles.addAll(List.of(names));
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
        public TrustedAccessSpec build() {
            return new TrustedAccessSpec(this);
        }
    }
}
