package dev.aks4j.core.auth;

import com.azure.core.credential.AccessToken;
import com.microsoft.aad.msal4j.IHttpClient;
import dev.aks4j.core.internal.auth.CachedTokens;
import dev.aks4j.core.internal.auth.PatientTokens;
import dev.aks4j.core.internal.auth.TokenSource;
import dev.aks4j.core.model.Scheduler;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where access tokens come from. Tokens are kept until five minutes before they expire; callers who ask at the same time
 * share one request. Never blocks the caller. Thread-safe.
 */
public interface Tokens {

    /**
     * Returns a token.
     *
     * @param scope what it is for, for example {@code https://management.azure.com/.default}
     * @param claims the claims of a challenge that a service answered, as JSON; a token kept from before is then not
     *     used
     * @return the token, or {@link CredentialException}
     */
    CompletionStage<AccessToken> token(String scope, Optional<String> claims);

    /** Says that a service refused a token although it has not expired, so that it is not handed out again. */
    default void refused(String scope, AccessToken token) {
        // What keeps no token has none to forget.
    }

    /** Returns a token for a scope. */
    default CompletionStage<AccessToken> token(String scope) {
        return token(scope, Optional.empty());
    }

    /**
     * Returns the tokens of a credential in a cloud.
     *
     * @param entra the way to Microsoft Entra ID and to the managed-identity endpoint
     * @param scheduler the clock for expiry, and the executor on which requests run
     */
    static Tokens of(AksCredential credential, AzureCloud cloud, IHttpClient entra, Scheduler scheduler) {
        return new CachedTokens(
                new PatientTokens(credential.source(), new TokenSource.Surroundings(cloud, entra, scheduler)),
                scheduler);
    }
}
