package dev.aks4j.core.internal.auth;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.auth.Tokens;
import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps one token a scope, and lets callers who ask at the same time, or are challenged with the same claims, share one
 * request. A token that is about to expire serves on while no new one can be had.
 */
public final class CachedTokens implements Tokens {

    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final Duration LAST_MOMENT = Duration.ofSeconds(30);

    private final PatientTokens source;
    private final Scheduler scheduler;
    private final Map<String, CompletableFuture<AccessToken>> kept = new HashMap<>();

    /** For each scope the claims of the last challenge, which all requests that were under way are answered with. */
    private final Map<String, String> claimed = new HashMap<>();

    public CachedTokens(PatientTokens source, Scheduler scheduler) {
        this.source = source;
        this.scheduler = scheduler;
    }

    @Override
    public CompletionStage<AccessToken> token(String scope, Optional<String> claims) {
        CompletableFuture<AccessToken> fresh = new CompletableFuture<>();
        CompletableFuture<AccessToken> known;
        synchronized (kept) {
            known = kept.get(scope);
            boolean asked = claims.isEmpty() || claims.equals(Optional.ofNullable(claimed.get(scope)));
            if (asked && known != null && isUsable(known)) {
                return known.minimalCompletionStage();
            }
            kept.put(scope, fresh);
            claims.ifPresentOrElse(challenge -> claimed.put(scope, challenge), () -> claimed.remove(scope));
        }
        source.acquire(scope, claims).whenComplete((token, failure) -> {
            if (failure == null) {
                fresh.complete(token);
            } else if (claims.isEmpty() && known != null && isValid(known, LAST_MOMENT)) {
                forget(scope, fresh, known);
                fresh.complete(known.join());
            } else {
                forget(scope, fresh, null);
                fresh.completeExceptionally(failure);
            }
        });
        return fresh.minimalCompletionStage();
    }

    /** Keeps what was there before, so that the next caller asks again. */
    private void forget(String scope, CompletableFuture<AccessToken> fresh, CompletableFuture<AccessToken> before) {
        synchronized (kept) {
            if (kept.remove(scope, fresh)) {
                claimed.remove(scope);
                if (before != null) {
                    kept.put(scope, before);
                }
            }
        }
    }

    private boolean isUsable(CompletableFuture<AccessToken> known) {
        if (!known.isDone()) {
            return true;
        }
        return isValid(known, EARLY);
    }

    private boolean isValid(CompletableFuture<AccessToken> known, Duration early) {
        return known.isDone()
                && !known.isCompletedExceptionally()
                && scheduler
                        .now()
                        .isBefore(known.join().getExpiresAt().toInstant().minus(early));
    }
}
