package dev.aks4j.tests.cluster;

import static dev.aks4j.tests.cluster.OperatingWorld.GROUP;
import static dev.aks4j.tests.cluster.OperatingWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.PlanRefusedException;
import dev.aks4j.simulated.azure.RegionQuota;
import dev.aks4j.simulated.azure.RegionVmSizes;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.log.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plan asks Azure for VM sizes, zones and vCPU quotas before anything is sent, and Azure itself decides by the same. */
class AskingForMachinesTest {

    private static final String FAMILY = "standardDDSv5Family";

    private final OperatingWorld world = new OperatingWorld();
    private final RegionQuota quota = world.azure.quota(Region.WEST_EUROPE);
    private final RegionVmSizes sizes = world.azure.vmSizes(Region.WEST_EUROPE);

    @AfterEach
    void close() {
        world.close();
    }

    private static ClusterSpec.Builder cluster(String name) {
        return ClusterSpec.builder(name, GROUP)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3));
    }

    private static ClusterSpec small() {
        return cluster("shop").build();
    }

    private Plan plan(ClusterSpec... specs) {
        Plan plan = specs.length == 1 ? world.aks.plan(GROUP, specs[0]) : world.aks.plan(GROUP, specs[0], specs[1]);
        assertThat(world.azure.requests().writes())
                .noneMatch(request -> request.path().startsWith("/subscriptions")
                        && !request.path().endsWith("/listClusterUserCredential"));
        return plan;
    }

    private List<String> asked() {
        return world.azure.requests().all().stream()
                .map(RecordedRequest::path)
                .filter(path -> path.contains("Microsoft.Compute"))
                .map(path -> path.substring(path.indexOf("Microsoft.Compute/")))
                .toList();
    }

    private static List<String> rules(Plan plan) {
        return plan.problems().stream().map(Problem::rule).toList();
    }

    @Test
    void aPlanSaysWhatItAskedAndAsksOncePerRegion() {
        Plan plan = plan(small(), cluster("bank").build());
        assertThat(plan.problems()).isEmpty();
        assertThat(asked())
                .containsExactlyInAnyOrder("Microsoft.Compute/skus", "Microsoft.Compute/locations/westeurope/usages");
        assertThat(plan.toString())
                .contains("Asked for this plan")
                .contains("VM sizes on offer in westeurope: Standard_D4ds_v5 in zones 1 2 3")
                .contains("vCPU quotas in westeurope: standardDDSv5Family 24 more, 28 at most, of 1000 left;"
                        + " cores 24 more, 28 at most, of 10000 left");
    }

    @Test
    void aSizeThatTheSubscriptionMayNotUseIsRefusedWithOthersBeforeAnythingIsSent() {
        sizes.restrict("Standard_D4ds_v5");
        Plan plan = plan(small());
        assertThat(plan.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("AKS-OFFER-002");
            assertThat(problem.fix())
                    .startsWith("Choose another size; westeurope offers Standard_D4ds_v4, Standard_D4ds_v6, ");
        });
        assertThatThrownBy(plan::apply)
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("pools.system.vmSize = Standard_D4ds_v5 is not open to this subscription");
        assertThat(world.azure.hasCluster("shop")).isFalse();
    }

    @Test
    void aSizeThatTheRegionDoesNotHaveIsRefused() {
        ClusterSpec spec = cluster("shop")
                .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v9").count(1))
                .build();
        assertThat(plan(spec).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("AKS-OFFER-001");
            assertThat(problem.path()).isEqualTo("pools.apps.vmSize");
            assertThat(problem.fix()).contains("westeurope offers Standard_D8d");
        });
    }

    @Test
    void aZoneInWhichTheSizeIsNotOfferedIsRefusedWithThoseInWhichItIs() {
        sizes.restrictZones("Standard_D4ds_v5", 2);
        ClusterSpec zoned = ClusterSpec.builder("shop", GROUP)
                .systemPool(
                        "system",
                        pool -> pool.vmSize("Standard_D4ds_v5").count(3).zones(1, 2, 3))
                .build();
        assertThat(plan(zoned).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("AKS-OFFER-003");
            assertThat(problem.value()).isEqualTo("2");
            assertThat(problem.fix()).startsWith("Use zones 1, 3, or a size that these zones have, for example");
        });
        assertThat(plan(small()).problems()).isEmpty();
    }

    @Test
    void aQuotaIsRefusedWhereItIsExceededAndNotWhereItIsJustEnough() {
        quota.cores(FAMILY, 11);
        assertThat(rules(plan(small()))).containsExactly("AKS-OFFER-010");
        quota.cores(FAMILY, 16);
        assertThat(plan(small()).problems()).isEmpty();
        assertThat(rules(plan(small(), cluster("bank").build()))).containsExactly("AKS-OFFER-010");
        quota.totalCores(11);
        assertThat(rules(plan(small()))).containsExactly("AKS-OFFER-011");
        quota.totalCores(100).spotCores(15);
        ClusterSpec spot = cluster("shop")
                .userPool(
                        "batch",
                        pool -> pool.vmSize("Standard_D16ds_v5").count(1).spot())
                .build();
        assertThat(rules(plan(spot))).containsExactly("AKS-OFFER-012");
        quota.spotCores(16);
        Plan enough = plan(spot);
        assertThat(enough.problems()).isEmpty();
        enough.apply().await(LONG);
        assertThat(world.azure.hasCluster("shop")).isTrue();
    }

    @Test
    void whatIsExceededOnlyAtAMaximumIsAWarning() {
        quota.cores(FAMILY, 40);
        ClusterSpec spec = cluster("shop")
                .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v5").autoscale(1, 10))
                .build();
        Plan plan = plan(spec);
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.warnings())
                .filteredOn(problem -> problem.rule().startsWith("AKS-OFFER"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.rule()).isEqualTo("AKS-OFFER-013");
                    assertThat(problem.path()).isEqualTo("pools.apps, pools.system");
                });
        plan.apply().await(LONG);
    }

    @Test
    void aCallerMayGoOnDespiteARuleAndThenHearsAzureItself() {
        quota.cores(FAMILY, 8);
        Plan plan =
                world.aks.plan(List.of(GROUP, small()), PlanOptions.standard().despite("AKS-OFFER-010"));
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.warnings()).extracting(Problem::rule).contains("AKS-OFFER-010");
        assertThatThrownBy(() -> plan.apply().await(LONG))
                .hasMessageContaining("Insufficient vcpu quota requested 12, remaining 8");
        quota.cores(FAMILY, 12);
        world.aks.runs().unfinished().forEach(run -> run.resume().await(LONG));
        assertThat(world.azure.hasCluster("shop")).isTrue();
    }

    @Test
    void anExistingClusterNeedsOnlyWhatItAdds() {
        world.created(UnaryOperator.identity());
        quota.cores(FAMILY, 44);
        ClusterSpec.Builder grown = OperatingWorld.shop();
        assertThat(plan(grown.build()).isEmpty()).isTrue();
        assertThat(asked()).isEmpty();
        assertThat(plan(apps(3)).problems()).isEmpty();
        assertThat(rules(plan(apps(4)))).containsExactly("AKS-OFFER-010");
        assertThat(rules(world.aks.plan(List.of(GROUP, labelled()), PlanOptions.standard())))
                .isEmpty();
        assertThat(asked()).hasSize(4);
        plan(apps(3)).apply().await(LONG);
    }

    private static ClusterSpec apps(int count) {
        return ClusterSpec.builder("shop", GROUP)
                .kubernetesVersion("1.35")
                .tier(Tier.STANDARD)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v5").count(count))
                .userPool("auto", pool -> pool.vmSize("Standard_D8ds_v5").autoscale(1, 5))
                .build();
    }

    private static ClusterSpec labelled() {
        return ClusterSpec.builder("shop", GROUP)
                .kubernetesVersion("1.35")
                .tier(Tier.STANDARD)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .userPool(
                        "apps", pool -> pool.vmSize("Standard_D8ds_v5").count(2).label("team", "shop"))
                .userPool("auto", pool -> pool.vmSize("Standard_D8ds_v5").autoscale(1, 5))
                .build();
    }

    @Test
    void anUpgradeNeedsVcpusForItsSurge() {
        world.created(UnaryOperator.identity());
        quota.cores(FAMILY, 36 + 7);
        ClusterSpec raised = OperatingWorld.shop().kubernetesVersion("1.36").build();
        assertThat(rules(plan(raised))).containsExactly("AKS-OFFER-010");
        quota.cores(FAMILY, 36 + 8);
        Plan plan = plan(raised);
        assertThat(plan.problems()).isEmpty();
        plan.apply().await(LONG);
    }

    @Test
    void aPoolThatIsMadeAnewIsThereTwiceForAWhile() {
        world.created(UnaryOperator.identity());
        ClusterSpec other = ClusterSpec.builder("shop", GROUP)
                .kubernetesVersion("1.35")
                .tier(Tier.STANDARD)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
                .userPool("auto", pool -> pool.vmSize("Standard_D8ds_v5").autoscale(1, 5))
                .build();
        quota.cores(FAMILY, 36 + 7);
        assertThat(rules(plan(other))).containsExactly("AKS-OFFER-010");
        quota.cores(FAMILY, 36 + 8);
        Plan plan = plan(other);
        assertThat(plan.problems()).isEmpty();
        plan.apply().await(LONG);
        assertThat(world.aks.plan(GROUP, other).isEmpty()).isTrue();
    }

    @Test
    void aPlanThatMayNotAskSaysSoAndGoesOn() {
        world.azure
                .faults()
                .on("GET", "**/usages")
                .always()
                .cause(Fault.answer(403, "AuthorizationFailed", "no right to read usages"));
        Plan plan = plan(small());
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.warnings())
                .filteredOn(problem -> problem.rule().equals("AKS-PLAN-010"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("no right to read usages"));
        assertThat(plan.toString())
                .contains("VM sizes on offer in westeurope: Standard_D4ds_v5")
                .contains("vCPU quotas in westeurope: no answer");
        plan.apply().await(LONG);
    }

    @Test
    void aSubscriptionThatIsNotRegisteredWithComputeIsNotAskedAndNotChanged() {
        world.azure.unregister("Microsoft.Compute");
        Plan plan = plan(small());
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.warnings()).extracting(Problem::value).contains("VM sizes on offer in westeurope");
        assertThat(plan.toString()).contains("not registered").contains("VM sizes on offer in westeurope: no answer");
        plan.apply().await(LONG);
    }

    @Test
    void aReadThatIsThrottledIsReadAgainAndOneThatKeepsFailingIsNotWaitedForLong() {
        world.azure.faults().on("GET", "**/skus").cause(Fault.throttle(Duration.ofSeconds(30)));
        assertThat(plan(small()).toString()).contains("VM sizes on offer in westeurope: Standard_D4ds_v5");
        world.azure.faults().on("GET", "**/usages").always().cause(Fault.answer(500, "InternalServerError", "oops"));
        Instant before = world.azure.time().now();
        Plan plan = plan(small());
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.toString()).contains("vCPU quotas in westeurope: no answer");
        assertThat(Duration.between(before, world.azure.time().now())).isLessThan(Duration.ofMinutes(6));
    }
}
