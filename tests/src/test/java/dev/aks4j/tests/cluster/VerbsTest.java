package dev.aks4j.tests.cluster;

import static dev.aks4j.tests.cluster.OperatingWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.cluster.operate.Command;
import dev.aks4j.core.cluster.operate.CommandResult;
import dev.aks4j.core.cluster.operate.Health;
import dev.aks4j.core.cluster.operate.Machine;
import dev.aks4j.core.cluster.operate.NodePool;
import dev.aks4j.core.cluster.operate.RunningCommand;
import dev.aks4j.core.kubernetes.Kubeconfig;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.operation.OperationToken;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.simulated.azure.fault.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every day-2 verb, carried out on simulated Azure. */
class VerbsTest {

    private static final String SPOT = "kubernetes.azure.com/scalesetpriority=spot:NoSchedule";

    private final OperatingWorld world = new OperatingWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private Cluster created() {
        return world.created(UnaryOperator.identity());
    }

    @Test
    void stoppingAStoppedClusterAndStartingARunningOneSendsNothing() {
        Cluster shop = created();
        assertThat(shop.start().await(LONG).isSuccess()).isTrue();
        shop.stop().await(LONG);
        assertThat(shop.stop().await(LONG).isSuccess()).isTrue();
        shop.start().await(LONG);
        assertThat(world.writes()).containsExactly("POST stop 202", "POST start 202");
    }

    @Test
    void certificatesAndSigningKeysAreRotated() {
        Cluster shop = created();
        String before = shop.adminKubeconfig().text();
        shop.rotateCertificates().await(LONG);
        assertThat(shop.adminKubeconfig().text()).isNotEqualTo(before);
        shop.rotateServiceAccountSigningKeys().await(LONG);
        assertThat(world.writes())
                .containsExactly("POST rotateClusterCertificates 202", "POST rotateServiceAccountSigningKeys 202");
    }

    /** Tokens of the key before the last one are refused at once. */
    @Test
    void signingKeysAreNotRotatedTwiceInADayUnlessAKeyIsInWrongHands() {
        Cluster shop = created();
        shop.rotateServiceAccountSigningKeys().await(LONG);
        assertThatThrownBy(shop::rotateServiceAccountSigningKeys)
                .hasMessageContaining("AKS-OPS-032")
                .hasMessageContaining("rotateServiceAccountSigningKeysAgain()");
        shop.rotateServiceAccountSigningKeysAgain().await(LONG);
        assertThatThrownBy(shop::rotateServiceAccountSigningKeys).hasMessageContaining("AKS-OPS-032");
        world.azure.time().advance(Duration.ofHours(25));
        shop.rotateServiceAccountSigningKeys().await(LONG);
        assertThat(world.writes())
                .containsExactly(
                        "POST rotateServiceAccountSigningKeys 202",
                        "POST rotateServiceAccountSigningKeys 202",
                        "POST rotateServiceAccountSigningKeys 202");
    }

    @Test
    void aPoolStopsAndStarts() {
        NodePool apps = created().pool("apps");
        apps.stop().await(LONG);
        assertThat(world.now().pool("apps").isRunning()).isFalse();
        assertThat(apps.stop().await(LONG).isSuccess()).isTrue();
        apps.start().await(LONG);
        assertThat(world.now().pool("apps").isRunning()).isTrue();
        assertThat(world.writes()).containsExactly("PUT apps 200", "PUT apps 200");
    }

    @Test
    void labelsTaintsAndTagsAreSetAndASpotPoolKeepsItsOwnTaint() {
        Cluster shop = world.created(
                spec -> spec.userPool("batch", pool -> pool.autoscale(0, 3).spot()));
        shop.pool("apps").taint(List.of("dedicated=web:NoSchedule")).await(LONG);
        shop.pool("batch").taint(List.of("dedicated=jobs:NoSchedule")).await(LONG);
        shop.pool("apps").tag(Map.of("cost", "7")).await(LONG);
        Cluster now = shop.refresh();
        assertThat(now.pool("apps").taints()).containsExactly("dedicated=web:NoSchedule");
        assertThat(now.pool("batch").taints()).containsExactlyInAnyOrder("dedicated=jobs:NoSchedule", SPOT);
        assertThat(now.pool("apps").tags()).containsEntry("cost", "7");
        now.pool("batch").taint(List.of()).await(LONG);
        assertThat(shop.refresh().pool("batch").taints()).containsExactly(SPOT);
    }

