package dev.aks4j.core.internal.auth;

import com.azure.core.credential.AccessToken;
import com.microsoft.aad.msal4j.ClaimsRequest;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IClientCredential;
import dev.aks4j.core.auth.CredentialException;
import dev.aks4j.core.internal.model.Causes;
import java.net.MalformedURLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * An application that proves itself with a secret or with an assertion of another issuer. msal4j keeps no token here: its
 * cache never hits when the authority has a port, and counts on the system's clock.
 */
public final class ClientTokens implements TokenSource {

    private static final Set<String> CONTINUOUS_ACCESS_EVALUATION = Set.of("cp1");

    private final String description;
    private final String tenant;
    private final String clientId;
    private final Supplier<String> proof;
    private final boolean isSecret;

    private ClientTokens(String description, String tenant, String clientId, Supplier<String> proof, boolean isSecret) {
        this.description = description;
        this.tenant = tenant;
        this.clientId = clientId;
        this.proof = proof;
        this.isSecret = isSecret;
    }

    public static ClientTokens secret(String tenant, String clientId, String secret) {
        return new ClientTokens("client secret of " + clientId, tenant, clientId, () -> secret, true);
    }

    public static ClientTokens assertion(
            String description, String tenant, String clientId, Supplier<String> assertion) {
        return new ClientTokens(description + " of " + clientId, tenant, clientId, assertion, false);
    }

    @Override
    public String description() {
        return description + " in tenant " + tenant;
    }

    @Override
    public CompletionStage<AccessToken> acquire(String scope, Optional<String> claims, Surroundings surroundings) {
        return acquire(scope, claims, surroundings, proof.get());
    }

    private CompletionStage<AccessToken> acquire(
            String scope, Optional<String> claims, Surroundings surroundings, String text) {
        ExpiryReader http = new ExpiryReader(surroundings.entra(), surroundings.scheduler(), List.of(text), false);
        ClientCredentialParameters.ClientCredentialParametersBuilder parameters =
                ClientCredentialParameters.builder(Set.of(scope)).skipCache(true);
        claims.ifPresent(json -> parameters.claims(ClaimsRequest.formatAsClaimsRequest(json)));
        return application(surroundings, http, text)
                .acquireToken(parameters.build())
                .handle((result, failure) -> {
                    if (failure != null) {
                        throw new java.util.concurrent.CompletionException(
                                Secrets.without(List.of(text), Causes.of(failure)));
                    }
                    return new AccessToken(result.accessToken(), http.expires().atOffset(ZoneOffset.UTC));
                });
    }

    private ConfidentialClientApplication application(Surroundings surroundings, ExpiryReader http, String text) {
        IClientCredential credential = isSecret
                ? ClientCredentialFactory.createFromSecret(text)
                : ClientCredentialFactory.createFromClientAssertion(text);
        try {
            return ConfidentialClientApplication.builder(clientId, credential)
                    .authority(surroundings.cloud().entraAuthority() + "/" + tenant + "/")
                    .instanceDiscovery(false)
                    .clientCapabilities(CONTINUOUS_ACCESS_EVALUATION)
                    .httpClient(http)
                    .executorService(new Workers(surroundings.scheduler().blocking()))
                    .disableInternalRetries()
                    .build();
        } catch (MalformedURLException e) {
            throw new CredentialException("The tenant \"" + tenant + "\" is not one; write its id or its domain.", e);
        }
    }
}
