package dev.aks4j.core.auth;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keeps one token a scope, and lets callers who ask at the same time share one request. */
final class CachedTokens implements Tokens {

    private static final Duration EARLY = Duration.ofMinutes(5);

    private final PatientTokens source;
    private final Scheduler scheduler;
    private final Map<String, CompletableFuture<AccessToken>> kept = new HashMap<>();

    CachedTokens(PatientTokens source, Scheduler scheduler) {
        this.source = source;
        this.scheduler = scheduler;
    }

    @Override
    public CompletionStage<AccessToken> token(String scope, Optional<String> claims) {
        CompletableFuture<AccessToken> fresh = new CompletableFuture<>();
        synchronized (kept) {
            CompletableFuture<AccessToken> known = kept.get(scope);
            if (claims.isEmpty() && known != null && isUsable(known)) {
                return known.minimalCompletionStage();
            }
            kept.put(scope, fresh);
        }
        source.acquire(scope, claims).whenComplete((token, failure) -> {
            if (failure == null) {
                fresh.complete(token);
            } else {
                synchronized (kept) {
                    kept.remove(scope, fresh);
                }
                fresh.completeExceptionally(failure);
            }
        });
        return fresh.minimalCompletionStage();
    }

    private boolean isUsable(CompletableFuture<AccessToken> known) {
        if (!known.isDone()) {
            return true;
        }
        return !known.isCompletedExceptionally()
                && scheduler
                        .now()
                        .isBefore(known.join().getExpiresAt().toInstant().minus(EARLY));
    }
}