    @Test
    void machinesAreListedAndDeletedByName() {
        NodePool apps = created().pool("apps");
        List<Machine> machines = apps.machines();
        assertThat(machines).hasSize(2).allSatisfy(machine -> {
            assertThat(machine.name()).startsWith("aks-apps-");
            assertThat(machine.addresses()).singleElement().asString().matches("10\\.224\\.\\d+\\.\\d+");
            assertThat(machine.resourceId()).contains("/virtualMachineScaleSets/");
        });
        apps.deleteMachines(List.of(machines.get(0).name())).await(LONG);
        assertThat(world.now().pool("apps").count()).isEqualTo(1);
        assertThat(apps.machines()).containsExactly(machines.get(1));
    }

    @Test
    void onlyPoolsWithAnOldImageAreUpgraded() {
        Cluster shop = created();
        assertThat(shop.upgradeNodeImages().await(LONG).isSuccess()).isTrue();
        assertThat(world.writes()).isEmpty();

        world.azure.time().advance(Duration.ofDays(8));
        shop.pool("apps").upgradeNodeImage().await(LONG);
        String newest = shop.refresh().pool("apps").nodeImageVersion();
        assertThat(newest).isNotEqualTo(shop.pool("apps").nodeImageVersion());
        shop.upgradeNodeImages().await(LONG);

        assertThat(world.azure.requests().matching("POST", "**/apps/upgradeNodeImageVersion"))
                .hasSize(1);
        assertThat(shop.refresh().pools())
                .extracting(NodePool::nodeImageVersion)
                .containsOnly(newest);
    }

    @Test
    void anImageUpgradeOfWhichNobodyKnowsWhetherItWasSentIsLookedAfter() {
        Cluster shop = created();
        world.azure.time().advance(Duration.ofDays(8));
        world.azure.faults().on("POST", "**/upgradeNodeImageVersion").nth(1).cause(Fault.dropAfter());
        assertThat(shop.pool("apps").upgradeNodeImage().await(LONG).isSuccess()).isTrue();
        assertThat(world.azure.requests().matching("POST", "**/apps/upgradeNodeImageVersion"))
                .hasSize(1);
    }

    @Test
    void aFailedClusterAndAFailedPoolAreReconciled() {
        Cluster shop = created();
        world.azure.faults().on("PUT", "**/managedClusters/shop").cause(Fault.failOperation("InternalError", "broken"));
        assertThatThrownBy(() -> shop.tag(Map.of("a", "b")).await(LONG)).hasMessageContaining("broken");
        assertThat(shop.refresh().provisioningState()).isEqualTo("Failed");
        assertThat(shop.refresh().health().level()).isEqualTo(Health.Level.IMPAIRED);
        String token = shop.reconcile().token().text();
        try (Aks next = world.client()) {
            next.operations().resume(OperationToken.parse(token)).await(LONG);
        }
        assertThat(shop.refresh().health().level()).isEqualTo(Health.Level.GOOD);

        world.azure.faults().on("PUT", "**/agentPools/apps").cause(Fault.failOperation("SubnetIsFull", "no address"));
        assertThatThrownBy(() -> shop.pool("apps").scaleTo(5).await(LONG)).hasMessageContaining("no address");
        assertThat(shop.refresh().pool("apps").provisioningState()).isEqualTo("Failed");
        shop.pool("apps").reconcile().await(LONG);
        assertThat(shop.refresh().pool("apps").provisioningState()).isEqualTo("Succeeded");
    }

    @Test
    void aCommandsResultIsReadByAnotherProcessToo() {
        Cluster shop = created();
        RunningCommand running = shop.startCommand(Command.of("kubectl get nodes -o name"));
        assertThatThrownBy(() -> running.await(Duration.ofMillis(1)))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("command(\"" + running.id() + "\")");
        try (Aks next = world.client()) {
            CommandResult result =
                    next.clusters().get(shop.id()).command(running.id()).await(Duration.ofMinutes(5));
            assertThat(result.isSuccess()).isTrue();
            assertThat(result.logs().lines()).hasSizeGreaterThanOrEqualTo(6).allMatch(line -> line.startsWith("node/"));
        }
        world.azure.commands().answer("exit 3", 3, "no");
        CommandResult failed = shop.runCommand("exit 3", Duration.ofMinutes(5));
        assertThat(failed.exitCode()).hasValue(3);
        assertThat(failed.logs()).isEqualTo("no");
        assertThat(world.azure.requests().matching("POST", "**/runCommand")).hasSize(2);
    }

