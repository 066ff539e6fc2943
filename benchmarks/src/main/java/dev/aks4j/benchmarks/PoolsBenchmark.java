package dev.aks4j.benchmarks;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * How long a plan takes that changes eight node pools of one cluster, beside each change alone: on the simulator, in virtual
 * time, from the same state each time.
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
            List<Duration> alone = IntStream.range(0, POOLS)
                    .mapToObj(number -> took(change, List.of(number)))
                    .toList();
            Duration longest = alone.stream().max(Duration::compareTo).orElseThrow();
            Duration sum = alone.stream().reduce(Duration.ZERO, Duration::plus);
            Duration all = took(change, IntStream.range(0, POOLS).boxed().toList());
            double ratio = (double) all.toMillis() / longest.toMillis();
            rows.add(List.of(
                    change.name(),
                    seconds(longest),
                    seconds(sum),
                    seconds(all),
                    String.format(Locale.ROOT, "%.2f", ratio)));
            sideBySide &= ratio <= 1.1;
        }
        report.table(List.of("change", "longest alone", "sum", "all in one plan", "all/longest"), rows);
        report.text(
                "Virtual time, from apply to the end of the run. The raw SDK has no plan; a caller's loop takes the sum.");
        report.targets(new Report.Target("at most 1.1 times the longest single one", sideBySide));
    }

    private static Duration took(Change change, List<Integer> changed) {
        try (SimulatedAzure azure = SimulatedAzure.create();
                Aks aks = Aks.builder(azure.subscriptionId())
                        .credential(
                                AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                        .transport(azure.transport())
                        .build()) {
            aks.plan(GROUP, cluster(change, List.of())).apply().await(LONG);
            Instant begin = azure.time().now();
            aks.plan(GROUP, cluster(change, changed)).apply().await(LONG);
            return Duration.between(begin, azure.time().now());
        }
    }

    private static ClusterSpec cluster(Change change, List<Integer> changed) {
        ClusterSpec.Builder cluster = ClusterSpec.builder("shop", GROUP)
                .kubernetesVersion("1.35")
                .tier(Tier.STANDARD)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3));
        for (int number = 0; number < POOLS; number++) {
            boolean isChanged = changed.contains(number);
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
