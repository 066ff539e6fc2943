package dev.aks4j.core.kubernetes;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.auth.Tokens;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.time.OffsetDateTime;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Puts a token of our own on each request of a client; one that the server refuses is dropped, and the request sent once more. */
final class EntraTokens implements Interceptor {

    private static final String BEARER = "Bearer ";

    private final Tokens tokens;
    private final String scope;
    private final Supplier<String> waiting;

    /**
     * Makes one.
     *
     * @param waiting gets a token and waits for it, on the thread that makes the request
     */
    EntraTokens(Tokens tokens, String scope, Supplier<String> waiting) {
        this.tokens = tokens;
        this.scope = scope;
        this.waiting = waiting;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        builder.setHeader("Authorization", BEARER + waiting.get());
    }

    @Override
    public CompletableFuture<Boolean> afterFailure(BasicBuilder builder, HttpResponse<?> response, RequestTags tags) {
        if (response.code() != 401) {
            return CompletableFuture.completedFuture(false);
        }
        String sent = response.request().header("Authorization");
        if (sent != null && sent.startsWith(BEARER)) {
            tokens.refused(scope, new AccessToken(sent.substring(BEARER.length()), OffsetDateTime.MAX));
        }
        return tokens.token(scope).toCompletableFuture().thenApply(token -> {
            builder.setHeader("Authorization", BEARER + token.getToken());
            return true;
        });
    }
}
