package dev.aks4j.core.internal.auth;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.auth.Tokens;
import dev.aks4j.core.model.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps one token a scope, and lets callers who ask at the same time, or are challenged with the same claims, share one
 * request; they get its token in the order in which they asked. A token that is about to expire serves on while no new one
 * can be had; one that a service refused does not.
 */
public final class CachedTokens implements Tokens {

    private static final Duration EARLY = Duration.ofMinutes(5);
    private static final Duration LAST_MOMENT = Duration.ofSeconds(30);

    /** So long a token serves whose credential does not say until when it is good; one that is refused ends sooner. */
    private static final Duration UNKNOWN = Duration.ofMinutes(10);

    private final PatientTokens source;
    private final Scheduler scheduler;
    private final Map<String, Kept> kept = new HashMap<>();
    private final Map<String, Asked> asked = new HashMap<>();

    /** For each scope the claims of the last challenge, which all requests that were under way are answered with. */
    private final Map<String, String> claimed = new HashMap<>();

    public CachedTokens(PatientTokens source, Scheduler scheduler) {
        this.source = source;
        this.scheduler = scheduler;
    }

    @Override
    public CompletionStage<AccessToken> token(String scope, Optional<String> claims) {
        CompletableFuture<AccessToken> waiting = new CompletableFuture<>();
        Asked mine;
        synchronized (kept) {
            boolean same = claims.isEmpty() || claims.equals(Optional.ofNullable(claimed.get(scope)));
            Asked others = asked.get(scope);
            if (same && others != null) {
                others.waiting.add(waiting);
                return waiting.minimalCompletionStage();
            }
            Kept known = kept.get(scope);
            if (same && known != null && isValid(known, EARLY)) {
                return CompletableFuture.completedStage(known.token);
            }
            mine = new Asked(claims.isPresent() ? Optional.empty() : Optional.ofNullable(known));
            mine.waiting.add(waiting);
            asked.put(scope, mine);
            if (claims.isPresent()) {
                kept.remove(scope);
            }
            claims.ifPresentOrElse(challenge -> claimed.put(scope, challenge), () -> claimed.remove(scope));
        }
        source.acquire(scope, claims).whenComplete((token, failure) -> answered(scope, mine, token, failure));
        return waiting.minimalCompletionStage();
    }

    @Override
    public void refused(String scope, AccessToken token) {
        synchronized (kept) {
            Kept known = kept.get(scope);
            if (known != null && known.token.getToken().equals(token.getToken())) {
                kept.remove(scope);
                claimed.remove(scope);
            }
        }
    }

    private void answered(String scope, Asked mine, AccessToken token, Throwable failure) {
        Optional<AccessToken> usable;
        List<CompletableFuture<AccessToken>> all;
        synchronized (kept) {
            boolean last = asked.remove(scope, mine);
            if (failure == null) {
                usable = Optional.of(token);
                if (last) {
                    kept.put(scope, new Kept(token, expiry(token)));
                }
            } else {
                usable = mine.before
                        .filter(known -> known == kept.get(scope) && isValid(known, LAST_MOMENT))
                        .map(Kept::token);
                if (last) {
                    claimed.remove(scope);
                }
            }
            all = List.copyOf(mine.waiting);
        }
        scheduler
                .executor()
                .execute(() -> all.forEach(
                        each -> usable.ifPresentOrElse(each::complete, () -> each.completeExceptionally(failure))));
    }

    /** A clock that is set meanwhile makes no token older or younger. */
    private Duration expiry(AccessToken token) {
        Duration left = token.getExpiresAt() == null
                ? UNKNOWN
                : Duration.between(scheduler.now(), token.getExpiresAt().toInstant());
        return scheduler.elapsed().plus(left);
    }

    private boolean isValid(Kept known, Duration early) {
        return scheduler.elapsed().compareTo(known.until.minus(early)) < 0;
    }

    /**
     * A token.
     *
     * @param token the token
     * @param until when it expires, by the clock that nobody sets
     */
    private record Kept(AccessToken token, Duration until) {}

    /** A request that is under way, and who waits for it, first come first. Guarded by the cache. */
    private static final class Asked {
        private final List<CompletableFuture<AccessToken>> waiting = new ArrayList<>();
        private final Optional<Kept> before;

        private Asked(Optional<Kept> before) {
            this.before = before;
        }
    }
}
