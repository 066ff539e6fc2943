package dev.aks4j.simulated.azure.internal.entra;

import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Microsoft Entra ID as applications see it: the token endpoints for client credentials, and the documents by which
 * libraries find them.
 */
public final class EntraService implements Service {

    private final Cloud cloud;
    private final TokenEndpoint tokens;
    private final IssuedTokens issuer;

    /** Makes the service of a tenant. */
    public EntraService(Cloud cloud, IssuedTokens issuer, Federation federation) {
        this.cloud = cloud;
        this.issuer = issuer;
        this.tokens = new TokenEndpoint(cloud, issuer, federation);
    }

    @Override
    public Response answer(Request request) {
        String path = request.uri().getPath().toLowerCase(Locale.ROOT);
        if (path.equals("/common/discovery/instance")) {
            return json(instances());
        }
        String[] segments = path.split("/", 3);
        if (segments.length < 3) {
            return Response.of(404, "text/html", "Not found");
        }
        return tenantDocument(request, segments[1], segments[2]);
    }

    private Response tenantDocument(Request request, String tenant, String document) {
        boolean known = tenant.equals(cloud.tenantId()) || tenant.equals("organizations") || tenant.equals("common");
        if (!known) {
            return new EntraError("invalid_request", 90002, "Tenant '" + tenant + "' not found.").response(cloud);
        }
        return switch (document) {
            case "oauth2/v2.0/token" -> tokens.answer(request, "scope");
            case "oauth2/token" -> tokens.answer(request, "resource");
            case "v2.0/.well-known/openid-configuration", ".well-known/openid-configuration" -> json(configuration());
            case "discovery/v2.0/keys", "discovery/keys" -> Response.of(200, "application/json", issuer.keySet());
            default -> Response.of(404, "text/html", "Not found");
        };
    }

    private Map<String, Object> configuration() {
        String base = cloud.endpoints().entra() + "/" + cloud.tenantId();
        return Map.of(
                "token_endpoint", base + "/oauth2/v2.0/token",
                "authorization_endpoint", base + "/oauth2/v2.0/authorize",
                "device_authorization_endpoint", base + "/oauth2/v2.0/devicecode",
                "issuer", base + "/v2.0",
                "jwks_uri", base + "/discovery/v2.0/keys",
                "token_endpoint_auth_methods_supported",
                        List.of("client_secret_post", "private_key_jwt", "client_secret_basic"),
                "response_types_supported", List.of("code", "id_token"),
                "subject_types_supported", List.of("pairwise"),
                "id_token_signing_alg_values_supported", List.of("RS256"));
    }

    private Map<String, Object> instances() {
        String host = URI.create(cloud.endpoints().entra()).getAuthority();
        return Map.of(
                "tenant_discovery_endpoint",
                cloud.endpoints().entra() + "/" + cloud.tenantId() + "/v2.0/.well-known/openid-configuration",
                "api-version",
                "1.1",
                "metadata",
                List.of(Map.of("preferred_network", host, "preferred_cache", host, "aliases", List.of(host))));
    }

    private static Response json(Object value) {
        return Response.of(200, "application/json; charset=utf-8", AzureJson.compact(AzureJson.of(value)));
    }
}
