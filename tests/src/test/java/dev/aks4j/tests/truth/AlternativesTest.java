package dev.aks4j.tests.truth;

import static dev.aks4j.tests.truth.TruthWorld.GROUP;
import static dev.aks4j.tests.truth.TruthWorld.LONG;
import static dev.aks4j.tests.truth.TruthWorld.cluster;
import static dev.aks4j.tests.truth.TruthWorld.shop;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.companion.MaintenanceKind;
import dev.aks4j.core.cluster.companion.MaintenanceSchedule;
import dev.aks4j.core.cluster.companion.MaintenanceSpec;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.network.SubnetSpec;
import dev.aks4j.network.VirtualNetworkSpec;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of alternatives the old one goes, what cannot be beside what is there is said, and what Azure filled in is not sent back. */
class AlternativesTest {

    private final TruthWorld world = new TruthWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void anIdentityOfItsOwnTakesThePlaceOfTheSystems() {
        world.apply(GROUP, cluster(pool -> {}));
        ClusterSpec wanted = shop("1.35")
                .identity(ControlPlaneIdentity.create())
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
                .build();

        world.apply(GROUP, wanted);
        assertThat(world.cluster().at("/identity/type").asText()).isEqualTo("UserAssigned");
        world.nothingLeft(GROUP, wanted);

        ClusterSpec back = shop("1.35")
                .identity(ControlPlaneIdentity.systemAssigned())
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
                .build();
        world.apply(GROUP, back);
        assertThat(world.cluster().at("/identity/type").asText()).isEqualTo("SystemAssigned");
        assertThat(world.cluster().at("/identity/userAssignedIdentities").isEmpty())
                .isTrue();
        world.nothingLeft(GROUP, back);
    }

    @Test
    void aScheduleOfAnotherKindTakesTheOldOnesPlace() {
        ClusterSpec cluster = cluster(pool -> {});
        List<MaintenanceSchedule> schedules = List.of(
                MaintenanceSchedule.weekly(1, DayOfWeek.SATURDAY),
                MaintenanceSchedule.daily(1),
                MaintenanceSchedule.monthly(1, 3),
                MaintenanceSchedule.monthly(1, MaintenanceSchedule.Week.LAST, DayOfWeek.SUNDAY),
                MaintenanceSchedule.weekly(2, DayOfWeek.MONDAY));
        for (MaintenanceSchedule schedule : schedules) {
            MaintenanceSpec window = MaintenanceSpec.builder(cluster, MaintenanceKind.NODE_OS_UPGRADES, schedule)
                    .build();
            world.apply(GROUP, cluster, window);
            world.nothingLeft(GROUP, cluster, window);
            world.azure.time().advance(Duration.ofDays(3));
        }
    }

    @Test
    void surgeAndUnavailableNodesTakeEachOthersPlace() {
        world.apply(GROUP, cluster(pool -> pool.maxUnavailable(1)));

        world.apply(GROUP, cluster(pool -> pool.maxSurge(2)));
        assertThat(world.pool("apps").at("/upgradeSettings/maxUnavailable").asText())
                .isEqualTo("0");
        world.nothingLeft(GROUP, cluster(pool -> pool.maxSurge(2)));

        world.apply(GROUP, cluster(pool -> pool.maxUnavailable(1)));
        world.nothingLeft(GROUP, cluster(pool -> pool.maxUnavailable(1)));
    }

    @Test
    void aDelegationIsWhatItIsToAndNotItsName() {
        VirtualNetworkSpec delegated =
                network(subnet -> subnet.delegation("Microsoft.ContainerService/managedClusters"));
        world.apply(GROUP, delegated);
        world.edit(
                delegated.id(),
                "2024-05-01",
                body -> ((ObjectNode) body.at("/properties/subnets/0/properties/delegations/0"))
                        .put("name", "aks-delegation"));
        world.nothingLeft(GROUP, delegated);

        VirtualNetworkSpec other = network(subnet -> subnet.delegation("Microsoft.ContainerInstance/containerGroups"));
        world.apply(GROUP, other);
        var delegations = world.live(other.id(), "2024-05-01").at("/properties/subnets/0/properties/delegations");
        assertThat(delegations).hasSize(1);
        assertThat(delegations.at("/0/properties/serviceName").asText())
                .isEqualTo("Microsoft.ContainerInstance/containerGroups");
    }

