package dev.aks4j.benchmarks;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * How long a plan takes that changes eight node pools of one cluster, beside the longest of these changes: on the simulator,
 * in virtual time.
 */
final class PoolsBenchmark {

    private static final int POOLS = 8;
    private static final Duration LONG = Duration.ofHours(6);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);

    private PoolsBenchmark() {}

    /** A change of a pool. */
    private record Change(String name, Consumer<UserPool.Builder> settings) {}

    static void run(Report report) {
        report.heading("8. A change to " + POOLS + " node pools of one cluster");
        List<List<String>> rows = new ArrayList<>();
        boolean sideBySide = true;
        for (Change change : List.of(
                new Change("a label", pool -> pool.count(2).label("team", "shop")),
                new Change("one node more", pool -> pool.count(3)))) {
            Times times = times(change);
            double ratio = (double) times.all().toMillis() / times.longest().toMillis();
            rows.add(List.of(
                    change.name(),
                    seconds(times.longest()),
                    seconds(times.sum()),
                    seconds(times.all()),
                    String.format(Locale.ROOT, "%.2f", ratio)));
            sideBySide &= ratio <= 1.1;
        }
        report.table(List.of("change", "longest pool", "sum of pools", "plan", "plan/longest"), rows);
        report.text(
                "Virtual time. A pool's time is from the acceptance of its write to its end, the plan's from apply to the"
                        + " end of the run. The raw SDK has no plan; a caller's loop takes the sum.");
        report.targets(new Report.Target("at most 1.1 times the longest single one", sideBySide));
    }

    /** How long each pool took, and all of them. */
    private record Times(Duration longest, Duration sum, Duration all) {}

    private static Times times(Change change) {
        try (SimulatedAzure azure = SimulatedAzure.create();
                Aks aks = Aks.builder(azure.subscriptionId())
                        .credential(
                                AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                        .transport(azure.transport())
                        .build()) {
            aks.plan(GROUP, cluster(change, false)).apply().await(LONG);
            Instant begin = azure.time().now();
            Map<String, Instant> accepted = new ConcurrentHashMap<>();
            Map<String, Duration> took = new ConcurrentHashMap<>();
            Run run = aks.plan(GROUP, cluster(change, true)).apply();
            run.onProgress(event -> {
                if (event.kind() == RunEvent.Kind.ACCEPTED) {
                    accepted.put(event.step().name(), event.at());
                } else if (event.kind() == RunEvent.Kind.SUCCEEDED) {
                    took.put(
                            event.step().name(),
                            Duration.between(accepted.get(event.step().name()), event.at()));
                }
            });
            run.await(LONG);
            if (took.size() != POOLS) {
                throw new IllegalStateException("Of " + POOLS + " pools these were changed: " + took.keySet());
            }
            return new Times(
                    took.values().stream().max(Duration::compareTo).orElseThrow(),
                    took.values().stream().reduce(Duration.ZERO, Duration::plus),
                    Duration.between(begin, azure.time().now()));
        }
    }

    private static ClusterSpec cluster(Change change, boolean isChanged) {
        ClusterSpec.Builder cluster = ClusterSpec.builder("shop", GROUP)
                .kubernetesVersion("1.35")
                .tier(Tier.STANDARD)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3));
        for (int number = 0; number < POOLS; number++) {
            cluster.userPool("pool" + number, pool -> {
                pool.vmSize("Standard_D4ds_v5");
                if (isChanged) {
                    change.settings().accept(pool);
                } else {
                    pool.count(2);
                }
            });
        }
        return cluster.build();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
