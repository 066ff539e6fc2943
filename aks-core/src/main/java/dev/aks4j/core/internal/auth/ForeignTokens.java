package dev.aks4j.core.internal.auth;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import dev.aks4j.core.auth.CredentialException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A credential of azure-identity, or any other that azure-core knows. It may block, so it is asked on a worker. */
public final class ForeignTokens implements TokenSource {

    /** So long a token serves whose credential does not say until when it is good; one that is refused ends sooner. */
    private static final Duration UNKNOWN = Duration.ofMinutes(10);

    private final TokenCredential credential;

    public ForeignTokens(TokenCredential credential) {
        this.credential = credential;
    }

    @Override
    public String description() {
        return credential.getClass().getSimpleName();
    }

    @Override
    public CompletionStage<AccessToken> acquire(String scope, Optional<String> claims, Surroundings surroundings) {
        TokenRequestContext request = new TokenRequestContext().addScopes(scope).setCaeEnabled(true);
        claims.ifPresent(request::setClaims);
        return credential.getToken(request).toFuture().thenApply(token -> {
            if (token == null) {
                throw new CredentialException(description() + " gave no token for " + scope + ".");
            }
            return token.getExpiresAt() != null
                    ? token
                    : new AccessToken(
                            token.getToken(),
                            surroundings.scheduler().now().plus(UNKNOWN).atOffset(ZoneOffset.UTC));
        });
    }
}
