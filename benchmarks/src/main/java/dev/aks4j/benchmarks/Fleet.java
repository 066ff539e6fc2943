package dev.aks4j.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aks4j.core.model.Region;
import dev.aks4j.simulated.azure.log.RecordedRequest;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.testkit.SimulatedAzure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Clusters on a simulator, each with a system pool and a pool to scale, made without any client. */
final class Fleet {

    static final String GROUP = "rg-fleet";
    static final String POOL = "apps";

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration REFILL = Duration.ofHours(1);
    private static final double BURST = 200;
    private static final double WRITES_PER_SECOND = 10;
    private static final String VERSION = "?api-version=2025-09-01";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Fleet() {}

    static String cluster(int number) {
        return "fleet-" + number;
    }

    /** Returns a simulator in virtual time with so many clusters, all of its buckets full. */
    static SimulatedAzure of(int clusters, long seed) {
        SimulatedAzure azure = SimulatedAzure.builder().seed(seed).build();
        azure.quota(Region.WEST_EUROPE).cores("standardDDSv5Family", 1_000_000);
        String group = "/subscriptions/" + azure.subscriptionId() + "/resourceGroups/" + GROUP;
        String token = SignIn.token(azure);
        put(azure, token, group + "?api-version=2021-04-01", "{\"location\":\"westeurope\"}");
        for (int i = 0; i < clusters; i++) {
            String path = group + "/providers/Microsoft.ContainerService/managedClusters/" + cluster(i) + VERSION;
            put(azure, token, path, body(cluster(i)));
            advance(azure, PAUSE);
        }
        advance(azure, REFILL);
        return azure;
    }

    /** Lets time pass on a simulator that {@link #of} made. */
    static void advance(SimulatedAzure azure, Duration duration) {
        azure.time().advance(duration);
    }

    private static String body(String name) {
        String pool = "\"vmSize\":\"Standard_D4ds_v5\",\"count\":1,\"osType\":\"Linux\","
                + "\"type\":\"VirtualMachineScaleSets\"";
        return "{\"location\":\"westeurope\",\"identity\":{\"type\":\"SystemAssigned\"},"
                + "\"sku\":{\"name\":\"Base\",\"tier\":\"Standard\"},\"properties\":{\"dnsPrefix\":\"" + name
                + "\",\"networkProfile\":{\"networkPlugin\":\"azure\",\"networkPluginMode\":\"overlay\"},"
                + "\"agentPoolProfiles\":[{\"name\":\"system\",\"mode\":\"System\"," + pool + "},{\"name\":\"" + POOL
                + "\",\"mode\":\"User\"," + pool + "}]}}";
    }

    private static void put(SimulatedAzure azure, String token, String path, String body) {
        Response answer = send(azure, token, "PUT", URI.create("https://management.azure.com" + path), body);
        if (answer.status() >= 300) {
            throw new IllegalStateException("PUT " + path + " was answered with " + answer.status() + ": "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
    }

    private static Response send(SimulatedAzure azure, String token, String method, URI url, String body) {
        return azure.answer(new Request(
                method,
                url,
                Map.of("Authorization", List.of("Bearer " + token), "Content-Type", List.of("application/json")),
                body.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The writes that a contestant got accepted.
     *
     * @param last when the last one was, in seconds after the begin
     * @param bound the latest end, in seconds after the begin, had each write been made at its earliest moment
     */
    record Writes(double last, double bound) {}

    /** Looks at the writes to pools that the simulator accepted, and asks it how long each operation took. */
    static Writes writes(SimulatedAzure azure, Instant begin) {
        List<RecordedRequest> writes = azure.requests().writes().stream()
                .filter(request -> request.path().endsWith("/agentPools/" + POOL) && request.status() < 300)
                .toList();
        advance(azure, REFILL);
        String token = SignIn.token(azure);
        double last = 0;
        double bound = 0;
        for (int k = 1; k <= writes.size(); k++) {
            RecordedRequest write = writes.get(k - 1);
            last = Math.max(last, seconds(begin, write.at()));
            double earliest = Math.max(0, (k - BURST) / WRITES_PER_SECOND);
            bound = Math.max(bound, earliest + took(azure, token, write));
            advance(azure, PAUSE);
        }
        return new Writes(last, bound);
    }

    private static double took(SimulatedAzure azure, String token, RecordedRequest write) {
        String url = write.responseHeaders().get("Azure-AsyncOperation");
        Response status = send(azure, token, "GET", URI.create(url), "");
        try {
            var view = JSON.readTree(status.body());
            return seconds(
                    Instant.parse(view.required("startTime").asText()),
                    Instant.parse(view.required("endTime").asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
