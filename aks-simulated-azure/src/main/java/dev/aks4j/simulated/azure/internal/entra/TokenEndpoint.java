package dev.aks4j.simulated.azure.internal.entra;

import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.util.Arrays;
import java.util.Optional;

/** The token endpoint for applications: client secret or client assertion. */
final class TokenEndpoint {

    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Cloud cloud;
    private final IssuedTokens tokens;
    private final Federation federation;
    private final ApplicationKeys keys;

    TokenEndpoint(Cloud cloud, IssuedTokens tokens, Federation federation) {
        this.cloud = cloud;
        this.tokens = tokens;
        this.federation = federation;
        this.keys = new ApplicationKeys(cloud);
    }

    Response answer(Request request, String audienceField) {
        Form form = new Form(request.text());
        if (!form.get("grant_type").equals(Optional.of("client_credentials"))) {
            return new EntraError("unsupported_grant_type", 70003, "The app requested an unsupported grant type.")
                    .response(cloud);
        }
        Optional<DirectoryPrincipal> principal = form.get("client_id").flatMap(cloud.directory()::byClientId);
        if (principal.isEmpty()) {
            return new EntraError(
                            "unauthorized_client",
                            700016,
                            "Application with identifier '"
                                    + form.get("client_id").orElse("") + "' was not found in the directory '"
                                    + cloud.tenantId() + "'.")
                    .response(cloud);
        }
        Optional<String> audience = form.get(audienceField).map(TokenEndpoint::audience);
        if (audience.isEmpty()) {
            return new EntraError(
                            "invalid_request",
                            900144,
                            "The request body must contain the following parameter: '" + audienceField + "'.")
                    .response(cloud);
        }
        return refuse(principal.get(), form)
                .map(error -> error.response(cloud))
                .orElseGet(() -> grant(principal.get(), audience.get()));
    }

    private Optional<EntraError> refuse(DirectoryPrincipal principal, Form form) {
        Optional<String> assertion = form.get("client_assertion");
        if (assertion.isPresent() && form.get("client_assertion_type").equals(Optional.of(ASSERTION))) {
            return ApplicationKeys.isOwn(principal, assertion.get())
                    ? keys.refuse(principal, assertion.get())
                    : federation.refuse(principal, assertion.get());
        }
        Optional<String> secret = form.get("client_secret");
        if (secret.isEmpty()) {
            return EntraError.of(
                    "invalid_client",
                    7000218,
                    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.");
        }
        if (cloud.directory().secretExpired(principal, secret.get())) {
            return EntraError.of(
                    "invalid_client",
                    7000222,
                    "The provided client secret keys for app '" + principal.clientId() + "' are expired.");
        }
        return cloud.directory().secretMatches(principal, secret.get())
                ? Optional.empty()
                : EntraError.of(
                        "invalid_client",
                        7000215,
                        "Invalid client secret provided. Ensure the secret being sent in the request is the client"
                                + " secret value, not the client secret ID, for a secret added to app '"
                                + principal.clientId() + "'.");
    }

    private Response grant(DirectoryPrincipal principal, String audience) {
        long seconds = IssuedTokens.LIFETIME.toSeconds();
        var body = AzureJson.object()
                .put("token_type", "Bearer")
                .put("expires_in", seconds)
                .put("ext_expires_in", seconds)
                .put("access_token", tokens.issue(principal, audience));
        return Response.of(200, "application/json; charset=utf-8", AzureJson.compact(body))
                .with("Cache-Control", "no-store, no-cache");
    }

    /** Takes the API out of a scope: {@code https://management.azure.com/.default openid} asks for the first word. */
    static String audience(String scope) {
        String api = Arrays.stream(scope.split(" "))
                .filter(word -> !word.equals("openid") && !word.equals("profile") && !word.equals("offline_access"))
                .findFirst()
                .orElse(scope);
        return api.endsWith("/.default") ? api.substring(0, api.length() - "/.default".length()) : api;
    }
}
