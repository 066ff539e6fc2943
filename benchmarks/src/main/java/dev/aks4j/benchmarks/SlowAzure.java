package dev.aks4j.benchmarks;

import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * The least of Azure that both contestants can talk to: creates of clusters that take as long as they are told, answered
 * as AKS answers them, without Retry-After, and with its bucket of status reads (200, then 2 a second). Thread-safe.
 */
final class SlowAzure implements HttpClient {

    static final String SUBSCRIPTION = "6f2c0000-0000-4000-8000-000000000001";
    static final String API_VERSION = "2025-09-01";

    private static final double BUCKET = 200;
    private static final double REFILL = 2;

    private final Supplier<Instant> now;
    private final Function<String, Duration> durations;
    private final UnaryOperator<String> signatures;
    private final Map<String, Instant> ends = new ConcurrentHashMap<>();
    private final AtomicInteger statusReads = new AtomicInteger();
    private final AtomicInteger clusterReads = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final Instant begin;
    private double tokens = BUCKET;
    private Instant filled;

    SlowAzure(Supplier<Instant> now, Function<String, Duration> durations, UnaryOperator<String> signatures) {
        this.now = now;
        this.durations = durations;
        this.signatures = signatures;
        this.begin = now.get();
        this.filled = begin;
    }

    static String id(String cluster) {
        return "/subscriptions/" + SUBSCRIPTION
                + "/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/" + cluster;
    }

    /** Returns the status URL of a cluster's create. */
    URI statusUrl(String cluster) {
        return URI.create("https://management.azure.com/subscriptions/" + SUBSCRIPTION
                + "/providers/Microsoft.ContainerService/locations/westeurope/operations/" + cluster
                + "?api-version=2016-03-30" + signatures.apply(cluster));
    }

    Instant end(String cluster) {
        return ends.get(cluster);
    }

    int statusReads() {
        return statusReads.get();
    }

    int clusterReads() {
        return clusterReads.get();
    }

    /** Returns how many status reads the bucket would have given from the begin to the last end. */
    int budget() {
        Instant last = ends.values().stream().max(Comparator.naturalOrder()).orElse(begin);
        return (int) (BUCKET + REFILL * Duration.between(begin, last).toSeconds());
    }

    int refused() {
        return refused.get();
    }

    /** Registers a create without a request, so that it can be resumed. */
    void accept(String cluster) {
        ends.put(cluster, now.get().plus(durations.apply(cluster)));
    }

    @Override
    public Mono<HttpResponse> send(HttpRequest request) {
        return Mono.fromSupplier(() -> answer(request));
    }

    private synchronized HttpResponse answer(HttpRequest request) {
        String path = request.getUrl().getPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        HttpHeaders headers = new HttpHeaders().set(HttpHeaderName.CONTENT_TYPE, "application/json");
        if (path.contains("/operations/")) {
            return status(request, name, headers);
        }
        if (request.getHttpMethod().toString().equals("PUT")) {
            accept(name);
            headers.set(
                    HttpHeaderName.fromString("Azure-AsyncOperation"),
                    statusUrl(name).toString());
            return new CompleteResponse(request, 201, headers, cluster(name, "Creating"));
        }
        clusterReads.incrementAndGet();
        return new CompleteResponse(request, 200, headers, cluster(name, done(name) ? "Succeeded" : "Creating"));
    }

    private HttpResponse status(HttpRequest request, String name, HttpHeaders headers) {
        refill();
        if (tokens < 1) {
            refused.incrementAndGet();
            headers.set(HttpHeaderName.RETRY_AFTER, String.valueOf((int) Math.ceil((1 - tokens) / REFILL)));
            return new CompleteResponse(
                    request, 429, headers, "{\"code\":\"Throttled\",\"message\":\"limit exceeded\"}");
        }
        tokens--;
        statusReads.incrementAndGet();
        String state = done(name) ? "Succeeded" : "InProgress";
        return new CompleteResponse(request, 200, headers, "{\"name\":\"" + name + "\",\"status\":\"" + state + "\"}");
    }

    private void refill() {
        Instant at = now.get();
        tokens = Math.min(BUCKET, tokens + Duration.between(filled, at).toMillis() / 1000.0 * REFILL);
        filled = at;
    }

    private boolean done(String name) {
        return Optional.ofNullable(ends.get(name))
                .map(end -> !now.get().isBefore(end))
                .orElse(true);
    }

    private static String cluster(String name, String state) {
        return "{\"id\":\"" + id(name) + "\",\"name\":\"" + name
                + "\",\"type\":\"Microsoft.ContainerService/ManagedClusters\",\"location\":\"westeurope\","
                + "\"properties\":{\"provisioningState\":\"" + state + "\",\"kubernetesVersion\":\"1.35\","
                + "\"dnsPrefix\":\"" + name + "\",\"agentPoolProfiles\":[{\"name\":\"system\",\"count\":3,"
                + "\"vmSize\":\"Standard_D4ds_v5\",\"mode\":\"System\",\"provisioningState\":\"" + state + "\"}]}}";
    }
}
