package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.internal.arm.TokenBucket;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The limits of the AKS provider, per region: buckets that refill steadily. Guarded by the simulator's lock. */
final class AksThrottle {

    private enum Limit {
        LIST_IN_SUBSCRIPTION("ListManagedClustersHandler.GET", 500, 1),
        LIST_IN_GROUP("ListManagedClustersByResourceGroupHandler.GET", 60, 1),
        PUT_POOL("PutAgentPoolHandler.PUT", 20, 1 / 60.0),
        PUT_CLUSTER("PutManagedClusterHandler.PUT", 20, 1 / 60.0),
        GET_CLUSTER("GetManagedClusterHandler.GET", 60, 1),
        GET_OPERATION("GetOperationStatusHandler.GET", 200, 2),
        OTHER("OtherHandler", 60, 1);

        private final String handler;
        private final int size;
        private final double perSecond;

        Limit(String handler, int size, double perSecond) {
            this.handler = handler;
            this.size = size;
            this.perSecond = perSecond;
        }
    }

    private final Cloud cloud;
    private final Map<String, TokenBucket> buckets = new LinkedHashMap<>();

    AksThrottle(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Takes a token of the request's bucket or refuses. */
    void admit(ArmCall request) {
        Limit limit = limit(request);
        String key = limit + scope(limit, request.path()).toLowerCase(Locale.ROOT);
        buckets.computeIfAbsent(key, any -> new TokenBucket(limit.size, limit.perSecond, cloud.now()))
                .take(cloud.now())
                .ifPresent(wait -> {
                    throw throttled(limit, wait);
                });
    }

    private static Limit limit(ArmCall request) {
        ArmPath path = request.path();
        boolean get = request.method().equals("GET");
        boolean put = request.method().equals("PUT");
        if (get && path.matches("managedClusters")) {
            return path.group().isPresent() ? Limit.LIST_IN_GROUP : Limit.LIST_IN_SUBSCRIPTION;
        } else if (get && path.matches("managedClusters", "*")) {
            return Limit.GET_CLUSTER;
        } else if (put && path.matches("managedClusters", "*")) {
            return Limit.PUT_CLUSTER;
        } else if (put && path.matches("managedClusters", "*", "agentPools", "*")) {
            return Limit.PUT_POOL;
        } else if (path.matches("locations", "*", "operations", "*")) {
            return Limit.GET_OPERATION;
        }
        return Limit.OTHER;
    }

    private static String scope(Limit limit, ArmPath path) {
        return switch (limit) {
            case PUT_POOL, PUT_CLUSTER, GET_CLUSTER -> path.resource();
            case LIST_IN_GROUP -> path.scope();
            default -> path.subscription().orElse("");
        };
    }

    private ArmError throttled(Limit limit, Duration wait) {
        return ArmError.aks(
                        429,
                        "Throttled",
                        "The " + limit.handler + " request limit has been exceeded for SubID='"
                                + cloud.subscriptionId() + "', please retry again in " + wait.toSeconds()
                                + " seconds. For more information, please visit aka.ms/aks/throttling.")
                .with("Retry-After", Long.toString(wait.toSeconds()));
    }
}
