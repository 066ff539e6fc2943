package dev.aks4j.simulated.azure.internal.arm;

import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Azure Resource Manager's own limits per subscription and principal: 250 reads, 200 deletes and 200 writes at once, 25,
 * 10 and 10 more each second; over all principals fifteen times as many. Guarded by the simulator's lock.
 */
final class ArmThrottle {

    private enum Kind {
        READ("reads", 250, 25),
        DELETE("deletes", 200, 10),
        WRITE("writes", 200, 10);

        private final String word;
        private final int size;
        private final int perSecond;

        Kind(String word, int size, int perSecond) {
            this.word = word;
            this.size = size;
            this.perSecond = perSecond;
        }

        static Kind of(String method) {
            return switch (method) {
                case "GET", "HEAD" -> READ;
                case "DELETE" -> DELETE;
                default -> WRITE;
            };
        }
    }

    private static final int GLOBAL = 15;

    private final Cloud cloud;
    private final Map<String, TokenBucket> buckets = new LinkedHashMap<>();

    ArmThrottle(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Takes a token or refuses. */
    void admit(String method, String principal) {
        Kind kind = Kind.of(method);
        Optional<Duration> wait = own(kind, principal).take(cloud.now());
        Optional<Duration> globalWait = global(kind).take(cloud.now());
        wait.or(() -> globalWait).ifPresent(seconds -> {
            throw ArmError.gateway(
                            429,
                            "TooManyRequests",
                            "Number of '" + kind.word + "' requests for subscription '" + cloud.subscriptionId()
                                    + "' actor '" + principal + "' exceeded. Please try again after '"
                                    + seconds.toSeconds() + "' seconds after additional tokens are available. Refer to"
                                    + " https://aka.ms/arm-throttling for additional information.")
                    .with("Retry-After", Long.toString(seconds.toSeconds()));
        });
    }

    /** Adds the headers that tell what is left. */
    Response tell(Response response, String method, String principal) {
        Kind kind = Kind.of(method);
        String prefix = "x-ms-ratelimit-remaining-subscription-";
        Response told = response.with(
                prefix + "global-" + kind.word, Integer.toString(global(kind).left()));
        return kind == Kind.READ
                ? told
                : told.with(
                        prefix + kind.word,
                        Integer.toString(own(kind, principal).left()));
    }

    private TokenBucket own(Kind kind, String principal) {
        return buckets.computeIfAbsent(
                kind + principal, key -> new TokenBucket(kind.size, kind.perSecond, cloud.now()));
    }

    private TokenBucket global(Kind kind) {
        return buckets.computeIfAbsent(
                kind.word, key -> new TokenBucket(GLOBAL * kind.size, GLOBAL * kind.perSecond, cloud.now()));
    }
}
