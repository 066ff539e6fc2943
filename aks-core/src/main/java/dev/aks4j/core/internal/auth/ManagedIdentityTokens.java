package dev.aks4j.core.internal.auth;

import com.azure.core.credential.AccessToken;
import com.microsoft.aad.msal4j.ManagedIdentityApplication;
import com.microsoft.aad.msal4j.ManagedIdentityId;
import com.microsoft.aad.msal4j.ManagedIdentityParameters;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** The identity of the machine, container app or function that the process runs in. */
public final class ManagedIdentityTokens implements TokenSource {

    private final String description;
    private final ManagedIdentityId id;

    private ManagedIdentityTokens(String description, ManagedIdentityId id) {
        this.description = description;
        this.id = id;
    }

    /** Returns the system-assigned identity, or a user-assigned one by its client id. */
    public static ManagedIdentityTokens of(Optional<String> clientId) {
        return clientId.map(text -> new ManagedIdentityTokens(
                        "managed identity " + text, ManagedIdentityId.userAssignedClientId(text)))
                .orElseGet(() -> new ManagedIdentityTokens(
                        "system-assigned managed identity", ManagedIdentityId.systemAssigned()));
    }

    /** Returns a user-assigned identity by its resource id. */
    public static ManagedIdentityTokens ofResource(String resourceId) {
        return new ManagedIdentityTokens(
                "managed identity " + resourceId, ManagedIdentityId.userAssignedResourceId(resourceId));
    }

    /** Returns a user-assigned identity by its object id. */
    public static ManagedIdentityTokens ofObject(String objectId) {
        return new ManagedIdentityTokens(
                "managed identity with object id " + objectId, ManagedIdentityId.userAssignedObjectId(objectId));
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public CompletionStage<AccessToken> acquire(String scope, Optional<String> claims, Surroundings surroundings) {
        ExpiryReader http = new ExpiryReader(surroundings.entra(), surroundings.scheduler(), proofs(), true);
        ManagedIdentityApplication application = ManagedIdentityApplication.builder(id)
                .httpClient(http)
                .executorService(new Workers(surroundings.scheduler().blocking()))
                .disableInternalRetries()
                .build();
        ManagedIdentityParameters.ManagedIdentityParametersBuilder parameters =
                ManagedIdentityParameters.builder(resource(scope)).forceRefresh(true);
        claims.ifPresent(parameters::claims);
        try {
            return application
                    .acquireTokenForManagedIdentity(parameters.build())
                    .thenApply(result ->
                            new AccessToken(result.accessToken(), http.expires().atOffset(ZoneOffset.UTC)));
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Returns what msal4j sends to the endpoints of App Service and the like, which give it in the environment. */
    private static List<String> proofs() {
        return Stream.of("IDENTITY_HEADER", "MSI_SECRET")
                .map(System::getenv)
                .filter(Objects::nonNull)
                .toList();
    }

    /** The managed-identity endpoint wants a resource, not a scope. */
    public static String resource(String scope) {
        return scope.endsWith("/.default") ? scope.substring(0, scope.length() - "/.default".length()) : scope;
    }
}
