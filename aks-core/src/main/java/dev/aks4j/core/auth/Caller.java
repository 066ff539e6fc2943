package dev.aks4j.core.auth;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whoever a credential signs in as, as Microsoft Entra ID names them. Immutable and thread-safe.
 */
public final class Caller {

    private final String objectId;
    private final String tenantId;
    private final boolean isUser;
    private final Optional<String> userName;
    private final Set<String> groups;

    private Caller(String objectId, String tenantId, boolean isUser, Optional<String> userName, Set<String> groups) {
        this.objectId = Objects.requireNonNull(objectId, "objectId");
        this.tenantId = Objects.requireNonNull(tenantId, "tenantId");
        this.isUser = isUser;
        this.userName = userName;
        this.groups = Set.copyOf(groups);
    }

    /**
     * Returns a caller of whom neither name nor groups are known.
     *
     * @param objectId the object id, under which they get roles
     * @param tenantId the tenant
     * @param isUser whether it is a person, rather than a service principal or managed identity
     */
    public static Caller of(String objectId, String tenantId, boolean isUser) {
        return new Caller(objectId, tenantId, isUser, Optional.empty(), Set.of());
    }

    /** Returns the same who signs in with a name. */
    public Caller withUserName(String name) {
        return new Caller(objectId, tenantId, isUser, Optional.of(name), groups);
    }

    /** Returns the same in groups, which are named by their object ids. */
    public Caller withGroups(Set<String> objectIds) {
        return new Caller(objectId, tenantId, isUser, userName, objectIds);
    }

    /** Returns the object id, under which they get roles. */
    public String objectId() {
        return objectId;
    }

    /** Returns the tenant. */
    public String tenantId() {
        return tenantId;
    }

    /** Returns whether it is a person, rather than a service principal or managed identity. */
    public boolean isUser() {
        return isUser;
    }

    /** Returns the name that a person signs in with; empty for others, and where the token does not tell. */
    public Optional<String> userName() {
        return userName;
    }

    /** Returns the object ids of the groups that the token names; empty if it names none, which does not mean that there are none. */
    public Set<String> groups() {
        return groups;
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

    @Override
    public boolean equals(Object other) {
        return other instanceof Caller that
                && objectId.equals(that.objectId)
                && tenantId.equals(that.tenantId)
                && isUser == that.isUser
                && userName.equals(that.userName)
                && groups.equals(that.groups);
    }

    @Override
    public int hashCode() {
        return Objects.hash(objectId, tenantId, isUser, userName, groups);
    }

    @Override
    public String toString() {
        return "Caller[objectId=" + objectId + ", tenantId=" + tenantId + ", isUser=" + isUser + ", userName="
                + userName + ", groups=" + groups + "]";
    }
}
