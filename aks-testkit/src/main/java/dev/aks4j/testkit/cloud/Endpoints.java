package dev.aks4j.testkit.cloud;

/**
 * Under which base URLs the simulator answers. Immutable.
 *
 * @param arm Azure Resource Manager
 * @param entra Microsoft Entra ID
 * @param graph Microsoft Graph
 * @param issuers what stands before the host names of the clusters' OIDC issuers
 */
public record Endpoints(String arm, String entra, String graph, String issuers) {

    /** The real ones, for use in process. */
    public static final Endpoints PUBLIC = new Endpoints(
            "https://management.azure.com",
            "https://login.microsoftonline.com",
            "https://graph.microsoft.com",
            "https://");
}
