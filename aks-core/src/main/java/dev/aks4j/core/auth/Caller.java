package dev.aks4j.core.auth;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import java.util.Base64;
import java.util.concurrent.CompletionStage;

/**
 * Whoever a credential signs in as, as Microsoft Entra ID names them. Immutable and thread-safe.
 *
 * @param objectId the object id, under which they get roles
 * @param tenantId the tenant
 * @param isUser whether it is a person, rather than a service principal or managed identity
 */
public record Caller(String objectId, String tenantId, boolean isUser) {

    /**
     * Returns whose tokens these are.
     *
     * @param scope what to ask a token for, to look into
     * @return completes with {@link AksException} if the token does not tell
     */
    public static CompletionStage<Caller> of(Tokens tokens, String scope) {
        return tokens.token(scope).thenApply(Caller::read);
    }

    private static Caller read(AccessToken token) {
        String[] parts = token.getToken().split("\\.", -1);
        Json claims;
        try {
            claims = parts.length == 3
                    ? Json.read(Base64.getUrlDecoder().decode(parts[1])).orElse(Json.missing())
                    : Json.missing();
        } catch (IllegalArgumentException e) {
            // The cause would quote the token.
            claims = Json.missing();
        }
        String objectId = claims.path("oid").asText();
        if (objectId.isEmpty()) {
            throw new AksException("The credential's token does not tell whose it is: it has no object id."
                    + " Name the principal by its object id instead.");
        }
        String kind = claims.path("idtyp").asText();
        boolean isUser = kind.isEmpty() ? claims.has("scp") : kind.equals("user");
        return new Caller(objectId, claims.path("tid").asText(), isUser);
    }
}
