package dev.aks4j.benchmarks;

import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.testkit.time.VirtualTime;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * How long after the end of an operation its client notices, in virtual time: operations of 30 s to 15 min, no
 * Retry-After, so many at once.
 */
final class LagBenchmark {

    private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");
    private static final Duration HORIZON = Duration.ofHours(2);
    private static final JsonNode BODY = JsonNodeFactory.instance.objectNode().put("location", "westeurope");

    private LagBenchmark() {}

    static void run(PrintStream out) throws Exception {
        out.println(
                "1. Lag between the end of an operation and its notice (virtual time, operations of 30 s to 15 min)");
        out.printf(
                "%-10s %8s | %10s %10s %10s %8s | %10s %10s %10s %8s | %s%n",
                "at once",
                "samples",
                "ours mean",
                "p95",
                "reads",
                "429",
                "raw mean",
                "p95",
                "reads",
                "429",
                "raw/ours");
        for (int atOnce : new int[] {1, 10, 100, 500}) {
            int rounds = Math.max(1, Math.min(60, 400 / atOnce));
            Samples ours = new Samples();
            Samples raw = new Samples();
            for (int round = 0; round < rounds; round++) {
                Function<String, Duration> durations = durations(new Random(1000L * atOnce + round));
                ours(atOnce, durations, ours);
                raw(atOnce, durations, raw);
            }
            out.printf(
                    Locale.ROOT,
                    "%-10d %8d | %8.1f s %8.1f s %10d %8d | %8.1f s %8.1f s %10d %8d | %.1f%n",
                    atOnce,
                    ours.lags.size(),
                    ours.mean(),
                    ours.p95(),
                    ours.reads,
                    ours.refused,
                    raw.mean(),
                    raw.p95(),
                    raw.reads,
                    raw.refused,
                    raw.mean() / ours.mean());
            if (raw.failed > 0) {
                out.println("           raw lost " + raw.failed + " operations to errors");
            }
        }
    }

    private static Function<String, Duration> durations(Random random) {
        Map<String, Duration> known = new ConcurrentHashMap<>();
        return name -> known.computeIfAbsent(name, n -> Duration.ofMillis(30_000 + random.nextInt(870_000)));
    }

    private static void ours(int atOnce, Function<String, Duration> durations, Samples samples) throws Exception {
        try (VirtualTime time = VirtualTime.startingAt(START)) {
            SlowAzure azure = new SlowAzure(time::now, durations, 100);
            try (Aks aks = Contestants.ours(azure, time)) {
                List<CompletableFuture<Void>> all = new ArrayList<>();
                for (int i = 0; i < atOnce; i++) {
                    String name = "c" + i;
                    ResourceId id = ResourceId.parse(SlowAzure.id(name));
                    all.add(aks.operations()
                            .start(ArmRequest.put(id, SlowAzure.API_VERSION, BODY), id, SlowAzure.API_VERSION)
                            .thenCompose(operation -> operation.completion())
                            .thenAccept(done -> samples.add(azure.end(name), time.now()))
                            .toCompletableFuture());
                }
                time.await(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)), HORIZON);
            }
            samples.count(azure);
        }
    }

    private static void raw(int atOnce, Function<String, Duration> durations, Samples samples) {
        VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
        try {
            SlowAzure azure = new SlowAzure(() -> now(time), durations, 100);
            ContainerServiceManager manager = Contestants.raw(azure);
            for (int i = 0; i < atOnce; i++) {
                String name = "c" + i;
                ManagedClusterInner body = new ManagedClusterInner();
                body.withLocation("westeurope");
                manager.serviceClient()
                        .getManagedClusters()
                        .createOrUpdateAsync("rg", name, body)
                        .subscribe(done -> samples.add(azure.end(name), now(time)), error -> samples.failed++);
            }
            time.advanceTimeBy(HORIZON);
            samples.count(azure);
        } finally {
            VirtualTimeScheduler.reset();
        }
    }

    private static Instant now(VirtualTimeScheduler time) {
        return START.plusMillis(time.now(java.util.concurrent.TimeUnit.MILLISECONDS));
    }

    /** What one contestant did. */
    private static final class Samples {
        private final List<Double> lags = new ArrayList<>();
        private int reads;
        private int refused;
        private int failed;

        synchronized void add(Instant end, Instant noticed) {
            lags.add(Duration.between(end, noticed).toMillis() / 1000.0);
        }

        void count(SlowAzure azure) {
            reads += azure.statusReads();
            refused += azure.refused();
        }

        double mean() {
            return lags.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        }

        double p95() {
            return lags.stream()
                    .sorted()
                    .skip((long) (lags.size() * 0.95))
                    .findFirst()
                    .orElse(Double.NaN);
        }
    }
}
