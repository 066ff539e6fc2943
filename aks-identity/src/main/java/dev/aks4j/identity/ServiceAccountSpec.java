package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Says what a Kubernetes service account should be, and as which managed identity its pods act in Azure. Pods that use
 * the identity carry the label {@link #POD_LABEL}. The namespace has to exist. Immutable and thread-safe.
 *
 * <pre>{@code
 * ServiceAccountSpec account = ServiceAccountSpec.builder("orders", "shop-ns", cluster).actsAs(identity).build();
 * }</pre>
 */
public final class ServiceAccountSpec implements Spec {

    /** Name of the label, with the value {@code true}, that a pod needs to get a token; not the service account. */
    public static final String POD_LABEL = "azure.workload.identity/use";

    private final String name;
    private final String namespace;
    private final ResourceId cluster;
    private final Optional<ResourceId> identity;
    private final Optional<Duration> tokenExpiration;
    private final Map<String, String> annotations;
    private final Optional<String> tenant;

    private ServiceAccountSpec(Builder builder) {
        this.name = builder.name;
        this.namespace = builder.namespace;
        this.cluster = builder.cluster;
        this.identity = Optional.ofNullable(builder.identity);
        this.tokenExpiration = Optional.ofNullable(builder.tokenExpiration);
        this.annotations = Map.copyOf(builder.annotations);
        this.tenant = Optional.ofNullable(builder.tenant);
        List<Problem> problems =
                new ArrayList<>(Rule.all(ServiceAccountRules.NAMES, new ServiceAccountRules.Names(namespace, name)));
        problems.addAll(Rule.all(ServiceAccountRules.ALL, this));
        problems.addAll(Rule.all(ServiceAccountRules.ANNOTATIONS, annotations));
        InvalidSpecException.throwIfAny(toString(), problems);
    }

    /** Starts a service account in a cluster. */
    public static Builder builder(String name, String namespace, ClusterSpec cluster) {
        return builder(name, namespace, cluster.id());
    }

    /** Starts a service account in a cluster that is named by its id. */
    public static Builder builder(String name, String namespace, ResourceId cluster) {
        return new Builder(name, namespace, cluster);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the namespace. */
    public String namespace() {
        return namespace;
    }

    /** Returns the cluster. */
    public ResourceId cluster() {
        return cluster;
    }

    /** Returns the identity as which its pods act in Azure, if there is one. */
    public Optional<ResourceId> identity() {
        return identity;
    }

    /** Returns how long its tokens live; empty for the webhook's default of one hour. */
    public Optional<Duration> tokenExpiration() {
        return tokenExpiration;
    }

    /** Returns the tenant that its pods sign in to; empty for the cluster's. */
    public Optional<String> tenant() {
        return tenant;
    }

    /** Returns further annotations. */
    public Map<String, String> annotations() {
        return annotations;
    }

    @Override
    public Address address() {
        return Address.kubernetes(cluster, "v1", "ServiceAccount", namespace, name);
    }

    @Override
    public ResourceKind<?> kind() {
        return ServiceAccountKind.INSTANCE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServiceAccountSpec spec
                && address().equals(spec.address())
                && identity.equals(spec.identity)
                && tokenExpiration.equals(spec.tokenExpiration)
                && annotations.equals(spec.annotations)
                && tenant.equals(spec.tenant);
    }

    @Override
    public int hashCode() {
        return address().hashCode();
    }

    @Override
    public String toString() {
        return "service account " + namespace + "/" + name;
    }

    /** Builds a {@link ServiceAccountSpec}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final String namespace;
        private final ResourceId cluster;
        private final Map<String, String> annotations = new LinkedHashMap<>();
        private ResourceId identity;
        private Duration tokenExpiration;
        private String tenant;

        private Builder(String name, String namespace, ResourceId cluster) {
            this.name = Objects.requireNonNull(name);
            this.namespace = Objects.requireNonNull(namespace);
            this.cluster = Objects.requireNonNull(cluster);
        }

        /** Lets its pods act as a managed identity, which has to trust it: see {@link FederatedCredentialSpec}. */
        public Builder actsAs(ManagedIdentitySpec managed) {
            return actsAs(managed.id());
        }

        /** Lets its pods act as an existing managed identity. */
        public Builder actsAs(ResourceId managed) {
            identity = Objects.requireNonNull(managed);
            return this;
        }

        /** Sets how long its tokens live, 1 to 24 hours. Default: one hour. */
        public Builder tokenExpiration(Duration life) {
            tokenExpiration = Objects.requireNonNull(life);
            return this;
        }

        /** Sets the tenant that its pods sign in to. Default: the cluster's. */
        public Builder tenant(String tenantId) {
            tenant = Objects.requireNonNull(tenantId);
            return this;
        }

        /** Adds an annotation. */
        public Builder annotation(String key, String value) {
            annotations.put(Objects.requireNonNull(key), Objects.requireNonNull(value));
            return this;
        }

        /**
         * Checks and builds.
         *
         * @throws InvalidSpecException with every problem
         */
        public ServiceAccountSpec build() {
            return new ServiceAccountSpec(this);
        }
    }
}
