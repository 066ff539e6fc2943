package dev.aks4j.core.auth;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whoever a credential signs in as, as Microsoft Entra ID names them. Immutable and thread-safe.
 *
 * @param objectId the object id, under which they get roles
 * @param tenantId the tenant
 * @param isUser whether it is a person, rather than a service principal or managed identity
 * @param userName the name that a person signs in with; empty for others, and where the token does not tell
 * @param groups the object ids of the groups that the token names; empty if it names none, which does not mean that there
 *     are none
 */
public record Caller(String objectId, String tenantId, boolean isUser, Optional<String> userName, Set<String> groups) {

    /** Copies the groups. */
    public Caller {
        groups = Set.copyOf(groups);
    }

    /** Creates a caller of whom neither name nor groups are known. */
    public Caller(String objectId, String tenantId, boolean isUser) {
        this(objectId, tenantId, isUser, Optional.empty(), Set.of());
    }

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
        Json claims = claims(parts);
        String objectId = claims.path("oid").asText();
        if (objectId.isEmpty()) {
            throw new AksException("The credential's token does not tell whose it is: it has no object id."
                    + " Name the principal by its object id instead.");
        }
        String kind = claims.path("idtyp").asText();
        boolean isUser = kind.isEmpty() ? claims.has("scp") : kind.equals("user");
        Optional<String> name = Stream.of("upn", "preferred_username", "unique_name")
                .map(claim -> claims.path(claim).asText())
                .filter(text -> isUser && !text.isEmpty())
                .findFirst();
        Set<String> groups =
                claims.path("groups").stream().map(Json::asText).collect(Collectors.toCollection(LinkedHashSet::new));
        return new Caller(objectId, claims.path("tid").asText(), isUser, name, groups);
    }

    private static Json claims(String[] parts) {
        try {
            return parts.length == 3
                    ? Json.read(Base64.getUrlDecoder().decode(parts[1])).orElse(Json.missing())
                    : Json.missing();
        } catch (IllegalArgumentException e) {
            // The cause would quote the token.
            return Json.missing();
        }
    }
}
