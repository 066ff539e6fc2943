package dev.aks4j.simulated.azure.internal.arm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A bucket of tokens that refills steadily. Guarded by the simulator's lock. */
public final class TokenBucket {

    private final double size;
    private final double perSecond;
    private double tokens;
    private Instant filled;

    /** Makes a full bucket. */
    public TokenBucket(int size, double perSecond, Instant now) {
        this.size = size;
        this.perSecond = perSecond;
        this.tokens = size;
        this.filled = now;
    }

    /** Takes a token, or says how long it takes until there is one: whole seconds, at least one. */
    public Optional<Duration> take(Instant now) {
        double elapsed = Duration.between(filled, now).toNanos() / 1e9;
        tokens = Math.min(size, tokens + elapsed * perSecond);
        filled = now;
        if (tokens >= 1) {
            tokens--;
            return Optional.empty();
        }
        return Optional.of(Duration.ofSeconds((long) Math.max(1, Math.ceil((1 - tokens) / perSecond))));
    }

    /** Returns how many tokens are left. */
    public int left() {
        return (int) tokens;
    }
}
