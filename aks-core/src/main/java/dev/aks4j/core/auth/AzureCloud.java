package dev.aks4j.core.auth;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/**
 * One Azure cloud: where Azure Resource Manager and Microsoft Entra ID answer. Immutable and thread-safe.
 */
public final class AzureCloud {

    /** The public cloud. */
    public static final AzureCloud PUBLIC = cloud(
                    "AzureCloud", "https://management.azure.com", "https://login.microsoftonline.com")
            .withGraph("https://graph.microsoft.com");

    /** The cloud operated by 21Vianet in China. */
    public static final AzureCloud CHINA = cloud(
                    "AzureChinaCloud", "https://management.chinacloudapi.cn", "https://login.chinacloudapi.cn")
            .withGraph("https://microsoftgraph.chinacloudapi.cn");

    /** The cloud for the government of the United States. */
    public static final AzureCloud US_GOVERNMENT = cloud(
                    "AzureUSGovernment", "https://management.usgovcloudapi.net", "https://login.microsoftonline.us")
            .withGraph("https://graph.microsoft.us");

    private final String name;
    private final String armEndpoint;
    private final String entraAuthority;
    private final String armScope;
    private final Optional<String> graphEndpoint;

    /** Checks that the URLs are https and cuts the slash at their end. */
    private AzureCloud(
            String name, String armEndpoint, String entraAuthority, String armScope, Optional<String> graphEndpoint) {
        this.name = Objects.requireNonNull(name, "name");
        this.armScope = Objects.requireNonNull(armScope, "armScope");
        this.armEndpoint = base("ARM endpoint", armEndpoint);
        this.entraAuthority = base("Entra authority", entraAuthority);
        this.graphEndpoint = graphEndpoint.map(url -> base("Graph endpoint", url));
    }

    /**
     * Returns a cloud at other addresses: a private cloud, or a simulator. Its tokens are asked for the scope {@code
     * <armEndpoint>/.default}.
     *
     * @param armEndpoint the base URL of Azure Resource Manager, https
     * @param entraAuthority the base URL of Microsoft Entra ID without a tenant, https
     * @throws AksException if a URL is not an absolute https URL
     */
    public static AzureCloud custom(String armEndpoint, String entraAuthority) {
        return cloud("custom", armEndpoint, entraAuthority);
    }

    /**
     * Returns the cloud that an Azure Resource Manager describes: a sovereign cloud, Azure Stack Hub, or a private one.
     *
     * @param armEndpoint the base URL of Azure Resource Manager, https
     * @param metadata what it answers, without a token, to {@code GET /metadata/endpoints?api-version=2022-09-01}: one cloud,
     *     or a list of which the one with this endpoint is taken
     * @throws AksException if the document describes no cloud
     */
    public static AzureCloud ofMetadata(String armEndpoint, Json metadata) {
        String arm = base("ARM endpoint", armEndpoint);
        Json one = metadata.isArray()
                ? metadata.stream()
                        .filter(each -> (each.path("resourceManager").asText() + "/").startsWith(arm + "/"))
                        .findFirst()
                        .orElse(Json.missing())
                : metadata;
        String login = one.at("/authentication/loginEndpoint").asText();
        Json audiences = one.at("/authentication/audiences");
        if (login.isEmpty() || audiences.isEmpty()) {
            throw new AksException("The document of " + arm
                    + " describes no cloud: it has no login endpoint, or no audience for tokens.");
        }
        // The double slash of some audiences is part of them.
        String scope = audiences.get(0).asText() + "/.default";
        AzureCloud cloud = new AzureCloud(one.path("name").asText("custom"), arm, login, scope, Optional.empty());
        String graph = one.path("microsoftGraphResourceId").asText();
        return graph.isEmpty() ? cloud : cloud.withGraph(graph);
    }

    /** Returns a copy whose ARM tokens are asked with another scope. */
    public AzureCloud withArmScope(String scope) {
        return new AzureCloud(name, armEndpoint, entraAuthority, scope, graphEndpoint);
    }

    /** Returns a copy whose Microsoft Graph is at an address; it is asked only about groups and who exists. */
    public AzureCloud withGraph(String endpoint) {
        return new AzureCloud(name, armEndpoint, entraAuthority, armScope, Optional.of(endpoint));
    }

    /** Returns what Azure's tools call it, for example {@code AzureCloud}. */
    public String name() {
        return name;
    }

    /** Returns the base URL of Azure Resource Manager, without a slash at its end. */
    public String armEndpoint() {
        return armEndpoint;
    }

    /** Returns the base URL of Microsoft Entra ID, without a tenant and without a slash at its end. */
    public String entraAuthority() {
        return entraAuthority;
    }

    /** Returns the scope that a token for Azure Resource Manager is asked with. */
    public String armScope() {
        return armScope;
    }

    /** Returns the base URL of Microsoft Graph, without a slash at its end; empty if there is none. */
    public Optional<String> graphEndpoint() {
        return graphEndpoint;
    }

    /** Returns whether this is a cloud whose Entra addresses Microsoft publishes. */
    boolean isKnown() {
        return entraAuthority.equals(PUBLIC.entraAuthority)
                || entraAuthority.equals(CHINA.entraAuthority)
                || entraAuthority.equals(US_GOVERNMENT.entraAuthority);
    }

    private static AzureCloud cloud(String name, String armEndpoint, String entraAuthority) {
        String arm = base("ARM endpoint", armEndpoint);
        return new AzureCloud(name, arm, entraAuthority, arm + "/.default", Optional.empty());
    }

    private static String base(String what, String url) {
        Objects.requireNonNull(url, what);
        String cut = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        URI uri;
        try {
            uri = URI.create(cut);
        } catch (IllegalArgumentException e) {
            throw wrong(what, url);
        }
        if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null || uri.getQuery() != null) {
            throw wrong(what, url);
        }
        return cut;
    }

    private static AksException wrong(String what, String url) {
        return new AksException("The " + what + " \"" + url
                + "\" is not an absolute https URL; write it like https://management.azure.com.");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AzureCloud that
                && name.equals(that.name)
                && armEndpoint.equals(that.armEndpoint)
                && entraAuthority.equals(that.entraAuthority)
                && armScope.equals(that.armScope)
                && graphEndpoint.equals(that.graphEndpoint);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, armEndpoint, entraAuthority, armScope, graphEndpoint);
    }

    @Override
    public String toString() {
        return name + " (" + armEndpoint + ", " + entraAuthority + ")";
    }
}
