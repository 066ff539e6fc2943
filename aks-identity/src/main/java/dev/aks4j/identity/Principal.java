package dev.aks4j.identity;

import dev.aks4j.core.auth.Caller;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.Scope;
import java.util.Objects;
import java.util.Optional;

/**
 * Who gets a role. An identity that does not exist yet is named by its resource; its object id is filled in when it is
 * known. Every principal knows its type, so that Azure does not look it up in Microsoft Entra ID, where a new identity is
 * not found for some minutes. Immutable and thread-safe.
 */
public final class Principal {

    private final String type;
    private final String label;
    private final ResourceId reference;
    private final Optional<LateValue> late;

    private Principal(String type, String label, ResourceId reference, Optional<LateValue> late) {
        this.type = type;
        this.label = label;
        this.reference = reference;
        this.late = late;
    }

    /** Returns a managed identity. */
    public static Principal of(ManagedIdentitySpec identity) {
        return identity(identity.id());
    }

    /** Returns a user-assigned managed identity, by its resource id. */
    public static Principal identity(ResourceId identity) {
        return late(identity.name(), identity, ManagedIdentitySpec.principalId(identity));
    }

    /** Returns the identity with which a cluster's nodes pull images; it exists once the cluster does. */
    public static Principal kubeletOf(ClusterSpec cluster) {
        return late(
                "kubelet of " + cluster.name(),
                cluster.id().child("identityProfiles", "kubeletidentity"),
                ClusterLateValues.late(cluster.id(), "/properties/identityProfile/kubeletidentity/objectId"));
    }

    /** Returns the identity with which a cluster's add-on reads key vaults; it exists once the cluster does. */
    public static Principal keyVaultAddonOf(ClusterSpec cluster) {
        return late(
                "key vault add-on of " + cluster.name(),
                cluster.id().child("identityProfiles", "azureKeyvaultSecretsProvider"),
                ClusterLateValues.late(cluster.id(), ClusterLateValues.VAULT_ADDON + "/identity/objectId"));
    }

    /** Returns the system-assigned identity of a cluster; it exists once the cluster does. */
    public static Principal systemAssignedOf(ClusterSpec cluster) {
        return late(
                "control plane of " + cluster.name(),
                cluster.id(),
                ClusterLateValues.late(cluster.id(), "/identity/principalId"));
    }

    /** Returns a service principal or managed identity, by its object id. */
    public static Principal servicePrincipal(String objectId) {
        return known("ServicePrincipal", "service principal", objectId);
    }

    /** Returns whoever a credential signs in as. */
    public static Principal of(Caller caller) {
        return caller.isUser() ? user(caller.objectId()) : servicePrincipal(caller.objectId());
    }

    /** Returns a user, by their object id. */
    public static Principal user(String objectId) {
        return known("User", "user", objectId);
    }

    /** Returns a group, by its object id. */
    public static Principal group(String objectId) {
        return known("Group", "group", objectId);
    }

    private static Principal late(String label, ResourceId reference, LateValue objectId) {
        return new Principal("ServicePrincipal", label, reference, Optional.of(objectId));
    }

    private static Principal known(String type, String word, String objectId) {
        InvalidSpecException.throwIfAny(word, RoleAssignmentRules.PRINCIPAL_GUID.on(Objects.requireNonNull(objectId)));
        ResourceId reference = ResourceId.parse("/providers/Microsoft.Entra/objects/" + objectId);
        return new Principal(type, word + " " + objectId, reference, Optional.empty());
    }

    /** Returns the type as Azure writes it: ServicePrincipal, User or Group. */
    public String type() {
        return type;
    }

    /** Returns what names this principal in a way that does not change when its object id becomes known. */
    ResourceId reference() {
        return reference;
    }

    /** Returns the resource that will know the object id; empty if it is known. */
    Optional<ResourceId> resource() {
        return late.map(LateValue::id);
    }

    /** Returns the object id for a document. */
    Json objectId(Scope scope) {
        return late.<Json>map(
                        value -> value.inSubscription(scope.subscriptionId()).toJson())
                .orElseGet(() -> Json.of(reference.name()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Principal principal
                && type.equals(principal.type)
                && reference.equals(principal.reference);
    }

    @Override
    public int hashCode() {
        return reference.hashCode();
    }

    @Override
    public String toString() {
        return label;
    }
}
