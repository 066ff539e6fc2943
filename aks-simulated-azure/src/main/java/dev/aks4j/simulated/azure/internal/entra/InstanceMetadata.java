package dev.aks4j.simulated.azure.internal.entra;

import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The metadata service of a virtual machine to which all user-assigned identities of the subscription are attached:
 * tokens for managed identities. Under another path, the endpoint that App Service has for the same.
 */
public final class InstanceMetadata implements Service {

    /**
     * An identity that is attached to the machine. Immutable.
     *
     * @param resourceId its resource id
     * @param principal its principal
     */
    public record Attached(String resourceId, DirectoryPrincipal principal) {}

    private static final String APP_SERVICE = "/msi/token";

    private final Cloud cloud;
    private final IssuedTokens tokens;
    private final Supplier<List<Attached>> identities;

    /** Makes the service; the identities are asked for at each request. */
    public InstanceMetadata(Cloud cloud, IssuedTokens tokens, Supplier<List<Attached>> identities) {
        this.cloud = cloud;
        this.tokens = tokens;
        this.identities = identities;
    }

    @Override
    public Response answer(Request request) {
        Form query = new Form(Optional.ofNullable(request.uri().getRawQuery()).orElse(""));
        switch (request.uri().getPath()) {
            case "/metadata/identity/oauth2/token" -> {
                if (!request.header("Metadata").equals(Optional.of("true"))) {
                    return error("invalid_request", "Required metadata header not specified");
                }
            }
            case APP_SERVICE -> {
                if (request.header("X-IDENTITY-HEADER")
                        .filter(text -> !text.isEmpty())
                        .isEmpty()) {
                    return error("invalid_request", "The X-IDENTITY-HEADER header is missing");
                } else if (!query.get("api-version").equals(Optional.of("2019-08-01"))) {
                    return error("invalid_request", "Unsupported api-version, use 2019-08-01");
                }
            }
            default -> {
                return Response.empty(404);
            }
        }
        Optional<String> resource = query.get("resource");
        if (resource.isEmpty()) {
            return error("invalid_resource", "AADSTS50001: No resource was given");
        }
        List<Attached> meant = meant(query);
        if (meant.isEmpty()) {
            return error("invalid_request", "Identity not found");
        }
        if (meant.size() > 1) {
            return error(
                    "invalid_request",
                    "Multiple user assigned identities exist, please specify the clientId / resourceId of the"
                            + " identity in the token request");
        }
        return grant(meant.get(0).principal(), resource.get());
    }

    private List<Attached> meant(Form query) {
        return identities.get().stream()
                .filter(each -> matches(query.get("client_id"), each.principal().clientId()))
                .filter(each -> matches(query.get("object_id"), each.principal().objectId()))
                .filter(each ->
                        matches(query.get("principal_id"), each.principal().objectId()))
                .filter(each -> matches(query.get("msi_res_id").or(() -> query.get("mi_res_id")), each.resourceId()))
                .toList();
    }

    private static boolean matches(Optional<String> asked, String actual) {
        return asked.map(actual::equalsIgnoreCase).orElse(true);
    }

    private Response grant(DirectoryPrincipal principal, String resource) {
        long now = cloud.now().getEpochSecond();
        long seconds = IssuedTokens.LIFETIME.toSeconds();
        var body = AzureJson.object()
                .put("access_token", tokens.issue(principal, resource))
                .put("client_id", principal.clientId())
                .put("expires_in", Long.toString(seconds))
                .put("expires_on", Long.toString(now + seconds))
                .put("ext_expires_in", Long.toString(seconds))
                .put("not_before", Long.toString(now))
                .put("resource", resource)
                .put("token_type", "Bearer");
        return Response.of(200, "application/json; charset=utf-8", AzureJson.compact(body));
    }

    private static Response error(String error, String description) {
        return Response.of(
                400,
                "application/json; charset=utf-8",
                AzureJson.compact(AzureJson.object().put("error", error).put("error_description", description)));
    }
}
