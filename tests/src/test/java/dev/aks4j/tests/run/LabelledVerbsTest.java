package dev.aks4j.tests.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.ledger.RunFilter;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunState;
import dev.aks4j.testkit.AksTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

@AksTest
class LabelledVerbsTest {

    @Test
    void runOfAVerbIsKnownByTheLabelsOfItsCaller(Aks aks) {
        ResourceGroupSpec group = ResourceGroupSpec.of("rg-acme", Region.WEST_EUROPE);
        ClusterSpec acme = ClusterSpec.builder("acme", group)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .build();
        aks.plan(group, acme).apply().await(Duration.ofHours(1));

        Run run = aks.clusters()
                .labelled(Map.of("tenant", "acme"))
                .labelled(Map.of("ticket", "42"))
                .get(acme.id())
                .pool("system")
                .scaleTo(4);
        run.await(Duration.ofHours(1));

        assertThat(aks.runs().list(RunFilter.all().label("tenant", "acme")))
                .singleElement()
                .satisfies(known -> {
                    assertThat(known.id()).isEqualTo(run.id());
                    assertThat(known.labels()).containsEntry("ticket", "42");
                    assertThat(known.state()).isEqualTo(RunState.SUCCEEDED);
                });
        assertThat(aks.runs().list(RunFilter.all()))
                .as("the plan's run and the verb's")
                .hasSize(2);
        assertThat(aks.runs().list(RunFilter.all().subscription(aks.arm().subscriptionId())))
                .extracting(LedgerRun::state)
                .containsOnly(RunState.SUCCEEDED);
    }
}
