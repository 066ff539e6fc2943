package dev.aks4j.identity;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import java.util.Objects;
import java.util.Optional;

/**
 * Says whose tokens a managed identity trusts: those of a Kubernetes service account, or of another issuer. An identity
 * has at most 20 of these. Microsoft Entra ID needs some seconds until it knows a new one. Immutable and thread-safe.
 *
 * <pre>{@code
 * FederatedCredentialSpec credential =
 *     FederatedCredentialSpec.forServiceAccount("shop-orders", identity, cluster, "shop-ns", "orders");
 * }</pre>
 */
public final class FederatedCredentialSpec implements Spec {

    /** The audience that Microsoft Entra ID expects in tokens that it exchanges. */
    public static final String AUDIENCE = "api://AzureADTokenExchange";

    private final String name;
    private final ResourceId identity;
    private final Optional<ResourceId> cluster;
    private final String issuer;
    private final String subject;
    private final Optional<String> audience;

    private FederatedCredentialSpec(
            String name,
            ResourceId identity,
            Optional<ResourceId> cluster,
            String issuer,
            String subject,
            Optional<String> audience) {
        this.name = Objects.requireNonNull(name);
        this.identity = identity;
        this.cluster = cluster;
        this.issuer = issuer;
        this.subject = Objects.requireNonNull(subject);
        this.audience = audience;
        InvalidSpecException.throwIfAny(toString(), Rule.all(FederatedCredentialRules.ALL, this));
    }

    /**
     * Trusts a service account of a cluster. The cluster's issuer is read once the cluster exists.
     *
     * @param name 3 to 120 letters, digits, hyphens or underscores
     */
    public static FederatedCredentialSpec forServiceAccount(
            String name, ManagedIdentitySpec identity, ClusterSpec cluster, String namespace, String serviceAccount) {
        return forServiceAccount(name, identity.id(), cluster.id(), namespace, serviceAccount);
    }

    /** Trusts a service account of a cluster, where identity and cluster are named by their ids. */
    public static FederatedCredentialSpec forServiceAccount(
            String name, ResourceId identity, ResourceId cluster, String namespace, String serviceAccount) {
        InvalidSpecException.throwIfAny(
                "federated credential " + name,
                Rule.all(ServiceAccountRules.NAMES, new ServiceAccountRules.Names(namespace, serviceAccount)));
        String subject = "system:serviceaccount:" + namespace + ":" + serviceAccount;
        return new FederatedCredentialSpec(name, identity, Optional.of(cluster), "", subject, Optional.empty());
    }

    /**
     * Trusts the tokens of any other issuer for one subject, for example of a build server.
     *
     * @param issuer the {@code iss} of its tokens, to the letter; https
     * @param subject the {@code sub} of its tokens, to the letter
     */
    public static FederatedCredentialSpec forIssuer(String name, ResourceId identity, String issuer, String subject) {
        return new FederatedCredentialSpec(
                name, identity, Optional.empty(), Objects.requireNonNull(issuer), subject, Optional.empty());
    }

    /**
     * Returns a copy that expects an audience in the tokens. Default: {@link #AUDIENCE} in a new credential; one that exists
     * keeps its own.
     */
    public FederatedCredentialSpec audience(String other) {
        return new FederatedCredentialSpec(name, identity, cluster, issuer, subject, Optional.of(other));
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the identity that trusts. */
    public ResourceId identity() {
        return identity;
    }

    /** Returns the cluster whose issuer is trusted, if it is one. */
    public Optional<ResourceId> cluster() {
        return cluster;
    }

    /** Returns the issuer; empty if it is that of a cluster, which is read once the cluster exists. */
    public Optional<String> issuer() {
        return cluster.isPresent() ? Optional.empty() : Optional.of(issuer);
    }

    /** Returns the subject. */
    public String subject() {
        return subject;
    }

    /** Returns the audience. */
    public String audience() {
        return audience.orElse(AUDIENCE);
    }

    /** Returns whether the audience was said, and is no default. */
    boolean saysAudience() {
        return audience.isPresent();
    }

    /** Returns what stands for the issuer in comparisons between credentials. */
    String issuerKey() {
        return cluster.map(ResourceId::toString).orElse(issuer);
    }

    Json issuer(Scope scope) {
        return cluster.<Json>map(id -> issuerOf(scope.id(id)).toJson()).orElseGet(() -> Json.of(issuer));
    }

    private static LateValue issuerOf(ResourceId cluster) {
        return ClusterLateValues.late(cluster, "/properties/oidcIssuerProfile/issuerURL");
    }

    @Override
    public Address address() {
        return Address.azure(identity.child("federatedIdentityCredentials", name));
    }

    @Override
    public ResourceKind<?> kind() {
        return FederatedCredentialKind.INSTANCE;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FederatedCredentialSpec spec
                && address().equals(spec.address())
                && issuerKey().equals(spec.issuerKey())
                && subject.equals(spec.subject)
                && audience.equals(spec.audience);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, identity);
    }

    @Override
    public String toString() {
        return "federated credential " + name + " of " + identity.name();
    }
}
