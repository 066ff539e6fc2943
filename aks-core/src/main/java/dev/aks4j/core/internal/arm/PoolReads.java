package dev.aks4j.core.internal.arm;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.model.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a node pool from its cluster when reads of pools would have to wait. AKS counts a read of a pool among "all other"
 * requests, 60 and then one a second for a whole subscription and region, but a read of a cluster for that cluster alone,
 * 60 and then one a second (learn.microsoft.com/azure/aks/quotas-skus-regions). The cluster shows the same properties of
 * its pools, their entity tags too. What it does not show is asked for directly. Thread-safe.
 */
public final class PoolReads implements ArmClient {

    private static final String TYPE = "Microsoft.ContainerService/managedClusters/agentPools";

    private static final String SEGMENT = "/agentPools";

    private static final Pattern POOL = Pattern.compile(
            "(?<cluster>/subscriptions/[^/?]+/resourceGroups/[^/?]+/providers/Microsoft\\.ContainerService"
                    + "/managedClusters/[^/?]+)/agentPools/(?<pool>[^/?]+)(?<query>\\?[^&]*)",
            Pattern.CASE_INSENSITIVE);

    /** This much of the limit is left to requests that only it can answer. */
    private static final double RESERVE = 30;

    private final ArmClient client;
    private final Function<ArmRequest, Allowance> allowance;

    /** Reads of pools that are under way: those sent in one moment have not been counted against the limit yet. */
    private final AtomicInteger direct = new AtomicInteger();

    PoolReads(ArmClient client, Function<ArmRequest, Allowance> allowance) {
        this.client = client;
        this.allowance = allowance;
    }

    @Override
    public String subscriptionId() {
        return client.subscriptionId();
    }

    @Override
    public CompletionStage<ArmResponse> send(ArmRequest request) {
        if (!request.method().equals("GET") || !request.headers().isEmpty() || !mayBePool(request.target())) {
            return client.send(request);
        }
        Matcher pool = POOL.matcher(request.target());
        if (!pool.matches()) {
            return client.send(request);
        }
        double ofPools = allowance.apply(request).now() - direct.get();
        if (ofPools >= RESERVE) {
            direct.incrementAndGet();
            return client.send(request).whenComplete((answer, failure) -> direct.decrementAndGet());
        }
        ArmRequest cluster =
                ArmRequest.follow(pool.group("cluster") + pool.group("query")).within(request.deadline());
        if (allowance.apply(cluster).now() < ofPools) {
            return client.send(request);
        }
        String path = request.target().substring(0, pool.start("query"));
        CompletableFuture<ArmResponse> result = new CompletableFuture<>();
        client.send(cluster).whenComplete((answer, failure) -> {
            Optional<ArmResponse> shown =
                    Optional.ofNullable(answer).flatMap(known -> shown(known, path, pool.group("pool")));
            if (shown.isPresent()) {
                result.complete(shown.get());
            } else if (answer != null || failure instanceof ArmException) {
                directly(request, result);
            } else {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    /** Most reads are of something else, and a look is cheaper than the pattern. */
    private static boolean mayBePool(String target) {
        int query = target.indexOf('?');
        int name = target.lastIndexOf('/', query < 0 ? target.length() : query);
        return name > SEGMENT.length()
                && target.regionMatches(true, name - SEGMENT.length(), SEGMENT, 0, SEGMENT.length());
    }

    private void directly(ArmRequest request, CompletableFuture<ArmResponse> result) {
        client.send(request).whenComplete((answer, failure) -> {
            if (failure == null) {
                result.complete(answer);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    /** Returns the pool as the cluster shows it, in the shape in which the pool itself would be answered. */
    private static Optional<ArmResponse> shown(ArmResponse cluster, String path, String name) {
        for (Json profile : cluster.body().path("properties").path("agentPoolProfiles")) {
            if (profile.path("name").asText().equalsIgnoreCase(name)
                    && (!profile.path("provisioningState").isMissing()
                            && !profile.path("provisioningState").isNull())) {
                Json.ObjectBuilder document = Json.object()
                        .put("id", path)
                        .put("name", profile.path("name").asText())
                        .put("type", TYPE);
                document.put("properties", profile.edit().remove("name"));
                Map<String, String> headers = new HashMap<>(cluster.headers());
                headers.keySet().removeIf("ETag"::equalsIgnoreCase);
                return Optional.of(new ArmResponse(cluster.status(), headers, document.build()));
            }
        }
        return Optional.empty();
    }
}
