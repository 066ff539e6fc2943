package dev.aks4j.tests.cluster;

import static dev.aks4j.tests.cluster.OperatingWorld.GROUP;
import static dev.aks4j.tests.cluster.OperatingWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.log.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Node pools of one cluster are changed side by side, and wait for the cluster and the cluster for them. */
class PoolsSideBySideTest {

    private static final int POOLS = 8;

    private final OperatingWorld world = new OperatingWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private static ClusterSpec cluster(List<Integer> changed, boolean tagged) {
        ClusterSpec.Builder cluster = ClusterSpec.builder("shop", GROUP)
                .kubernetesVersion("1.35")
                .tier(Tier.STANDARD)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3));
        if (tagged) {
            cluster.tag("team", "shop");
        }
        for (int number = 0; number < POOLS; number++) {
            int count = changed.contains(number) ? 3 : 2;
            cluster.userPool(
                    "pool" + number, pool -> pool.vmSize("Standard_D4ds_v5").count(count));
        }
        return cluster.build();
    }

    private static List<Integer> all() {
        return IntStream.range(0, POOLS).boxed().toList();
    }

    @Test
    void changeOfAllPoolsTakesAsLongAsTheLongestOfThem() {
        world.aks.plan(GROUP, cluster(List.of(), false)).apply().await(LONG);
        Instant begin = world.azure.time().now();
        Map<String, Instant> accepted = new HashMap<>();
        List<Duration> took = new ArrayList<>();
        Run run = world.aks.plan(GROUP, cluster(all(), false)).apply();
        run.onProgress(event -> {
            if (event.kind() == RunEvent.Kind.ACCEPTED) {
                accepted.put(event.step().name(), event.at());
            } else if (event.kind() == RunEvent.Kind.SUCCEEDED) {
                took.add(Duration.between(accepted.get(event.step().name()), event.at()));
            }
        });
        run.await(LONG);
        Duration together = Duration.between(begin, world.azure.time().now());

        assertThat(took).hasSize(POOLS);
        Duration longest = took.stream().max(Duration::compareTo).orElseThrow();
        assertThat((double) together.toMillis() / longest.toMillis()).isLessThanOrEqualTo(1.1);
    }

    @Test
    void writeToTheClusterComesBeforeThoseToItsPoolsAndNoneIsRefused() {
        world.aks.plan(GROUP, cluster(List.of(), false)).apply().await(LONG);
        world.azure.requests().clear();

        world.aks.plan(GROUP, cluster(all(), true)).apply().await(LONG);

        List<RecordedRequest> writes = world.azure.requests().writes().stream()
                .filter(request -> request.method().equals("PUT"))
                .toList();
        assertThat(writes).hasSize(1 + POOLS).allMatch(request -> request.status() < 300);
        assertThat(writes.get(0).path()).endsWith("/managedClusters/shop");
        assertThat(writes.subList(1, writes.size()))
                .allMatch(request -> request.path().contains("/agentPools/"));
    }

    @Test
    void verbsOnDifferentPoolsGoSideBySideAndOneOnTheClusterWaits() {
        Cluster shop = world.created(settings -> settings);
        Run apps = shop.pool("apps").scaleTo(3);
        Run system = shop.pool("system").scaleTo(4);
        Run tag = shop.tag(Map.of("team", "shop"));
        Run again = shop.pool("apps").label(Map.of("team", "shop"));
        again.await(LONG);

        assertThat(List.of(apps, system, tag, again))
                .allMatch(run -> run.result().isSuccess());
        List<RecordedRequest> writes = world.azure.requests().writes().stream()
                .filter(request -> request.method().equals("PUT"))
                .toList();
        assertThat(writes).hasSize(4).allMatch(request -> request.status() < 300);
        assertThat(Duration.between(writes.get(0).at(), writes.get(1).at())).isLessThan(Duration.ofSeconds(5));
        assertThat(writes.get(2).path()).endsWith("/managedClusters/shop");
    }

    @Test
    void whereAzureAnswersBusyAllTheSameThePoolWaits() {
        world.aks.plan(GROUP, cluster(List.of(), false)).apply().await(LONG);
        world.azure
                .faults()
                .on("PUT", "/**/agentPools/pool3")
                .times(3)
                .cause(Fault.answer(409, "OperationNotAllowed", "Another agentpool operation is in progress"));

        assertThat(world.aks
                        .plan(GROUP, cluster(all(), false))
                        .apply()
                        .await(LONG)
                        .isSuccess())
                .isTrue();
        assertThat(world.azure.faults().allHappened()).isTrue();
    }
}
