package dev.aks4j.tests.cluster;

import static dev.aks4j.tests.cluster.OperatingWorld.GROUP;
import static dev.aks4j.tests.cluster.OperatingWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.log.RecordedRequest;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plan asks Azure what it offers, and says so before anything is sent. */
class AskingPlanTest {

    private final OperatingWorld world = new OperatingWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private static ClusterSpec at(String version) {
        return OperatingWorld.shop().kubernetesVersion(version).build();
    }

    private List<String> asked() {
        assertThat(world.azure.requests().writes())
                .allMatch(request -> request.path().contains("/listCluster")
                        || !request.path().startsWith("/subscriptions"));
        return world.azure.requests().all().stream()
                .map(RecordedRequest::path)
                .filter(path -> path.matches(".*/(kubernetesVersions|upgradeProfiles/.*|availableAgentPoolVersions)"))
                .map(path -> path.substring(path.lastIndexOf('/') + 1))
                .toList();
    }

    @Test
    void aNewClusterIsHeldAgainstTheVersionsOfItsRegion() {
        Plan plan = world.aks.plan(GROUP, at("1.36"));
        assertThat(plan.problems()).isEmpty();
        assertThat(asked()).containsExactly("kubernetesVersions");
        assertThat(plan.toString())
                .contains("Asked for this plan\n  Kubernetes versions on offer in westeurope: 1.35 (newest 1.35.");
    }

    @Test
    void aVersionThatTheRegionDoesNotOfferIsRefusedWithTheOnesThatItDoes() {
        assertThat(world.aks.plan(GROUP, at("1.41")).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("AKS-VER-020");
            assertThat(problem.path()).isEqualTo("kubernetesVersion");
            assertThat(problem.what()).isEqualTo("is not on offer in westeurope");
            assertThat(problem.fix())
                    .startsWith("Choose one of 1.35 (newest 1.35.")
                    .endsWith(").");
        });
        assertThat(world.aks.plan(GROUP, at("1.36.99")).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.fix())
                        .startsWith("Use 1.36 for its newest patch, or one of 1.36.0, 1.36.1"));
        asked();
    }

    @Test
    void aPoolsOwnVersionIsAskedForToo() {
        ClusterSpec spec = OperatingWorld.shop()
                .kubernetesVersion("1.36")
                .userPool(
                        "old", pool -> pool.vmSize("Standard_D8ds_v5").count(1).kubernetesVersion("1.36.77"))
                .build();
        assertThat(world.aks.plan(GROUP, spec).problems())
                .extracting(Problem::path)
                .containsExactly("pools.old.kubernetesVersion");
    }

    @Test
    void longTermSupportHasVersionsThatOthersDoNot() {
        ClusterSpec longTerm = OperatingWorld.shop()
                .kubernetesVersion("1.33")
                .tier(Tier.PREMIUM)
                .longTermSupport()
                .build();
        assertThat(world.aks.plan(GROUP, longTerm).problems()).isEmpty();
        assertThat(world.aks.plan(GROUP, at("1.33")).problems())
                .filteredOn(problem -> problem.rule().equals("AKS-VER-020"))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.fix()).contains("or longTermSupport(), which still has this one"));
    }

    @Test
    void aClusterWithoutAVersionAsksForNone() {
        ClusterSpec any = ClusterSpec.builder("shop", GROUP)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .build();
        assertThat(world.aks.plan(GROUP, any).toString()).contains("Asked").doesNotContain("Kubernetes versions");
        assertThat(asked()).isEmpty();
    }

    @Test
    void anUpgradeAsksForItsStepsAndForBudgets() {
        world.created(UnaryOperator.identity());
        Plan plan = world.aks.plan(GROUP, at("1.37"));
        assertThat(plan.problems()).isEmpty();
        assertThat(asked()).containsExactlyInAnyOrder("default", "kubernetesVersions");
        assertThat(plan.toString())
                .contains("Upgrades of cluster shop: ", "1.36.", "Pod disruption budgets of cluster shop: ");
        plan.apply().await(LONG);
        Plan second = world.aks.plan(GROUP, at("1.37"));
        assertThat(second.isEmpty()).isTrue();
        assertThat(second.toString()).doesNotContain("Asked");
    }

    @Test
    void anUpgradeToAVersionOutOfReachIsRefusedBeforeAnythingIsSent() {
        world.created(UnaryOperator.identity());
        assertThat(world.aks.plan(GROUP, at("1.39")).problems())
                .extracting(problem -> problem.rule() + " " + problem.value())
                .containsExactly("AKS-VER-020 1.38", "AKS-VER-020 1.39");
        assertThat(world.aks.plan(GROUP, at("1.36.99")).problems())
                .extracting(Problem::rule)
                .containsExactlyInAnyOrder("AKS-VER-020", "AKS-VER-021");
        asked();
    }

    @Test
    void aNewPoolsOwnVersionIsHeldAgainstWhatTheClusterTakes() {
        world.created(UnaryOperator.identity());
        ClusterSpec more = OperatingWorld.shop()
                .userPool(
                        "more", pool -> pool.vmSize("Standard_D8ds_v5").count(1).kubernetesVersion("1.34"))
                .build();
        assertThat(world.aks.plan(GROUP, more).problems())
                .extracting(Problem::rule)
                .containsExactly("AKS-VER-023");
        assertThat(asked()).containsExactly("availableAgentPoolVersions");
    }

    @Test
    void aQuestionWithoutAnAnswerIsAWarning() {
        world.azure
                .faults()
                .on("GET", "**/kubernetesVersions")
                .always()
                .cause(Fault.answer(403, "AuthorizationFailed", "no right to read locations"));
        Plan plan = world.aks.plan(GROUP, at("1.36"));
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.warnings()).extracting(Problem::rule).contains("AKS-PLAN-010");
        assertThat(plan.toString()).contains("Kubernetes versions on offer in westeurope: no answer");
    }
}
