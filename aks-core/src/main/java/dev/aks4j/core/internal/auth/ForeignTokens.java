package dev.aks4j.core.internal.auth;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import dev.aks4j.core.auth.CredentialException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A credential of azure-identity, or any other that azure-core knows. It may block, so it is asked on a worker. */
public final class ForeignTokens implements TokenSource {

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
            return token;
        });
    }
}
