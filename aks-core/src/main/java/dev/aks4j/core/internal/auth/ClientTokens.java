package dev.aks4j.core.internal.auth;

import com.azure.core.credential.AccessToken;
import com.microsoft.aad.msal4j.ClaimsRequest;
import com.microsoft.aad.msal4j.ClientCredentialFactory;
import com.microsoft.aad.msal4j.ClientCredentialParameters;
import com.microsoft.aad.msal4j.ConfidentialClientApplication;
import com.microsoft.aad.msal4j.IAuthenticationResult;
import com.microsoft.aad.msal4j.IClientCredential;
import com.microsoft.aad.msal4j.OnBehalfOfParameters;
import com.microsoft.aad.msal4j.UserAssertion;
import dev.aks4j.core.auth.CredentialException;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.Json;
import java.net.MalformedURLException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * An application that proves itself with a secret or with an assertion of another issuer. msal4j keeps no token here: its
 * cache never hits when the authority has a port, and counts on the system's clock.
 */
public final class ClientTokens implements TokenSource {

    private static final Set<String> CONTINUOUS_ACCESS_EVALUATION = Set.of("cp1");

    private final String description;
    private final String tenant;
    private final String clientId;
    private final Supplier<Proof> proof;
    private final Optional<Supplier<String>> user;

    /**
     * How the application proves itself.
     *
     * @param credential the proof
     * @param secrets the texts in it that nobody may see
     * @param withChain whether the certificates are sent along, for trust by issuer and subject
     */
    private record Proof(IClientCredential credential, List<String> secrets, boolean withChain) {}

    private ClientTokens(
            String description,
            String tenant,
            String clientId,
            Supplier<Proof> proof,
            Optional<Supplier<String>> user) {
        this.description = description;
        this.tenant = tenant;
        this.clientId = clientId;
        this.proof = proof;
        this.user = user;
    }

    public static ClientTokens secret(String tenant, String clientId, String secret) {
        return new ClientTokens(
                "client secret of " + clientId,
                tenant,
                clientId,
                () -> new Proof(ClientCredentialFactory.createFromSecret(secret), List.of(secret), false),
                Optional.empty());
    }

    public static ClientTokens assertion(
            String description, String tenant, String clientId, Supplier<String> assertion) {
        return new ClientTokens(
                description + " of " + clientId,
                tenant,
                clientId,
                () -> {
                    String text = assertion.get();
                    return new Proof(ClientCredentialFactory.createFromClientAssertion(text), List.of(text), false);
                },
                Optional.empty());
    }

    /** The file is read again for each new token, so that one that is renewed in its place is taken up. */
    public static ClientTokens certificate(
            String tenant, String clientId, Path file, Optional<String> password, boolean withChain) {
        return new ClientTokens(
                "certificate of " + clientId,
                tenant,
                clientId,
                () -> {
                    CertificateFile read = CertificateFile.read(file, password);
                    return new Proof(
                            ClientCredentialFactory.createFromCertificateChain(read.key(), read.chain()),
                            password.stream().toList(),
                            withChain);
                },
                Optional.empty());
    }

    /** Returns the same application on behalf of a user, whose token for the application is asked for each time. */
    public ClientTokens onBehalfOf(Supplier<String> token) {
        return new ClientTokens(description + " on behalf of a user", tenant, clientId, proof, Optional.of(token));
    }

    @Override
    public String description() {
        return description + " in tenant " + tenant;
    }

    @Override
    public CompletionStage<AccessToken> acquire(String scope, Optional<String> claims, Surroundings surroundings) {
        Proof now = proof.get();
        Optional<String> ofUser = user.map(Supplier::get);
        List<String> secrets =
                Stream.concat(now.secrets().stream(), ofUser.stream()).toList();
        ExpiryReader http = new ExpiryReader(surroundings.entra(), surroundings.scheduler(), secrets, false);
        return token(application(surroundings, http, now), scope, claims, ofUser)
                .handle((result, failure) -> {
                    if (failure != null) {
                        throw new CompletionException(http.clean(Secrets.without(secrets, Causes.of(failure))));
                    }
                    return new AccessToken(result.accessToken(), http.expires().atOffset(ZoneOffset.UTC));
                });
    }

    private static CompletableFuture<IAuthenticationResult> token(
            ConfidentialClientApplication application, String scope, Optional<String> claims, Optional<String> user) {
        if (user.isPresent()) {
            OnBehalfOfParameters.OnBehalfOfParametersBuilder parameters = OnBehalfOfParameters.builder(
                            Set.of(scope), new UserAssertion(user.get()))
                    .skipCache(true)
                    .claims(ClaimsRequest.formatAsClaimsRequest(withCapability(claims)));
            return application.acquireToken(parameters.build());
        }
        ClientCredentialParameters.ClientCredentialParametersBuilder parameters =
                ClientCredentialParameters.builder(Set.of(scope)).skipCache(true);
        claims.ifPresent(json -> parameters.claims(ClaimsRequest.formatAsClaimsRequest(json)));
        return application.acquireToken(parameters.build());
    }

    /** msal4j 1.26 sends an application's capabilities in the place of the claims on behalf of a user, so they go together. */
    private static String withCapability(Optional<String> claims) {
        Json.ObjectBuilder all = claims.flatMap(Json::read)
                .filter(Json::isObject)
                .map(Json::edit)
                .orElseGet(Json::object);
        Json.ArrayBuilder values = all.within("access_token").within("xms_cc").putArray("values");
        CONTINUOUS_ACCESS_EVALUATION.forEach(values::add);
        return all.build().toString();
    }

    private ConfidentialClientApplication application(Surroundings surroundings, ExpiryReader http, Proof now) {
        try {
            ConfidentialClientApplication.Builder builder = ConfidentialClientApplication.builder(
                            clientId, now.credential())
                    .authority(surroundings.cloud().entraAuthority() + "/" + tenant + "/")
                    .instanceDiscovery(false)
                    .sendX5c(now.withChain())
                    .httpClient(http)
                    .executorService(new Workers(surroundings.scheduler().blocking()))
                    .disableInternalRetries();
            return user.isEmpty()
                    ? builder.clientCapabilities(CONTINUOUS_ACCESS_EVALUATION).build()
                    : builder.build();
        } catch (MalformedURLException e) {
            throw new CredentialException("The tenant \"" + tenant + "\" is not one; write its id or its domain.", e);
        }
    }
}
