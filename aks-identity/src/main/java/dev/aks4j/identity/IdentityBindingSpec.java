package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;
import java.util.Objects;

/**
 * Lets pods of a cluster act as a managed identity, however many clusters and service accounts there are: an identity has
 * at most 20 federated credentials, and any number of bindings. Which service accounts may is said in the cluster, by a
 * role with {@link RoleSpec.Builder#useIdentity}; {@link WorkloadIdentity.Builder#bound} does both. Immutable and
 * thread-safe.
 *
 * <pre>{@code IdentityBindingSpec.of("orders", cluster, identity); }</pre>
 */
public final class IdentityBindingSpec implements Spec {

    private final String name;
    private final ClusterSpec cluster;
    private final ResourceId identity;

    private IdentityBindingSpec(String name, ClusterSpec cluster, ResourceId identity) {
        this.name = Objects.requireNonNull(name);
        this.cluster = Objects.requireNonNull(cluster);
        this.identity = Objects.requireNonNull(identity);
        InvalidSpecException.throwIfAny(toString(), Rule.all(IdentityBindingRules.SPEC, this));
    }

    /**
     * Returns a binding of an identity in a cluster with workload identity.
     *
     * @param name 1 to 63 lower-case letters and digits, beginning with a letter
     * @throws InvalidSpecException with every problem
     */
    public static IdentityBindingSpec of(String name, ClusterSpec cluster, ManagedIdentitySpec identity) {
        return of(name, cluster, identity.id());
    }

    /** Returns a binding of an identity that is named by its id; see {@link #of(String, ClusterSpec, ManagedIdentitySpec)}. */
    public static IdentityBindingSpec of(String name, ClusterSpec cluster, ResourceId identity) {
        return new IdentityBindingSpec(name, cluster, identity);
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the identity. */
    public ResourceId identity() {
        return identity;
    }

    /** Returns the id, without a subscription. */
    public ResourceId id() {
        return cluster.id().child("identityBindings", IdentityBindingRules.isName(name) ? name : "not-a-name");
    }

    ClusterSpec cluster() {
        return cluster;
    }

    @Override
    public Address address() {
        return Address.azure(id());
    }

    @Override
    public ResourceKind<?> kind() {
        return IdentityBindingKind.INSTANCE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdentityBindingSpec spec
                && address().equals(spec.address())
                && identity.equals(spec.identity);
    }

    @Override
    public int hashCode() {
        return address().hashCode();
    }

    @Override
    public String toString() {
        return "identity binding " + name;
    }
}
