package dev.aks4j.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A verb says what it would do before it does it. */
@AksTest
class VerbPlansTest {

    private static final Duration LONG = Duration.ofHours(6);

    private final ResourceGroupSpec group = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);

    private Cluster created(Aks aks) {
        ClusterSpec spec = ClusterSpec.builder("shop", group)
                .kubernetesVersion("1.35")
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v5").count(2))
                .build();
        aks.plan(group, spec).apply().await(LONG);
        return aks.clusters().get(spec.id());
    }

    @Test
    void anUpgradeOverTwoMinorsIsShownAndThenDone(Aks aks, SimulatedAzure azure) {
        Cluster shop = created(aks);
        azure.requests().clear();

        Plan plan = shop.plan().upgradeTo("1.37");

        assertThat(azure.requests().writes().stream()
                        .filter(request -> request.method().equals("PUT")))
                .isEmpty();
        assertThat(plan.toString())
                .contains("Plan: 0 to create, 3 to change, 0 to remove")
                .contains("kubernetesVersion  1.35 -> 1.37")
                .contains("To upgrade cluster shop to 1.37, as such steps usually take")
                .contains("after 0 s: update managedCluster shop (kubernetesVersion 1.35 -> 1.36)")
                .containsPattern("done after about \\d+ min");
        assertThat(plan.toHtml()).contains("Expected time: about ");

        assertThat(plan.apply().await(LONG).isSuccess()).isTrue();
        assertThat(shop.refresh().kubernetesVersion().orElseThrow().isAtLeast(1, 37))
                .isTrue();
    }

    @Test
    void aVerbsPlanIsAppliedByAnotherProcessToo(Aks aks) {
        Cluster shop = created(aks);
        Json kept = Json.parse(shop.plan().scale("apps", 4).toJson().toString());

        assertThat(aks.plan(kept).apply().await(LONG).isSuccess()).isTrue();

        assertThat(shop.refresh().pool("apps").count()).isEqualTo(4);
    }

    @Test
    void everyVerbPlansWithoutDoingAnything(Aks aks, SimulatedAzure azure) {
        Cluster shop = created(aks);
        Json before = shop.refresh().document();
        List<Plan> plans = List.of(
                shop.plan().upgradeTo("1.36"),
                shop.plan().stop(),
                shop.plan().rotateCertificates(),
                shop.plan().tag(Map.of("a", "b")),
                shop.plan().scale("apps", 3),
                shop.plan().autoscale("apps", 1, 5),
                shop.plan()
                        .deleteMachines(
                                "apps",
                                List.of(shop.pool("apps").machines().get(0).name())),
                shop.plan().delete());

        assertThat(plans).allSatisfy(plan -> assertThat(plan.steps()).isNotEmpty());
        assertThat(shop.plan().start().isEmpty()).isTrue();
        assertThat(shop.plan().upgradeNodeImages().isEmpty()).isTrue();
        assertThat(shop.refresh().document()).isEqualTo(before);
    }

    @Test
    void whatStandsAgainstAVerbStandsAgainstItsPlan(Aks aks) {
        Cluster shop = created(aks);
        assertThatThrownBy(() -> shop.plan().upgradeTo("1.34")).isInstanceOf(InvalidSpecException.class);
        assertThatThrownBy(() -> shop.plan().scale("apps", 5000)).isInstanceOf(InvalidSpecException.class);
    }
}
