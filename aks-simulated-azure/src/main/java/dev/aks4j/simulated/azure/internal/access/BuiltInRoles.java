package dev.aks4j.simulated.azure.internal.access;

import java.util.List;
import java.util.Optional;

/** The built-in roles that matter around AKS. */
public final class BuiltInRoles {

    private static final String AKS = "Microsoft.ContainerService/managedClusters/";
    private static final String VAULT = "Microsoft.KeyVault/vaults/";
    private static final String CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers/";
    private static final List<String> ALERTS = List.of(
            "Microsoft.Authorization/*/read",
            "Microsoft.Insights/alertRules/*",
            "Microsoft.Resources/deployments/*",
            "Microsoft.Resources/subscriptions/resourceGroups/read",
            "Microsoft.Resources/subscriptions/operationresults/read",
            "Microsoft.Resources/subscriptions/read");
    private static final List<String> NO_ASSIGNMENTS = List.of(
            "Microsoft.Authorization/*/Delete",
            "Microsoft.Authorization/*/Write",
            "Microsoft.Authorization/elevateAccess/Action");

    /** May do everything. */
    public static final RoleDefinition OWNER = role("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", List.of("*"));

    /** May do everything except give rights away. */
    public static final RoleDefinition CONTRIBUTOR = new RoleDefinition(
            "b24988ac-6180-42a0-ab88-20f7382dd24c", "Contributor", List.of("*"), NO_ASSIGNMENTS, List.of(), List.of());

