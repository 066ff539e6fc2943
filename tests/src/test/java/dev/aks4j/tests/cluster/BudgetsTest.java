package dev.aks4j.tests.cluster;

import static dev.aks4j.tests.cluster.OperatingWorld.GROUP;
import static dev.aks4j.tests.cluster.OperatingWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.DisruptionBudget;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.cluster.operate.UpgradeOptions;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.simulated.azure.fault.Fault;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Budgets that allow no disruption are reported before an upgrade sends anything. */
class BudgetsTest {

    private static final Map<String, String> WEB = Map.of("app", "web");

    private final OperatingWorld world = new OperatingWorld();
    private final Cluster shop = world.created(spec -> spec);

    @AfterEach
    void close() {
        world.close();
    }

    /** Runs two pods behind a budget, and waits for them. */
    private void guard(String name, int maxUnavailable) {
        try (KubernetesClient kubernetes = shop.kubernetes()) {
            kubernetes
                    .resource(new DeploymentBuilder()
                            .withNewMetadata()
                            .withName("web")
                            .withNamespace("default")
                            .endMetadata()
                            .withNewSpec()
                            .withReplicas(2)
                            .withNewSelector()
                            .withMatchLabels(WEB)
                            .endSelector()
                            .withNewTemplate()
                            .withNewMetadata()
                            .withLabels(WEB)
                            .endMetadata()
                            .withNewSpec()
                            .addNewContainer()
                            .withName("web")
                            .withImage("nginx")
                            .endContainer()
                            .endSpec()
                            .endTemplate()
                            .endSpec()
                            .build())
                    .serverSideApply();
            kubernetes
                    .resource(new PodDisruptionBudgetBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .withNamespace("default")
                            .endMetadata()
                            .withNewSpec()
                            .withNewMaxUnavailable(maxUnavailable)
                            .withNewSelector()
                            .withMatchLabels(WEB)
                            .endSelector()
                            .endSpec()
                            .build())
                    .serverSideApply();
        }
        // Node images are a week old then.
        world.azure.time().advance(Duration.ofDays(8));
        world.azure.requests().clear();
    }

    private Instant tomorrow() {
        return world.azure.time().now().plus(Duration.ofDays(1));
    }

    private List<Problem> refused(ThrowingCallable upgrade) {
        InvalidSpecException refused = catchThrowableOfType(InvalidSpecException.class, upgrade);
        assertThat(refused).isNotNull();
        assertThat(world.writes()).noneMatch(write -> write.startsWith("PUT") || write.contains("upgrade"));
        return refused.problems();
    }

    @Test
    void everyUpgradeIsRefusedWhileABudgetAllowsNoDisruption() {
        guard("web", 0);
        assertThat(List.of(
                        refused(() -> shop.upgradeTo("1.36")),
                        refused(shop::upgradeNodeImages),
                        refused(() -> shop.pool("apps").upgradeNodeImage())))
                .allSatisfy(problems -> assertThat(problems).singleElement().satisfies(problem -> {
                    assertThat(problem.rule()).isEqualTo(DisruptionBudget.RULE);
                    assertThat(problem.path()).isEqualTo("podDisruptionBudgets.default/web");
                    assertThat(problem.value()).isEqualTo("maxUnavailable 0");
                    assertThat(problem.toString()).contains("400 UnsatisfiablePDB", "maxUnavailable to 1 or more");
                }));
    }

    @Test
    void aBudgetThatAllowsADisruptionLetsTheUpgradeGo() {
        guard("web", 1);
        assertThat(shop.disruptionBudgets())
                .filteredOn(budget -> budget.name().equals("web"))
                .singleElement()
                .satisfies(budget -> {
                    assertThat(budget.pods()).isEqualTo(2);
                    assertThat(budget.blocks()).isFalse();
                });
        shop.upgradeTo("1.36").await(LONG);
        assertThat(shop.refresh().kubernetesVersion().orElseThrow().isAtLeast(1, 36))
                .isTrue();
    }

    @Test
    void azureStillRefusesWhatTheCallerWantsInSpiteOfIt() {
        guard("web", 0);
        assertThatThrownBy(
                        () -> shop.upgradeTo("1.36", UpgradeOptions.standard().despiteBudgets())
                                .await(LONG))
                .hasMessageContaining("UnsatisfiablePDB")
                .hasMessageContaining("PDB default/web has maxunavailble == 0");
    }

    @Test
    void theCallerMayGoOnInSpiteOfItIfTheClusterForcesUpgrades() {
        guard("web", 0);
        world.aks
                .plan(GROUP, OperatingWorld.shop().forceUpgradeUntil(tomorrow()).build())
                .apply()
                .await(LONG);
        shop.upgradeTo("1.36", UpgradeOptions.standard().despiteBudgets()).await(LONG);
        assertThat(shop.refresh().kubernetesVersion().orElseThrow().isAtLeast(1, 36))
                .isTrue();
    }

