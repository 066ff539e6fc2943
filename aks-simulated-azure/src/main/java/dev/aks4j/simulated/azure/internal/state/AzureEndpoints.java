package dev.aks4j.simulated.azure.internal.state;

/**
 * Under which base URLs the simulator answers. Immutable.
 *
 * @param arm Azure Resource Manager
 * @param entra Microsoft Entra ID
 * @param graph Microsoft Graph
 * @param issuers what stands before the host names of the clusters' OIDC issuers
 */
public record AzureEndpoints(String arm, String entra, String graph, String issuers) {

    /** The real ones, for use in process. */
    public static final AzureEndpoints PUBLIC = new AzureEndpoints(
            "https://management.azure.com",
            "https://login.microsoftonline.com",
            "https://graph.microsoft.com",
            "https://");
}
