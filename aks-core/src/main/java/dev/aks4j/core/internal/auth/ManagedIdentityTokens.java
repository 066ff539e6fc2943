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

    private final Optional<String> clientId;

    public ManagedIdentityTokens(Optional<String> clientId) {
        this.clientId = clientId;
    }

    @Override
    public String description() {
        return clientId.map(id -> "managed identity " + id).orElse("system-assigned managed identity");
    }

    @Override
    public CompletionStage<AccessToken> acquire(String scope, Optional<String> claims, Surroundings surroundings) {
        ExpiryReader http = new ExpiryReader(surroundings.entra(), surroundings.scheduler(), proofs(), true);
        ManagedIdentityApplication application = ManagedIdentityApplication.builder(
                        clientId.map(ManagedIdentityId::userAssignedClientId)
                                .orElseGet(ManagedIdentityId::systemAssigned))
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