    @Test
    void azureForcesAnUpgradeForAsLongAsTheCallerSays() {
        guard("web", 0);
        Instant until = tomorrow();
        shop.upgradeTo("1.36", UpgradeOptions.standard().forceUpgradeUntil(until))
                .await(LONG);
        Cluster after = shop.refresh();
        assertThat(after.kubernetesVersion().orElseThrow().isAtLeast(1, 36)).isTrue();
        assertThat(after.document()
                        .at("/properties/upgradeSettings/overrideSettings")
                        .toString())
                .isEqualTo("{\"forceUpgrade\":true,\"until\":\"" + until + "\"}");
    }

    @Test
    void nodeImagesAndSinglePoolsAreForcedTooByOneWriteOnTheCluster() {
        guard("web", 0);
        UpgradeOptions forced = UpgradeOptions.standard().forceUpgradeUntil(tomorrow());
        shop.pool("apps").upgradeNodeImage(forced).await(LONG);
        assertThat(world.writes()).containsExactly("PUT shop 200", "POST upgradeNodeImageVersion 202");
        world.azure.requests().clear();
        shop.upgradeNodeImages(forced).await(LONG);
        assertThat(world.writes()).isNotEmpty().noneMatch(write -> write.startsWith("PUT shop"));
        world.azure.requests().clear();
        shop.upgradeNodeImages(
                        UpgradeOptions.standard().forceUpgradeUntil(tomorrow().plusSeconds(60)))
                .await(LONG);
        assertThat(world.writes()).isEmpty();
    }

    @Test
    void anOverrideThatIsOverAlreadyIsRefused() {
        UpgradeOptions over =
                UpgradeOptions.standard().forceUpgradeUntil(world.azure.time().now());
        assertThat(List.of(
                        refused(() -> shop.upgradeTo("1.36", over)),
                        refused(() -> shop.upgradeNodeImages(over)),
                        refused(() -> shop.pool("apps").upgradeTo("1.35", over))))
                .allSatisfy(problems ->
                        assertThat(problems).extracting(Problem::rule).containsExactly("AKS-OPS-027"));
    }

    @Test
    void otherProblemsAreReportedTogetherWithTheBudgets() {
        guard("web", 0);
        assertThat(refused(() -> shop.upgradeTo("1.39")))
                .extracting(Problem::rule)
                .contains(DisruptionBudget.RULE);
    }

    @Test
    void aPlannedVersionChangeIsHeldAgainstTheBudgets() {
        guard("web", 0);
        ClusterSpec newer = OperatingWorld.shop()
                .kubernetesVersion("1.36")
                .forceUpgradeUntil(tomorrow())
                .build();
        Plan plan = world.aks.plan(GROUP, newer);
        assertThat(plan.problems()).extracting(Problem::rule).containsExactly(DisruptionBudget.RULE);
        assertThat(plan.toString())
                .contains("Asked for this plan", "Pod disruption budgets of cluster shop", "1 allows no disruption");
        assertThat(world.writes()).noneMatch(write -> write.startsWith("PUT"));

        Plan despite =
                world.aks.plan(List.of(GROUP, newer), PlanOptions.standard().despite(DisruptionBudget.RULE));
        assertThat(despite.problems()).isEmpty();
        assertThat(despite.warnings()).extracting(Problem::rule).contains(DisruptionBudget.RULE);
        despite.apply().await(LONG);
        assertThat(shop.refresh().kubernetesVersion().orElseThrow().isAtLeast(1, 36))
                .isTrue();
    }

    @Test
    void aPlanThatUpgradesNothingDoesNotAskForBudgets() {
        guard("web", 0);
        Plan plan = world.aks.plan(
                GROUP,
                OperatingWorld.shop()
                        .userPool(
                                "more", pool -> pool.vmSize("Standard_D8ds_v5").count(1))
                        .build());
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.toString()).doesNotContain("disruption budgets");
    }

    @Test
    void budgetsThatCannotBeReadStandAgainstAnUpgradeUntilTheCallerSaysOtherwise() {
        world.azure
                .faults()
                .on("POST", "**/listClusterUserCredential")
                .always()
                .cause(Fault.answer(403, "AuthorizationFailed", "no right to list credentials"));
        assertThat(refused(() -> shop.upgradeTo("1.36"))).singleElement().satisfies(problem -> {
            assertThat(problem.rule()).isEqualTo("AKS-OPS-017");
            assertThat(problem.what()).contains("AuthorizationFailed");
            assertThat(problem.fix()).contains("Azure Kubernetes Service RBAC Reader", "despiteBudgets()");
        });
        ClusterSpec newer = OperatingWorld.shop().kubernetesVersion("1.36").build();
        Plan plan = world.aks.plan(GROUP, newer);
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.warnings()).extracting(Problem::rule).contains("AKS-PLAN-010");
        assertThat(plan.toString()).contains("Pod disruption budgets of cluster shop: no answer");
        shop.upgradeTo("1.36", UpgradeOptions.standard().despiteBudgets()).await(LONG);
    }
}
