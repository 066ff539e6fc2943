package dev.aks4j.tests.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunEvent.Kind;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a person sees who prints every event of a run. */
@AksTest
class WatchingTest {

    private static final Duration LONG = Duration.ofHours(2);

    private final ResourceGroupSpec group = ResourceGroupSpec.of("rg-beta", Region.WEST_EUROPE);

    private ClusterSpec cluster(String version) {
        return ClusterSpec.builder("beta", group)
                .kubernetesVersion(version)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .build();
    }

    private List<RunEvent> watched(Run run) {
        List<RunEvent> events = new CopyOnWriteArrayList<>();
        run.onProgress(events::add);
        assertThat(run.await(LONG).isSuccess()).isTrue();
        return events;
    }

    @Test
    void throttlingShowsWithTheTimeOfTheNextTryWhileItLasts(Aks aks, SimulatedAzure azure) {
        azure.faults().on("PUT", "**/managedClusters/beta").times(3).cause(Fault.throttle(Duration.ofSeconds(90)));

        List<RunEvent> waits = watched(aks.plan(group, cluster("1.35")).apply()).stream()
                .filter(event -> event.kind() == Kind.WAITING)
                .toList();

        assertThat(waits).hasSizeGreaterThanOrEqualTo(3);
        assertThat(waits)
                .filteredOn(event -> event.detail().contains("429"))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(event -> assertThat(
                                Duration.between(event.at(), event.nextTry().orElseThrow()))
                        .isBetween(Duration.ofSeconds(85), Duration.ofSeconds(95)));
        assertThat(waits.get(0).toString())
                .startsWith("waiting create managedCluster beta: throttled by Azure (429), next try in 1 min 3");
    }

    @Test
    void throttledReadsOfTheStateShowToo(Aks aks, SimulatedAzure azure) {
        azure.faults().on("GET", "**/operations/**").nth(2).times(3).cause(Fault.throttle(Duration.ofSeconds(100)));

        assertThat(watched(aks.plan(group, cluster("1.35")).apply()))
                .filteredOn(event -> event.kind() == Kind.WAITING)
                .extracting(RunEvent::detail)
                .anyMatch(detail -> detail.contains("429"));
    }

    @Test
    void aCreationIsToldInFewLinesWithVersionSizeAndUsualTime(Aks aks) {
        List<String> lines = watched(aks.plan(group, cluster("1.35")).apply()).stream()
                .map(RunEvent::toString)
                .toList();

        assertThat(lines).hasSizeLessThan(20).doesNotHaveDuplicates();
        assertThat(lines)
                .contains("started create managedCluster beta: Kubernetes 1.35, 1 pool, about 4 min 30 s")
                .anyMatch(line -> line.matches("under way create managedCluster beta: .*min.* of about 4 min 30 s"))
                .anyMatch(line -> line.matches("done create managedCluster beta in \\d min.*"));
    }

    @Test
    void severalStepsOnOneResourceAreToldApart(Aks aks) {
        aks.plan(group, cluster("1.35")).apply().await(LONG);

        List<String> steps = aks.clusters().get(cluster("1.35").id()).upgradeTo("1.37").result().steps().stream()
                .map(step -> step.step().toString())
                .toList();

        assertThat(steps)
                .filteredOn(step -> step.startsWith("update managedCluster"))
                .hasSize(2);
        assertThat(steps).doesNotHaveDuplicates();
    }
}
