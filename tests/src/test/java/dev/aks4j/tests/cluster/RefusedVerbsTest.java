package dev.aks4j.tests.cluster;

import static dev.aks4j.tests.cluster.OperatingWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.cluster.operate.Command;
import dev.aks4j.core.cluster.operate.Machine;
import dev.aks4j.core.cluster.operate.UpgradeOptions;
import dev.aks4j.core.cluster.setting.ApiServerAccess;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.simulated.azure.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands against verbs is told before anything is sent, all of it at once. */
class RefusedVerbsTest {

    private final OperatingWorld world = new OperatingWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private Cluster created() {
        return world.created(UnaryOperator.identity());
    }

    private void refused(Runnable verb, String... rules) {
        int before = world.writes().size();
        assertThatThrownBy(verb::run)
                .isInstanceOfSatisfying(
                        InvalidSpecException.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(Problem::rule)
                                .containsExactly(rules));
        assertThat(world.writes()).hasSize(before);
    }

    @Test
    void everythingIsToldAtOnce() {
        Cluster shop = created();
        shop.stop().await(LONG);
        refused(() -> shop.pool("auto").scaleTo(1001), "AKS-OPS-001", "AKS-OPS-003", "AKS-OPS-004");
        refused(() -> shop.pool("system").stop(), "AKS-OPS-001", "AKS-OPS-005");
        refused(() -> shop.upgradeTo("1.34"), "AKS-OPS-001", "AKS-OPS-011");
        refused(
                () -> shop.pool("apps").label(Map.of("kubernetes.azure.com/mode", "user", "a", "?")),
                "AKS-OPS-001",
                "AKS-POOL-051",
                "AKS-POOL-052");
        assertThatThrownBy(() -> shop.pool("auto").scaleTo(1001))
                .hasMessageContaining("3 problems in scaling node pool shop/auto");
    }

    /** Not only the first version on the way has to be there: half an upgrade cannot be taken back. */
    @Test
    void upgradeGoesNowhereIfItCannotGoAllTheWay() {
        Cluster shop = created();
        refused(() -> shop.upgradeTo("1.99"), "AKS-VER-020");
        assertThatThrownBy(() -> shop.upgradeTo("1.99"))
                .hasMessageContaining("version, on the way to 1.99 = 1.38")
                .hasMessageContaining("Choose one of");
        refused(() -> shop.upgradeTo("1.37.99"), "AKS-VER-020");
        refused(() -> shop.upgradeTo("1.36.99"), "AKS-OPS-012");
        assertThat(world.now().kubernetesVersion().orElseThrow().toString()).startsWith("1.35");
    }

    @Test
    void verbsThatTakeMachinesAreHeldAgainstTheQuotaAsPlansAre() {
        Cluster shop = created();
        world.azure.quota(Region.WEST_EUROPE).cores("standardDDSv5Family", 44);
        refused(() -> shop.pool("apps").scaleTo(4), "AKS-OFFER-010");
        refused(() -> shop.pool("auto").autoscale(3, 5), "AKS-OFFER-010");
        shop.pool("apps").scaleTo(3).await(LONG);
        world.azure.quota(Region.WEST_EUROPE).cores("standardDDSv5Family", 45);
        refused(() -> world.now().upgradeTo("1.36"), "AKS-OFFER-010");
    }

    @Test
    void limitsOfTheAutoscalerAreInOrder() {
        Cluster shop = created();
        refused(() -> shop.pool("auto").autoscale(5, 2), "AKS-OPS-004");
        refused(() -> shop.pool("system").autoscale(0, 2), "AKS-OPS-004");
    }

