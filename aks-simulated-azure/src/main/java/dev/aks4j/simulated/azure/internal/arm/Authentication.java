package dev.aks4j.simulated.azure.internal.arm;

import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import dev.aks4j.simulated.azure.internal.entra.AccessToken;
import dev.aks4j.simulated.azure.internal.entra.InvalidToken;
import dev.aks4j.simulated.azure.internal.entra.IssuedTokens;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.wire.Request;
import java.util.Set;

/** Finds out who asks: verifies the bearer token. */
final class Authentication {

    private static final Set<String> AUDIENCES =
            Set.of("https://management.azure.com", "https://management.core.windows.net");

    private final Cloud cloud;
    private final IssuedTokens tokens;

    Authentication(Cloud cloud, IssuedTokens tokens) {
        this.cloud = cloud;
        this.tokens = tokens;
    }

    DirectoryPrincipal caller(Request request) {
        String header = request.header("Authorization").orElse("");
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw refuse(
                    "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing or invalid.");
        }
        try {
            AccessToken token = tokens.verify(header.substring(7).trim());
            requireAudience(token.audience());
            return cloud.directory()
                    .byObjectId(token.objectId())
                    .orElseThrow(() -> refuse(
                            "InvalidAuthenticationToken",
                            "The received access token is not valid: its principal does not exist any more."));
        } catch (InvalidToken invalid) {
            throw refuse(invalid.code(), invalid.getMessage());
        }
    }

    private void requireAudience(String audience) {
        String trimmed = audience.replaceAll("/+$", "");
        if (!AUDIENCES.contains(trimmed) && !trimmed.equals(cloud.endpoints().arm())) {
            throw refuse(
                    "InvalidAuthenticationTokenAudience",
                    "The access token has been obtained for wrong audience or resource '" + audience
                            + "'. It should exactly match with one of the allowed audiences"
                            + " 'https://management.core.windows.net/','https://management.core.windows.net',"
                            + "'https://management.azure.com/','https://management.azure.com'.");
        }
    }

    private ArmError refuse(String code, String message) {
        return ArmError.gateway(401, code, message)
                .with(
                        "WWW-Authenticate",
                        "Bearer authorization_uri=\"" + cloud.endpoints().entra() + "/" + cloud.tenantId()
                                + "\", error=\"invalid_token\", error_description=\"" + code + "\"");
    }
}
