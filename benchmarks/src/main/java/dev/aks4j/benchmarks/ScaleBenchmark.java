package dev.aks4j.benchmarks;

import com.azure.resourcemanager.containerservice.fluent.AgentPoolsClient;
import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/**
 * One pool scaled on each of 300 clusters of one subscription and region, as fast as the limits of ARM and AKS let it,
 * which the simulator enforces; in virtual time.
 */
final class ScaleBenchmark {

    private static final int CLUSTERS = 300;
    private static final int NODES = 3;
    private static final int ROUNDS = 3;

    /** Shorter than a token is good for. */
    private static final Duration HORIZON = Duration.ofMinutes(50);

    private ScaleBenchmark() {}

    static void run(Report report) {
        report.heading("5. One pool scaled on each of " + CLUSTERS + " clusters of one subscription and region");
        List<Outcome> ours = new ArrayList<>();
        List<Outcome> raw = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (int seed = 1; seed <= ROUNDS; seed++) {
            ours.add(ours(seed));
            raw.add(raw(seed));
            rows.add(ours.get(seed - 1).row(seed, "ours"));
            rows.add(raw.get(seed - 1).row(seed, "raw"));
        }
        report.table(
                List.of(
                        "round",
                        "client",
                        "done",
                        "failed",
                        "last done",
                        "bound",
                        "x bound",
                        "last write",
                        "requests",
                        "429",
                        "429 share"),
                rows);
        failures(ours).forEach((message, count) -> report.text("ours, %d times: `%s`", count, message));
        failures(raw).forEach((message, count) -> report.text("raw, %d times: `%s`", count, message));
        report.text(
                "Virtual time, limits of ARM and AKS. ours/raw: failed %d to %d, requests %.2f.",
                ours.stream().mapToInt(outcome -> outcome.failed).sum(),
                raw.stream().mapToInt(outcome -> outcome.failed).sum(),
                ours.stream().mapToInt(outcome -> outcome.requests).sum()
                        / (double) raw.stream()
                                .mapToInt(outcome -> outcome.requests)
                                .sum());
        report.text("The bound: ARM takes 200 writes at once and 10 more each second, so the k-th write is taken at"
                + " (k - 200)/10 s at the earliest; the bound is the latest end of all operations, had each been written"
                + " at its earliest moment and taken as long as it took. Reads do not raise it: one LIST and "
                + CLUSTERS
                + " reads of an end are fewer than the 250 and 25 a second that ARM takes.");
        boolean inTime = ours.stream().allMatch(outcome -> outcome.timesBound() <= 1.1);
        boolean polite = ours.stream().allMatch(outcome -> outcome.share() <= 0.01);
        boolean complete = ours.stream().allMatch(outcome -> outcome.failed == 0 && outcome.done == CLUSTERS);
        report.targets(
                new Report.Target("time at most 1.1 x bound, in each round", inTime),
                new Report.Target("429 at most 1 % of requests, in each round", polite),
                new Report.Target("none failed", complete));
    }

    private static Map<String, Integer> failures(List<Outcome> outcomes) {
        Map<String, Integer> all = new TreeMap<>();
        outcomes.forEach(
                outcome -> outcome.failures.forEach((message, count) -> all.merge(message, count, Integer::sum)));
        return all;
    }

    private static Outcome ours(long seed) {
        try (SimulatedAzure azure = Fleet.of(CLUSTERS, seed);
                Aks aks = Aks.builder(azure.subscriptionId())
                        .credential(AksCredential.of(SignIn.with(SignIn.token(azure))))
                        .transport(azure.transport())
                        .build()) {
            azure.requests().clear();
            Instant begin = azure.time().now();
            Outcome outcome = new Outcome(begin);
            List<Run> runs = aks.clusters().list().stream()
                    .map(cluster -> cluster.pool(Fleet.POOL).scaleTo(NODES))
                    .toList();
            for (Run run : runs) {
                try {
                    run.await(HORIZON);
                    outcome.done++;
                } catch (RuntimeException e) {
                    outcome.lost(e);
                }
            }
            outcome.finished = azure.time().now();
            outcome.count(azure);
            return outcome;
        }
    }

    @SuppressWarnings("try") // Reactor's time is only held open
    private static Outcome raw(long seed) {
        try (SimulatedAzure azure = Fleet.of(CLUSTERS, seed);
                ReactorTime reactor = ReactorTime.on(azure.time())) {
            AgentPoolsClient pools = Contestants.raw(
                            azure.transport().azure(), azure.subscriptionId(), SignIn.with(SignIn.token(azure)))
                    .serviceClient()
                    .getAgentPools();
            azure.requests().clear();
            Outcome outcome = new Outcome(azure.time().now());
            AtomicInteger left = new AtomicInteger(CLUSTERS);
            for (int i = 0; i < CLUSTERS; i++) {
                String cluster = Fleet.cluster(i);
                pools.getAsync(Fleet.GROUP, cluster, Fleet.POOL)
                        .flatMap(pool ->
                                pools.createOrUpdateAsync(Fleet.GROUP, cluster, Fleet.POOL, pool.withCount(NODES)))
                        .flatMap(pool -> pool.count() == NODES
                                ? Mono.just(pool)
                                : Mono.error(new IllegalStateException("count is " + pool.count())))
                        .subscribe(
                                pool -> {
                                    outcome.done++;
                                    outcome.finished = azure.time().now();
                                    left.decrementAndGet();
                                },
                                failure -> {
                                    outcome.lost(failure);
                                    left.decrementAndGet();
                                });
            }
            Fleet.advance(azure, HORIZON);
            for (int i = left.get(); i > 0; i--) {
                outcome.lost(new IllegalStateException("not done after " + HORIZON));
            }
            outcome.count(azure);
            return outcome;
        }
    }

    /** What one contestant achieved. */
    private static final class Outcome {
        private final Instant begin;
        private final Map<String, Integer> failures = new TreeMap<>();
        private Instant finished;
        private int done;
        private int failed;
        private int requests;
        private int refused;
        private Fleet.Writes writes;

        Outcome(Instant begin) {
            this.begin = begin;
            this.finished = begin;
        }

        void lost(Throwable failure) {
            failed++;
            String first = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
            String plain = first.replaceAll("fleet-[0-9]+", "fleet-N")
                    .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID")
                    .replaceAll("'?[0-9]+'? seconds", "N seconds");
            String cut = plain.length() > 140 ? plain.substring(0, 140) + "..." : plain;
            failures.merge(failure.getClass().getSimpleName() + ": " + cut, 1, Integer::sum);
        }

        void count(SimulatedAzure azure) {
            var all = azure.requests().all();
            requests = all.size();
            refused = (int)
                    all.stream().filter(request -> request.status() == 429).count();
            writes = Fleet.writes(azure, begin);
        }

        double seconds() {
            return Duration.between(begin, finished).toMillis() / 1000.0;
        }

        double timesBound() {
            return seconds() / writes.bound();
        }

        double share() {
            return refused / (double) requests;
        }

        List<String> row(int round, String name) {
            return List.of(
                    String.valueOf(round),
                    name,
                    String.valueOf(done),
                    String.valueOf(failed),
                    String.format(Locale.ROOT, "%.1f s", seconds()),
                    String.format(Locale.ROOT, "%.1f s", writes.bound()),
                    String.format(Locale.ROOT, "%.2f", timesBound()),
                    String.format(Locale.ROOT, "%.1f s", writes.last()),
                    String.valueOf(requests),
                    String.valueOf(refused),
                    String.format(Locale.ROOT, "%.1f %%", 100 * share()));
        }
    }
}
