package dev.aks4j.core.kubernetes;

import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Says what a Kubernetes namespace should be. Removing one removes everything in it. Immutable and thread-safe.
 *
 * <pre>{@code
 * NamespaceSpec shop = NamespaceSpec.builder("shop-ns", cluster.id()).podSecurity("restricted").build();
 * }</pre>
 */
public final class NamespaceSpec implements Spec {

    private final String name;
    private final ResourceId cluster;
    private final Map<String, String> labels;

    private NamespaceSpec(Builder builder) {
        this.name = builder.name;
        this.cluster = builder.cluster;
        this.labels = Map.copyOf(builder.labels);
        InvalidSpecException.throwIfAny("namespace " + name, Rule.all(NamespaceRules.ALL, this));
    }

    /**
     * Returns a namespace without labels.
     *
     * @param cluster the cluster's id
     * @throws InvalidSpecException if Kubernetes would refuse the name
     */
    public static NamespaceSpec of(String name, ResourceId cluster) {
        return builder(name, cluster).build();
    }

    /** Starts a namespace. */
    public static Builder builder(String name, ResourceId cluster) {
        return new Builder(name, cluster);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the cluster. */
    public ResourceId cluster() {
        return cluster;
    }

    /** Returns the labels. */
    public Map<String, String> labels() {
        return labels;
    }

    @Override
    public Address address() {
        return Address.kubernetes(cluster, "v1", "Namespace", name);
    }

    @Override
    public ResourceKind<?> kind() {
        return NamespaceKind.INSTANCE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NamespaceSpec spec && address().equals(spec.address()) && labels.equals(spec.labels);
    }

    @Override
    public int hashCode() {
        return address().hashCode();
    }

    @Override
    public String toString() {
        return "namespace " + name;
    }

    /** Builds a {@link NamespaceSpec}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final ResourceId cluster;
        private final Map<String, String> labels = new LinkedHashMap<>();

        private Builder(String name, ResourceId cluster) {
            this.name = Objects.requireNonNull(name);
            this.cluster = Objects.requireNonNull(cluster);
        }

        /** Adds a label. */
        public Builder label(String key, String value) {
            labels.put(Objects.requireNonNull(key), Objects.requireNonNull(value));
            return this;
        }

        /** Enforces a Pod Security Standard: {@code privileged}, {@code baseline} or {@code restricted}. */
        public Builder podSecurity(String level) {
            return label(NamespaceRules.POD_SECURITY, level);
        }

        /**
         * Checks and builds.
         *
         * @throws InvalidSpecException with every problem
         */
        public NamespaceSpec build() {
            return new NamespaceSpec(this);
        }
    }
}