    @Test
    void whatASpecRefusesAVerbRefusesToo() {
        Cluster shop = created();
        refused(() -> shop.pool("apps").taint(List.of("nonsense")), "AKS-POOL-053");
        refused(() -> shop.pool("apps").taint(List.of("a=b:NoSchedule", "a=c:NoSchedule")), "AKS-POOL-054");
        refused(() -> shop.pool("apps").tag(Map.of("a/b", "c")), "AKS-ARM-011");
        refused(() -> shop.tag(Map.of("azure-x", "c", "y", "z".repeat(257))), "AKS-ARM-011", "AKS-ARM-012");
        UpgradeOptions impossible = UpgradeOptions.standard()
                .maxSurgePercent(101)
                .nodeSoak(Duration.ofMinutes(31))
                .drainTimeout(Duration.ofSeconds(30));
        refused(() -> shop.pool("apps").upgradeNodeImage(impossible), "AKS-POOL-025", "AKS-POOL-028", "AKS-POOL-039");
    }

    @Test
    void oneSystemPoolKeepsRoomForThePodsOfTheSystem() {
        Cluster shop = created();
        shop.pool("apps").taint(List.of("a=b:NoSchedule")).await(LONG);
        shop.pool("auto").taint(List.of("a=b:NoSchedule")).await(LONG);
        refused(() -> shop.pool("system").taint(List.of("a=b:NoExecute")), "AKS-OPS-024");
        shop.pool("system").taint(List.of("CriticalAddonsOnly=true:NoSchedule")).await(LONG);
    }

    @Test
    void machinesAreNamedAsThePoolHasThem() {
        Cluster shop = created();
        List<String> system =
                shop.pool("system").machines().stream().map(Machine::name).toList();
        refused(() -> shop.pool("apps").deleteMachines(List.of()), "AKS-OPS-007");
        refused(() -> shop.pool("apps").deleteMachines(List.of(system.get(0), "x")), "AKS-OPS-007", "AKS-OPS-007");
        refused(() -> shop.pool("system").deleteMachines(system), "AKS-OPS-008");
        refused(() -> shop.pool("system").deleteMachines(List.of(system.get(0), system.get(0))), "AKS-OPS-007");
    }

    @Test
    void onlyWhatIsUnderWayIsAbortedAndOnlyWhatIsNotIsReconciled() {
        Cluster shop = created();
        refused(shop::abort, "AKS-OPS-020");
        refused(() -> shop.pool("apps").abort(), "AKS-OPS-020");
        var stopping = shop.stop();
        stopping.onProgress(event -> {});
        assertThatThrownBy(() -> stopping.await(Duration.ofSeconds(30))).isNotNull();
        refused(shop::reconcile, "AKS-OPS-019");
        shop.abort().await(LONG);
        assertThatThrownBy(() -> stopping.await(LONG)).hasMessageContaining("Canceled");
    }

    @Test
    void aFailedClusterOrPoolIsRepairedBeforeItIsStoppedOrUpgraded() {
        Cluster shop = created();
        world.azure.faults().on("PUT", "**/agentPools/apps").cause(Fault.failOperation("SubnetIsFull", "no address"));
        assertThatThrownBy(() -> shop.pool("apps").scaleTo(5).await(LONG)).hasMessageContaining("no address");
        refused(() -> shop.pool("apps").stop(), "AKS-OPS-018");
        refused(() -> shop.pool("apps").upgradeNodeImage(), "AKS-OPS-013");
        refused(shop::upgradeNodeImages, "AKS-OPS-013");
        world.azure.faults().on("PUT", "**/managedClusters/shop").cause(Fault.failOperation("InternalError", "broken"));
        assertThatThrownBy(() -> shop.tag(Map.of("a", "b")).await(LONG)).hasMessageContaining("broken");
        refused(shop::stop, "AKS-OPS-018");
    }

    @Test
    void commandsAndSigningKeysNeedWhatTheyStandOn() {
        Cluster closed = world.created(spec ->
                spec.apiServer(ApiServerAccess::disableRunCommand).raw("/properties/oidcIssuerProfile/enabled", false));
        refused(() -> closed.startCommand(Command.of("true")), "AKS-OPS-025");
        refused(closed::rotateServiceAccountSigningKeys, "AKS-OPS-021");
    }
}