    @Test
    void aSecondFamilyTakesThePlaceOfTheSingleRange() {
        world.apply(GROUP, network(subnet -> {}));
        VirtualNetworkSpec dual = VirtualNetworkSpec.builder("vnet", GROUP)
                .addressSpace("10.20.0.0/16", "fd00:20::/48")
                .subnet("nodes", "10.20.0.0/22", subnet -> subnet.ipv6("fd00:20::/64"))
                .build();
        world.apply(GROUP, dual);
        assertThat(world.live(dual.id(), "2024-05-01")
                        .at("/properties/subnets/0/properties/addressPrefix")
                        .asText(""))
                .isEmpty();
        world.nothingLeft(GROUP, dual);
    }

    @Test
    void theDayThatAzureFilledInIsNotSentBack() {
        ClusterSpec cluster = cluster(pool -> {});
        MaintenanceSpec.Builder window = MaintenanceSpec.builder(
                cluster, MaintenanceKind.RELEASES, MaintenanceSchedule.weekly(1, DayOfWeek.SATURDAY));
        world.apply(GROUP, cluster, window.build());
        world.azure.time().advance(Duration.ofDays(10));

        MaintenanceSpec longer = window.duration(Duration.ofHours(6)).build();
        world.apply(GROUP, cluster, longer);

        world.nothingLeft(GROUP, cluster, longer);
    }

    @Test
    void aMinimumAboveTheCountMovesTheCountIntoTheLimitsAndSaysSo() {
        world.apply(GROUP, cluster(pool -> pool.autoscale(2, 6)));

        Plan plan = world.plan(GROUP, cluster(pool -> pool.autoscale(5, 9)));
        assertThat(plan.toString()).contains("count", "2 -> 5", "moved into the limits");
        plan.apply().await(LONG);

        assertThat(world.pool("apps").path("count").asInt()).isEqualTo(5);
        world.nothingLeft(GROUP, cluster(pool -> pool.autoscale(5, 9)));

        world.aks
                .clusters()
                .get(cluster(pool -> {}).id())
                .pool("apps")
                .autoscale(7, 9)
                .await(LONG);
        assertThat(world.pool("apps").path("count").asInt()).isEqualTo(7);
    }

    @Test
    void whatCannotBeBesideWhatIsThereIsSaidBeforeAnythingIsSent() {
        world.apply(
                GROUP,
                shop("1.35")
                        .apiServer(api -> api.privateCluster())
                        .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5"))
                        .build());
        ClusterSpec ranges = shop("1.35")
                .apiServer(api -> api.authorizedIpRanges("20.1.2.3/32"))
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5"))
                .build();

        Plan plan = world.plan(GROUP, ranges);

        assertThat(plan.problems()).extracting(Problem::rule).containsExactly("AKS-PLAN-003");
        assertThat(plan.toString()).contains("with what is there and no spec declares");
    }

    @Test
    void whatAPoolThatIsMadeAnewHasNoRoomForIsSaid() {
        world.apply(
                GROUP,
                cluster(pool -> pool.linuxOs(os -> os.swapFile(100)).kubelet(kubelet -> kubelet.failSwapOn(false))));

        Plan plan = world.plan(GROUP, cluster(pool -> pool.kubelet(kubelet -> kubelet.failSwapOn(true))));

        assertThat(plan.toString()).contains("swapFileSizeMB", "the kubelet is declared to fail");
        plan.apply().await(LONG);
        assertThat(world.pool("apps").at("/linuxOSConfig/swapFileSizeMB").isMissingNode())
                .isTrue();
        world.nothingLeft(GROUP, cluster(pool -> pool.kubelet(kubelet -> kubelet.failSwapOn(true))));
    }

    private static VirtualNetworkSpec network(Consumer<SubnetSpec.Builder> nodes) {
        return VirtualNetworkSpec.builder("vnet", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/22", nodes)
                .build();
    }
}