    /** Azure runs the command as the caller there, and refuses one that brings no token. */
    @Test
    void aClusterWithEntraTakesACommandWithATokenOfTheCallers() {
        Cluster shop = world.created(spec -> spec.access(
                EntraAccess.builder().azureRbac().disableLocalAccounts().build()));
        world.azure.commands().answer("kubectl apply *", 0, "applied");
        Command apply =
                Command.of("kubectl apply -f app.yaml").file("app.yaml", "kind: List".getBytes(StandardCharsets.UTF_8));
        assertThat(shop.startCommand(apply).await(Duration.ofMinutes(5)).logs()).isEqualTo("applied");
        assertThat(world.azure.requests().matching("POST", "**/runCommand"))
                .singleElement()
                .satisfies(sent -> assertThat(sent.body())
                        .contains("\"context\":\"UEsDB")
                        .containsPattern("\"clusterToken\":\"[\\w-]+\\.[\\w-]+\\.[\\w-]+\""));
    }

    @Test
    void credentialsComeInThreeKinds() {
        Cluster shop = created();
        assertThat(shop.kubeconfig().contextName()).isEqualTo("shop");
        assertThat(shop.adminKubeconfig().contextName()).isEqualTo("shop");
        Kubeconfig monitoring = shop.monitoringKubeconfig();
        assertThat(monitoring.isEntra()).isFalse();
        assertThat(monitoring.text()).contains("clusterMonitoringUser");
    }

    @Test
    void healthHearsOfNodesThatAreNotReady() {
        Cluster shop = created();
        shop.checkHealth(Duration.ofMinutes(1));
        // The simulator's kubelets begin to report when somebody first asks the Kubernetes API.
        world.azure.time().advance(Duration.ofMinutes(5));
        assertThat(shop.checkHealth(Duration.ofMinutes(1))).isEqualTo(new Health(Health.Level.GOOD, List.of()));

        String node = shop.pool("apps").machines().get(0).name();
        notReady(shop, node);
        Health impaired = shop.checkHealth(Duration.ofMinutes(1));
        assertThat(impaired.level()).isEqualTo(Health.Level.IMPAIRED);
        assertThat(impaired.complaints())
                .containsExactly("Node " + node + " of pool apps is not ready (KubeletStopped).");
        assertThat(shop.refresh().health().level()).as("Azure's document alone").isEqualTo(Health.Level.GOOD);

        shop.pool("system").machines().forEach(machine -> notReady(shop, machine.name()));
        assertThat(shop.checkHealth(Duration.ofMinutes(1)).isWorking()).isFalse();
        assertThat(shop.checkHealth(Duration.ofMinutes(1)).complaints()).contains("No node of a system pool is ready.");
        shop.stop().await(LONG);
        assertThat(shop.checkHealth(Duration.ofMinutes(1)).complaints()).containsExactly("The cluster is stopped.");
    }

    private static void notReady(Cluster shop, String node) {
        try (var kubernetes = shop.kubernetes()) {
            kubernetes.nodes().withName(node).editStatus(live -> {
                live.getStatus().getConditions().stream()
                        .filter(condition -> condition.getType().equals("Ready"))
                        .forEach(condition -> {
                            condition.setStatus("False");
                            condition.setReason("KubeletStopped");
                        });
                return live;
            });
        }
    }

    @Test
    void aFailedAndAStoppedClusterAreDeleted() {
        Cluster shop = created();
        shop.stop().await(LONG);
        shop.delete().await(LONG);
        assertThat(world.aks.clusters().find(shop.id())).isEmpty();
        assertThat(shop.delete().await(LONG).isSuccess())
                .as("what is not there counts as removed")
                .isTrue();
    }

    @Test
    void everyRunGoesOnInAnotherProcess() {
        Cluster shop = created();
        try (Aks dying = world.client()) {
            Run scaling = dying.clusters().get(shop.id()).pool("apps").scaleTo(9);
            assertThatThrownBy(() -> scaling.await(Duration.ofSeconds(20))).isInstanceOf(AksException.class);
        }
        try (Aks next = world.client()) {
            assertThat(next.runs().unfinished()).singleElement().satisfies(run -> {
                assertThat(run.title()).isEqualTo("scale node pool shop/apps to 9");
                run.resume().await(LONG);
            });
        }
        assertThat(shop.refresh().pool("apps").count()).isEqualTo(9);
        assertThat(world.writes()).containsExactly("PUT apps 200");
    }
}
