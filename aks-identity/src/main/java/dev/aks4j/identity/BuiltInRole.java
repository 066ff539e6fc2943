package dev.aks4j.identity;

import dev.aks4j.core.cluster.RequiredRole;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.ResourceId;
import java.util.Locale;
import java.util.Objects;

/**
 * An Azure role: what its holder may do. The constants are the built-in roles that clusters need; {@link #of} names any
 * other, custom ones included. Two roles are the same if their GUIDs are. Immutable and thread-safe.
 *
 * @param name the display name, for plans and messages
 * @param guid the role definition's name, a GUID; the same in every tenant for built-in roles
 */
public record BuiltInRole(String name, String guid) {

    /** May fetch the user kubeconfig of a cluster. */
    public static final BuiltInRole AKS_CLUSTER_USER =
            of("Azure Kubernetes Service Cluster User Role", "4abbcc35-e782-43d8-92c5-2d3f1bd2253f");

    /** May fetch the admin kubeconfig of a cluster. */
    public static final BuiltInRole AKS_CLUSTER_ADMIN =
            of("Azure Kubernetes Service Cluster Admin Role", "0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8");

    /** May fetch the monitoring kubeconfig of a cluster. */
    public static final BuiltInRole AKS_CLUSTER_MONITORING_USER =
            of("Azure Kubernetes Service Cluster Monitoring User", "1afdec4b-e479-420e-99e7-f82237c7c5e6");

    /** May read and write clusters in Azure. */
    public static final BuiltInRole AKS_CONTRIBUTOR =
            of("Azure Kubernetes Service Contributor Role", "ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8");

    /** May read most objects of a cluster or namespace; no secrets and no roles. */
    public static final BuiltInRole AKS_RBAC_READER =
            of("Azure Kubernetes Service RBAC Reader", "7f6c6a51-bcf8-42ba-9220-52d62157d7db");

    /** May write most objects of a cluster or namespace, secrets included; no roles. */
    public static final BuiltInRole AKS_RBAC_WRITER =
            of("Azure Kubernetes Service RBAC Writer", "a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb");

    /** May do everything in a namespace but change its quota or the namespace itself. */
    public static final BuiltInRole AKS_RBAC_ADMIN =
            of("Azure Kubernetes Service RBAC Admin", "3498e952-d568-435e-9b2c-8d77e338d7f7");

    /** May do everything in a cluster. */
    public static final BuiltInRole AKS_RBAC_CLUSTER_ADMIN =
            of("Azure Kubernetes Service RBAC Cluster Admin", "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b");

    /** May create and manage managed namespaces of a cluster. */
    public static final BuiltInRole AKS_NAMESPACE_CONTRIBUTOR =
            of("Azure Kubernetes Service Namespace Contributor", "289d8817-ee69-43f1-a0af-43a45505b488");

    /** May read managed namespaces and fetch their kubeconfig; what is in them takes a role of Azure RBAC. */
    public static final BuiltInRole AKS_NAMESPACE_USER =
            of("Azure Kubernetes Service Namespace User", "c9f76ca8-b262-4b10-8ed2-09cf0948aa35");

    /** May do everything but grant rights. */
    public static final BuiltInRole CONTRIBUTOR = of("Contributor", "b24988ac-6180-42a0-ab88-20f7382dd24c");

    /** May manage networks, and join subnets, route tables and public addresses. */
    public static final BuiltInRole NETWORK_CONTRIBUTOR =
            of("Network Contributor", "4d97b98b-1d4f-4787-a291-c67834d212e7");

    /** May manage private DNS zones. */
    public static final BuiltInRole PRIVATE_DNS_ZONE_CONTRIBUTOR =
            of("Private DNS Zone Contributor", "b12aa53e-6015-4669-85d0-8515ebb3ae7f");

    /** May manage public DNS zones. */
    public static final BuiltInRole DNS_ZONE_CONTRIBUTOR =
            of("DNS Zone Contributor", "befefa01-2a29-4197-83a8-272ff33ce314");

    /** May read managed identities and assign them to machines. */
    public static final BuiltInRole MANAGED_IDENTITY_OPERATOR =
            of("Managed Identity Operator", "f1a07417-d97a-45cb-824c-7a7467783830");

    /** May pull images from a container registry. */
    public static final BuiltInRole ACR_PULL = of("AcrPull", "7f951dda-4ed3-4680-a7ca-43fe172d538d");

    /** May read the values of secrets in a key vault. */
    public static final BuiltInRole KEY_VAULT_SECRETS_USER =
            of("Key Vault Secrets User", "4633458b-17de-408a-b874-0445c86b69e6");

    /** May read and write secrets in a key vault. */
    public static final BuiltInRole KEY_VAULT_SECRETS_OFFICER =
            of("Key Vault Secrets Officer", "b86a8fe4-44ce-4948-aee5-eccb2c155cd7");

    /** May read blobs. */
    public static final BuiltInRole STORAGE_BLOB_DATA_READER =
            of("Storage Blob Data Reader", "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1");

    /** May read, write and delete blobs. */
    public static final BuiltInRole STORAGE_BLOB_DATA_CONTRIBUTOR =
            of("Storage Blob Data Contributor", "ba92f5b4-2d11-453d-a403-e96b0029c9fe");

    /** Checks the GUID. */
    public BuiltInRole {
        Objects.requireNonNull(name);
        InvalidSpecException.throwIfAny("role " + name, RoleAssignmentRules.ROLE_GUID.on(Objects.requireNonNull(guid)));
    }

    /**
     * Returns a role that has no constant.
     *
     * @param name the display name
     * @param guid the role definition's name
     * @throws InvalidSpecException if it is no GUID
     */
    public static BuiltInRole of(String name, String guid) {
        return new BuiltInRole(name, guid);
    }

    static BuiltInRole of(RequiredRole required) {
        return of(required.role(), required.roleDefinitionId());
    }

    /** Returns the id of the role definition as the given subscription sees it. */
    public ResourceId definition(String subscriptionId) {
        return ResourceId.subscription(subscriptionId).child("Microsoft.Authorization/roleDefinitions", guid);
    }

    /** Returns whether this is one of the roles that Azure RBAC evaluates inside the Kubernetes API. */
    boolean isForKubernetesApi() {
        return equals(AKS_RBAC_READER)
                || equals(AKS_RBAC_WRITER)
                || equals(AKS_RBAC_ADMIN)
                || equals(AKS_RBAC_CLUSTER_ADMIN);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BuiltInRole role && guid.equalsIgnoreCase(role.guid);
    }

    @Override
    public int hashCode() {
        return guid.toLowerCase(Locale.ROOT).hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
