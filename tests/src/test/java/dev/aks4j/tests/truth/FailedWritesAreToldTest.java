package dev.aks4j.tests.truth;

import static dev.aks4j.tests.truth.TruthWorld.GROUP;
import static dev.aks4j.tests.truth.TruthWorld.LONG;
import static dev.aks4j.tests.truth.TruthWorld.cluster;
import static dev.aks4j.tests.truth.TruthWorld.shop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.network.SubnetSpec;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.simulated.azure.fault.Fault;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan says of what was asked for and did not come to be: after writes that failed, and of what stands still. */
class FailedWritesAreToldTest {

    private final TruthWorld world = new TruthWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "cancel"})
    void aPoolWhoseUpgradeFailedIsUpgradedByTheNextPlan(String how) {
        world.apply(GROUP, cluster("1.36", pool -> pool.kubernetesVersion("1.35")));
        world.azure.faults().on("PUT", "**/agentPools/apps").cause(fault(how));
        world.fails(GROUP, cluster("1.36", pool -> {}));
        assertThat(world.pool("apps").path("orchestratorVersion").asText()).isEqualTo("1.36");
        assertThat(world.pool("apps").path("currentOrchestratorVersion").asText())
                .startsWith("1.35");

        Plan plan = world.plan(GROUP, cluster("1.36", pool -> {}));

        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.toString()).contains("orchestratorVersion", "1.35.", "-> 1.36");
        plan.apply().await(LONG);
        assertThat(world.pool("apps").path("currentOrchestratorVersion").asText())
                .startsWith("1.36");
        world.nothingLeft(GROUP, cluster("1.36", pool -> {}));
    }

    private static Fault fault(String how) {
        return how.equals("fail") ? Fault.failOperation("UpgradeFailed", "no") : Fault.cancelOperation();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "cancel"})
    void aControlPlaneWhoseUpgradeFailedIsUpgradedBeforeItsPools(String how) {
        world.apply(GROUP, cluster(pool -> {}));
        world.azure.faults().on("PUT", "**/managedClusters/shop").cause(fault(how));
        world.fails(GROUP, cluster("1.36", pool -> {}));

        Plan plan = world.plan(GROUP, cluster("1.36", pool -> {}));

        assertThat(plan.toString()).contains("kubernetesVersion");
        plan.apply().await(LONG);
        assertThat(world.cluster().at("/properties/currentKubernetesVersion").asText())
                .startsWith("1.36");
        assertThat(world.pool("apps").path("currentOrchestratorVersion").asText())
                .startsWith("1.36");
        world.nothingLeft(GROUP, cluster("1.36", pool -> {}));
    }

    @Test
    void whoGivesAFailedUpgradeUpGetsNoUpgradeByAnotherWrite() {
        world.apply(GROUP, cluster(pool -> {}));
        world.azure.faults().on("PUT", "**/managedClusters/shop").cause(fault("fail"));
        world.fails(GROUP, cluster("1.36", pool -> {}));

        world.apply(GROUP, cluster(pool -> {}));

        assertThat(world.cluster().at("/properties/currentKubernetesVersion").asText())
                .startsWith("1.35");
        assertThat(world.cluster().at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
        world.nothingLeft(GROUP, cluster(pool -> {}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "cancel"})
    void aPoolWhoseLastWriteFailedIsWrittenAgain(String how) {
        world.apply(GROUP, cluster(pool -> {}));
        world.azure.faults().on("PUT", "**/agentPools/apps").cause(fault(how));
        ClusterSpec wanted = cluster(pool -> pool.count(4));
        world.fails(GROUP, wanted);
        assertThat(world.pool("apps").path("count").asInt()).isEqualTo(4);

        Plan plan = world.plan(GROUP, wanted);
        assertThat(plan.toString()).contains("provisioningState", "Succeeded");
        plan.apply().await(LONG);

        assertThat(world.pool("apps").path("provisioningState").asText()).isEqualTo("Succeeded");
        world.nothingLeft(GROUP, wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "cancel"})
    void aCountThatDidNotComeToBeIsTold(String how) {
        world.apply(GROUP, cluster(pool -> {}));
        world.azure.faults().on("PUT", "**/agentPools/apps").cause(fault(how));
        world.fails(GROUP, cluster(pool -> pool.count(5)));
        assertThat(world.pool("apps").path("count").asInt()).isEqualTo(5);

        Plan plan = world.plan(GROUP, cluster(pool -> pool.count(5)));
        assertThat(plan.toString()).contains("count", "2 -> 5", "provisioningState");
        plan.apply().await(LONG);

        assertThat(machines("apps")).isEqualTo(5);
        world.nothingLeft(GROUP, cluster(pool -> pool.count(5)));
    }

    @Test
    void aCountOfWhichNobodySaysAnythingStaysWhatWasAskedFor() {
        world.apply(GROUP, cluster(pool -> {}));
        world.azure.faults().on("PUT", "**/agentPools/apps").cause(fault("fail"));
        world.fails(GROUP, cluster(pool -> pool.count(5)));
        ClusterSpec silent = shop("1.35")
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5").label("a", "b"))
                .build();

        world.apply(GROUP, silent);

        assertThat(world.pool("apps").path("count").asInt()).isEqualTo(5);
        assertThat(world.pool("apps").path("provisioningState").asText()).isEqualTo("Succeeded");
        world.nothingLeft(GROUP, silent);
    }

    private int machines(String pool) {
        return world.aks
                .clusters()
                .get(cluster(any -> {}).id())
                .pool(pool)
                .machines()
                .size();
    }

    @Test
    void aNetworkWithAFailedSubnetIsWrittenAgain() {
        VirtualNetworkSpec network = network(subnet -> {});
        VirtualNetworkSpec wanted = network(subnet -> subnet.serviceEndpoints("Microsoft.Storage"));
        world.apply(GROUP, network);
        world.azure.faults().on("PUT", "**/virtualNetworks/*").cause(fault("fail"));
        world.fails(GROUP, wanted);

        Plan plan = world.plan(GROUP, wanted);
        assertThat(plan.toString()).contains("subnets.nodes.properties.provisioningState");
        plan.apply().await(LONG);
        world.nothingLeft(GROUP, wanted);
    }

    private static VirtualNetworkSpec network(Consumer<SubnetSpec.Builder> nodes) {
        return VirtualNetworkSpec.builder("vnet", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/22", nodes)
                .build();
    }

    @Test
    void aStoppedClusterIsSaidToBeStoppedBeforeAnythingIsSent() {
        world.apply(GROUP, cluster(pool -> {}));
        world.aks.clusters().get(cluster(pool -> {}).id()).stop().await(LONG);

        assertThat(world.plan(GROUP, cluster(pool -> {})).isEmpty()).isTrue();
        Plan plan = world.plan(GROUP, cluster(pool -> pool.count(4)));

        assertThat(plan.problems()).extracting(Problem::rule).containsExactly("AKS-PLAN-012");
        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.toString()).contains("Start it first");
    }
}