    private static final List<RoleDefinition> ALL = List.of(
            OWNER,
            CONTRIBUTOR,
            role("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", List.of("*/read")),
            role(
                    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
                    "User Access Administrator",
                    List.of("*/read", "Microsoft.Authorization/*")),
            role(
                    "4abbcc35-e782-43d8-92c5-2d3f1bd2253f",
                    "Azure Kubernetes Service Cluster User Role",
                    List.of(AKS + "listClusterUserCredential/action", AKS + "read")),
            role(
                    "0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8",
                    "Azure Kubernetes Service Cluster Admin Role",
                    List.of(
                            AKS + "listClusterAdminCredential/action",
                            AKS + "listClusterUserCredential/action",
                            AKS + "accessProfiles/listCredential/action",
                            AKS + "read",
                            AKS + "runcommand/action",
                            AKS + "commandResults/read")),
            role(
                    "1afdec4b-e479-420e-99e7-f82237c7c5e6",
                    "Azure Kubernetes Service Cluster Monitoring User",
                    List.of(AKS + "listClusterMonitoringUserCredential/action", AKS + "read")),
            role(
                    "ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8",
                    "Azure Kubernetes Service Contributor Role",
                    with(
                            ALERTS,
                            "Microsoft.ContainerService/locations/*",
                            "Microsoft.ContainerService/managedClusters/*",
                            "Microsoft.ContainerService/snapshots/*")),
            data(
                    "7f6c6a51-bcf8-42ba-9220-52d62157d7db",
                    "Azure Kubernetes Service RBAC Reader",
                    List.of(
                            AKS + "apps/*/read",
                            AKS + "batch/*/read",
                            AKS + "autoscaling/*/read",
                            AKS + "configmaps/read",
                            AKS + "endpoints/read",
                            AKS + "events/read",
                            AKS + "namespaces/read",
                            AKS + "networking.k8s.io/*/read",
                            AKS + "persistentvolumeclaims/read",
                            AKS + "pods/read",
                            AKS + "policy/*/read",
                            AKS + "replicationcontrollers/read",
                            AKS + "serviceaccounts/read",
                            AKS + "services/read"),
                    List.of()),
            data(
                    "a7ffa36f-339b-4b5c-8bdf-e2c188b2c0eb",
                    "Azure Kubernetes Service RBAC Writer",
                    List.of(
                            AKS + "apps/*",
                            AKS + "batch/*",
                            AKS + "autoscaling/*",
                            AKS + "configmaps/*",
                            AKS + "endpoints/*",
                            AKS + "events/*",
                            AKS + "namespaces/read",
                            AKS + "networking.k8s.io/*",
                            AKS + "persistentvolumeclaims/*",
                            AKS + "pods/*",
                            AKS + "policy/*",
                            AKS + "replicationcontrollers/*",
                            AKS + "secrets/*",
                            AKS + "serviceaccounts/*",
                            AKS + "services/*"),
                    List.of()),
            data(
                    "3498e952-d568-435e-9b2c-8d77e338d7f7",
                    "Azure Kubernetes Service RBAC Admin",
                    List.of(AKS + "*"),
                    List.of(
                            AKS + "resourcequotas/write",
                            AKS + "resourcequotas/delete",
                            AKS + "namespaces/write",
                            AKS + "namespaces/delete")),
            data(
                    "b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b",
                    "Azure Kubernetes Service RBAC Cluster Admin",
                    List.of(AKS + "*"),
                    List.of()),
            role(
                    "289d8817-ee69-43f1-a0af-43a45505b488",
                    "Azure Kubernetes Service Namespace Contributor",
                    with(ALERTS, AKS + "managedNamespaces/*")),
            role(
                    "c9f76ca8-b262-4b10-8ed2-09cf0948aa35",
                    "Azure Kubernetes Service Namespace User",
                    List.of(AKS + "managedNamespaces/read", AKS + "managedNamespaces/listCredential/action")),
            role(
                    "17d1049b-9a84-46fb-8f53-869881c3d3ab",
                    "Storage Account Contributor",
                    with(ALERTS, "Microsoft.Storage/storageAccounts/*")),
            role("a235d3ee-5935-4cfb-8cc5-a3303ad5995e", "Storage File Data SMB MI Admin", List.of()),
            role("4d97b98b-1d4f-4787-a291-c67834d212e7", "Network Contributor", with(ALERTS, "Microsoft.Network/*")),
            role(
                    "b12aa53e-6015-4669-85d0-8515ebb3ae7f",
                    "Private DNS Zone Contributor",
                    with(
                            ALERTS,
                            "Microsoft.Network/privateDnsZones/*",
                            "Microsoft.Network/virtualNetworks/join/action")),
            role(
                    "befefa01-2a29-4197-83a8-272ff33ce314",
                    "DNS Zone Contributor",
                    with(ALERTS, "Microsoft.Network/dnsZones/*")),
            role(
                    "f1a07417-d97a-45cb-824c-7a7467783830",
                    "Managed Identity Operator",
                    with(
                            ALERTS,
                            "Microsoft.ManagedIdentity/userAssignedIdentities/*/read",
                            "Microsoft.ManagedIdentity/userAssignedIdentities/read",
                            "Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action",
                            "Microsoft.ManagedIdentity/userAssignedIdentities/assign/action")),
            role(
                    "7f951dda-4ed3-4680-a7ca-43fe172d538d",
                    "AcrPull",
                    List.of("Microsoft.ContainerRegistry/registries/pull/read")),
            inside(
                    "4633458b-17de-408a-b874-0445c86b69e6",
                    "Key Vault Secrets User",
                    List.of(),
                    VAULT + "secrets/getSecret/action",
                    VAULT + "secrets/readMetadata/action"),
            inside("b86a8fe4-44ce-4948-aee5-eccb2c155cd7", "Key Vault Secrets Officer", List.of(), VAULT + "secrets/*"),
            inside(
                    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
                    "Storage Blob Data Reader",
                    List.of(CONTAINERS + "read"),
                    CONTAINERS + "blobs/read"),
            inside(
                    "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
                    "Storage Blob Data Contributor",
                    List.of(CONTAINERS + "delete", CONTAINERS + "read", CONTAINERS + "write"),
                    CONTAINERS + "blobs/delete",
                    CONTAINERS + "blobs/read",
                    CONTAINERS + "blobs/write",
                    CONTAINERS + "blobs/move/action",
                    CONTAINERS + "blobs/add/action"));

    private BuiltInRoles() {}

    /** Returns all of them. */
    public static List<RoleDefinition> all() {
        return ALL;
    }

    /** Returns the role with a GUID. */
    public static Optional<RoleDefinition> find(String id) {
        return ALL.stream().filter(role -> role.id().equalsIgnoreCase(id)).findFirst();
    }

    private static RoleDefinition inside(String id, String name, List<String> actions, String... dataActions) {
        return new RoleDefinition(id, name, actions, List.of(), List.of(dataActions), List.of());
    }

    private static RoleDefinition role(String id, String name, List<String> actions) {
        return new RoleDefinition(id, name, actions, List.of(), List.of(), List.of());
    }

    private static RoleDefinition data(String id, String name, List<String> allowed, List<String> except) {
        return new RoleDefinition(id, name, ALERTS, List.of(), allowed, except);
    }

    private static List<String> with(List<String> base, String... more) {
        return java.util.stream.Stream.concat(base.stream(), java.util.Arrays.stream(more))
                .toList();
    }
}
