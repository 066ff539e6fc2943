package dev.aks4j.core.cluster.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.Step;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class UpgradeStepsTest {

    private final LiveDocuments live = new LiveDocuments("1.34.2");

    private List<String> steps(String version, String... offered) {
        return Upgrade.of(
                        live.cluster(),
                        version,
                        Stream.of(offered)
                                .flatMap(text -> KubernetesVersion.read(text).stream())
                                .toList(),
                        UpgradeOptions.standard().despiteBudgets())
                .stream()
                .map(step -> ((Write.Put) step.write()).id().name() + " "
                        + ((Write.Put) step.write()).body().path("properties"))
                .toList();
    }

    @Test
    void aPoolThatLagsTooFarIsRaisedBeforeTheControlPlane() {
        live.pool("system", "System", "1.34.2");
        live.pool("old", "User", "1.31.9");
        assertThat(steps("1.35", "1.35.4"))
                .containsExactly(
                        "old {\"orchestratorVersion\":\"1.32\"}",
                        "old {\"orchestratorVersion\":\"1.33\"}",
                        "old {\"orchestratorVersion\":\"1.34.2\"}",
                        "shop {\"kubernetesVersion\":\"1.35\"}",
                        "system {\"orchestratorVersion\":\"1.35\"}",
                        "old {\"orchestratorVersion\":\"1.35\"}");
    }

    @Test
    void aPoolWithinTheSkewFollowsAfterTheControlPlane() {
        live.pool("system", "System", "1.34.2");
        live.pool("old", "User", "1.33.1");
        assertThat(steps("1.35", "1.35.4"))
                .containsExactly(
                        "shop {\"kubernetesVersion\":\"1.35\"}",
                        "system {\"orchestratorVersion\":\"1.35\"}",
                        "old {\"orchestratorVersion\":\"1.34\"}",
                        "old {\"orchestratorVersion\":\"1.35\"}");
    }

    @Test
    void stepsGoOneAfterTheOtherAndExpectWhatTheOneBeforeLeaves() {
        live.pool("system", "System", "1.34.2");
        List<Step> steps = Upgrade.of(
                live.cluster(),
                "1.36",
                List.of(KubernetesVersion.of(1, 35)),
                UpgradeOptions.standard().despiteBudgets());
        assertThat(steps).extracting(Step::after).containsExactly(Set.of(), Set.of("1"), Set.of("2"), Set.of("3"));
        assertThat(steps.get(2).expected())
                .singleElement()
                .satisfies(
                        difference -> assertThat(difference.before().asText()).isEqualTo("1.35"));
    }

    @Test
    void aFailedPoolIsRepairedFirst() {
        live.pool("system", "System", "1.34.2").put("provisioningState", "Failed");
        refused("1.35", "AKS-OPS-013");
    }

    @Test
    void aSpotPoolDoesNotGoWithAChannel() {
        live.pool("system", "System", "1.34.2");
        live.pool("batch", "User", "1.34.2").put("scaleSetPriority", "Spot");
        assertThat(steps("1.35", "1.35.4")).hasSize(3);
        live.properties().putObject("autoUpgradeProfile").put("upgradeChannel", "stable");
        refused("1.35", "AKS-OPS-014");
    }

    @Test
    void aVersionThatIsNotOnOfferIsRefusedWithTheOnesThatAre() {
        live.pool("system", "System", "1.34.2");
        List<KubernetesVersion> offered =
                List.of(KubernetesVersion.read("1.34.7").orElseThrow());
        assertThatThrownBy(() -> Upgrade.of(
                        live.cluster(),
                        "1.36",
                        offered,
                        UpgradeOptions.standard().despiteBudgets()))
                .hasMessageContaining("begins with 1.35, which Azure does not offer this cluster")
                .hasMessageContaining("It offers 1.34.7.");
    }

    @Test
    void whereAzureNamesNoUpgradeNoneIsOnOffer() {
        live.pool("system", "System", "1.34.2");
        refused(() -> steps("1.35"), "AKS-OPS-012");
        assertThatThrownBy(() -> steps("1.35")).hasMessageContaining("names no upgrade for this cluster");
        assertThat(steps("1.34")).as("nothing is to do").isEmpty();
    }

    @Test
    void fromAVersionOutOfSupportAllGoesToTheLowestOneOnOfferInOneWrite() {
        live.pool("system", "System", "1.34.2");
        live.pool("old", "User", "1.33.1");
        assertThat(steps("1.38", "1.37.1", "1.36.4", "1.36.3", "1.38.0"))
                .containsExactly(
                        "shop {\"kubernetesVersion\":\"1.36\",\"agentPoolProfiles\":["
                                + "{\"name\":\"system\",\"orchestratorVersion\":\"1.36\"},"
                                + "{\"name\":\"old\",\"orchestratorVersion\":\"1.36\"}]}",
                        "shop {\"kubernetesVersion\":\"1.37\"}",
                        "system {\"orchestratorVersion\":\"1.37\"}",
                        "old {\"orchestratorVersion\":\"1.37\"}",
                        "shop {\"kubernetesVersion\":\"1.38\"}",
                        "system {\"orchestratorVersion\":\"1.38\"}",
                        "old {\"orchestratorVersion\":\"1.38\"}");
        assertThat(steps("1.36.4", "1.36.4", "1.37.1"))
                .singleElement()
                .asString()
                .contains("\"1.36.4\"");
    }

    @Test
    void noMinorIsSkippedWhereAzureOffersTheNextOneToo() {
        live.pool("system", "System", "1.34.2");
        assertThat(steps("1.36", "1.34.5", "1.35.1", "1.36.4"))
                .containsExactly(
                        "shop {\"kubernetesVersion\":\"1.35\"}",
                        "system {\"orchestratorVersion\":\"1.35\"}",
                        "shop {\"kubernetesVersion\":\"1.36\"}",
                        "system {\"orchestratorVersion\":\"1.36\"}");
    }

    @Test
    void noJumpGoesPastTheVersionAskedForNorToAPatchThatIsNotOnOffer() {
        live.pool("system", "System", "1.34.2");
        refused(() -> steps("1.36", "1.37.1"), "AKS-OPS-012");
        refused(() -> steps("1.35", "1.36.4"), "AKS-OPS-012");
        refused(() -> steps("1.36.9", "1.36.4"), "AKS-OPS-012");
    }

    @Test
    void aSpotPoolDoesNotJump() {
        live.pool("system", "System", "1.34.2");
        live.pool("batch", "User", "1.34.2").put("scaleSetPriority", "Spot");
        refused(() -> steps("1.36", "1.36.4"), "AKS-OPS-026");
        assertThat(steps("1.36", "1.35.6")).hasSize(6);
    }

    @Test
    void healthTellsWhatIsWrong() {
        Json.ObjectBuilder pool = live.pool("system", "System", "1.34.2").put("provisioningState", "Failed");
        pool.putObject("status")
                .putObject("provisioningError")
                .put("code", "SubnetIsFull")
                .put("message", "no address left");
        assertThat(live.cluster().health())
                .isEqualTo(new Health(
                        Health.Level.IMPAIRED,
                        List.of("The last operation on pool system ended as Failed: SubnetIsFull, no address left.")));
        pool.put("count", 0);
        assertThat(live.cluster().health().isWorking()).isFalse();
    }

    private void refused(String version, String rule) {
        refused(() -> steps(version, "1.35.4"), rule);
    }

    private static void refused(ThrowingCallable upgrade, String rule) {
        assertThatThrownBy(upgrade)
                .isInstanceOfSatisfying(
                        InvalidSpecException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(Problem::rule)
                                .containsExactly(rule));
    }
}
