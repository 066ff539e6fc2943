package dev.aks4j.benchmarks;

import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import com.azure.resourcemanager.containerservice.fluent.models.ManagedClusterInner;
import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.simulated.time.VirtualTime;
import dev.aks4j.testkit.SimulatedScheduler;
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
    private static final double MOST_MEAN = 3;
    private static final double MOST_P95 = 8;
    private static final Json BODY = Json.object().put("location", "westeurope").build();

    private LagBenchmark() {}

    static void run(Report report) throws Exception {
        report.heading("1. Lag between the end of an operation and its notice");
        List<List<String>> rows = new ArrayList<>();
        boolean fast = true;
        boolean withinBudget = true;
        boolean complete = true;
        for (int atOnce : new int[] {1, 10, 100, 500}) {
            int rounds = Math.max(2, Math.min(100, 800 / atOnce));
            Samples ours = new Samples();
            Samples raw = new Samples();
            for (int round = 0; round < rounds; round++) {
                Function<String, Duration> durations = durations(new Random(1000L * atOnce + round));
                ours(atOnce, durations, ours);
                raw(atOnce, durations, raw);
            }
            ours.lost = rounds * atOnce - ours.lags.size();
            raw.lost = rounds * atOnce - raw.lags.size();
            rows.add(ours.row(atOnce, "ours", String.format(Locale.ROOT, "%.2f", ours.mean() / raw.mean())));
            rows.add(raw.row(atOnce, "raw", ""));
            fast &= atOnce > 10 || (ours.mean() <= MOST_MEAN && ours.p95() <= MOST_P95);
            withinBudget &= ours.reads <= ours.budget;
            complete &= ours.lost == 0;
        }
        report.table(
                List.of(
                        "at once",
                        "client",
                        "noticed",
                        "lost",
                        "mean lag",
                        "p95",
                        "status reads / budget",
                        "cluster reads",
                        "429",
                        "mean, ours/raw"),
                rows);
        report.text(
                "Virtual time, operations of 30 s to 15 min. The mean and the ratio are of the operations whose end was"
                        + " noticed; those that were lost to errors count in p95 as never noticed.");
        report.targets(
                new Report.Target("mean at most 3 s and p95 at most 8 s up to 10 at once", fast),
                new Report.Target(
                        "no more status reads than the budget (200, then 2 a second, up to the last end)",
                        withinBudget),
                new Report.Target("none lost", complete));
    }

    private static Function<String, Duration> durations(Random random) {
        Map<String, Duration> known = new ConcurrentHashMap<>();
        return name -> known.computeIfAbsent(name, n -> Duration.ofMillis(30_000 + random.nextInt(870_000)));
    }

    private static void ours(int atOnce, Function<String, Duration> durations, Samples samples) throws Exception {
        try (VirtualTime time = VirtualTime.startingAt(START)) {
            SlowAzure azure = new SlowAzure(time::now, durations, Signatures.none());
            try (Aks aks = Contestants.ours(azure, SimulatedScheduler.on(time))) {
                List<CompletableFuture<Void>> all = new ArrayList<>();
                for (int i = 0; i < atOnce; i++) {
                    String name = "c" + i;
                    ResourceId id = ResourceId.parse(SlowAzure.id(name));
                    all.add(aks.operations()
                            .start(ArmRequest.put(id, SlowAzure.API_VERSION, BODY), id, SlowAzure.API_VERSION)
                            .thenCompose(operation -> operation.completion())
                            .thenAccept(done -> samples.add(azure.end(name), time.now()))
                            .exceptionally(lost -> null)
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
            SlowAzure azure = new SlowAzure(() -> now(time), durations, Signatures.none());
            ContainerServiceManager manager = Contestants.raw(azure);
            for (int i = 0; i < atOnce; i++) {
                String name = "c" + i;
                ManagedClusterInner body = new ManagedClusterInner();
                body.withLocation("westeurope");
                manager.serviceClient()
                        .getManagedClusters()
                        .createOrUpdateAsync("rg", name, body)
                        .subscribe(done -> samples.add(azure.end(name), now(time)), lost -> {});
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
        private int clusterReads;
        private int budget;
        private int lost;

        synchronized void add(Instant end, Instant noticed) {
            lags.add(Duration.between(end, noticed).toMillis() / 1000.0);
        }

        void count(SlowAzure azure) {
            reads += azure.statusReads();
            clusterReads += azure.clusterReads();
            budget += azure.budget();
            refused += azure.refused();
        }

        double mean() {
            return lags.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        }

        /** Returns the lag that 95 of 100 do not exceed; infinite if more than five were lost. */
        double p95() {
            return lags.stream()
                    .sorted()
                    .skip((long) ((lags.size() + lost) * 0.95))
                    .findFirst()
                    .orElse(Double.POSITIVE_INFINITY);
        }

        List<String> row(int atOnce, String name, String ratio) {
            return List.of(
                    String.valueOf(atOnce),
                    name,
                    String.valueOf(lags.size()),
                    String.valueOf(lost),
                    String.format(Locale.ROOT, "%.1f s", mean()),
                    Double.isInfinite(p95()) ? "never" : String.format(Locale.ROOT, "%.1f s", p95()),
                    reads + " / " + budget,
                    String.valueOf(clusterReads),
                    String.valueOf(refused),
                    ratio);
        }
    }
}
