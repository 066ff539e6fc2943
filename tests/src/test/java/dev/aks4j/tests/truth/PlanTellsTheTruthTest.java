package dev.aks4j.tests.truth;

import static dev.aks4j.tests.truth.TruthWorld.GROUP;
import static dev.aks4j.tests.truth.TruthWorld.LONG;
import static dev.aks4j.tests.truth.TruthWorld.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.companion.MaintenanceKind;
import dev.aks4j.core.cluster.companion.MaintenanceSchedule;
import dev.aks4j.core.cluster.companion.MaintenanceSpec;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.cluster.setting.UpgradeChannel;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.network.LoadBalancerService;
import dev.aks4j.network.VirtualNetworkSpec;
import dev.aks4j.simulated.azure.fault.Fault;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a plan says of what is: after failures, after others' hands, on adoption, and of what a spec no longer says. */
class PlanTellsTheTruthTest {

    private final TruthWorld world = new TruthWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private static ClusterSpec cluster(String version, Consumer<UserPool.Builder> apps) {
        return shop(version)
                .userPool("apps", pool -> {
                    pool.vmSize("Standard_D4ds_v5").count(2);
                    apps.accept(pool);
                })
                .build();
    }

    private static ClusterSpec cluster(Consumer<UserPool.Builder> apps) {
        return cluster("1.35", apps);
    }

    private void nothingLeft(Spec... specs) {
        Plan again = world.plan(specs);
        assertThat(again.isEmpty()).as(again.toString()).isTrue();
    }

    private void fails(Spec... specs) {
        assertThatThrownBy(() -> world.apply(specs)).isInstanceOf(RunFailedException.class);
    }

    // ---- what was asked for is not what is

    @ParameterizedTest
    @ValueSource(strings = {"fail", "cancel"})
    void aPoolWhoseUpgradeFailedIsUpgradedByTheNextPlan(String how) {
        world.apply(GROUP, cluster("1.36", pool -> pool.kubernetesVersion("1.35")));
        world.azure.faults().on("PUT", "**/agentPools/apps").cause(fault(how));
        fails(GROUP, cluster("1.36", pool -> {}));
        assertThat(world.pool("apps").path("orchestratorVersion").asText()).isEqualTo("1.36");
        assertThat(world.pool("apps").path("currentOrchestratorVersion").asText())
                .startsWith("1.35");

        Plan plan = world.plan(GROUP, cluster("1.36", pool -> {}));

        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.toString()).contains("orchestratorVersion", "1.35.", "-> 1.36");
        plan.apply().await(LONG);
        assertThat(world.pool("apps").path("currentOrchestratorVersion").asText())
                .startsWith("1.36");
        nothingLeft(GROUP, cluster("1.36", pool -> {}));
    }

    private static Fault fault(String how) {
        return how.equals("fail") ? Fault.failOperation("UpgradeFailed", "no") : Fault.cancelOperation();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "cancel"})
    void aControlPlaneWhoseUpgradeFailedIsUpgradedBeforeItsPools(String how) {
        world.apply(GROUP, cluster(pool -> {}));
        world.azure.faults().on("PUT", "**/managedClusters/shop").cause(fault(how));
        fails(GROUP, cluster("1.36", pool -> {}));

        Plan plan = world.plan(GROUP, cluster("1.36", pool -> {}));

        assertThat(plan.toString()).contains("kubernetesVersion");
        plan.apply().await(LONG);
        assertThat(world.cluster().at("/properties/currentKubernetesVersion").asText())
                .startsWith("1.36");
        assertThat(world.pool("apps").path("currentOrchestratorVersion").asText())
                .startsWith("1.36");
        nothingLeft(GROUP, cluster("1.36", pool -> {}));
    }

    @Test
    void whoGivesAFailedUpgradeUpGetsNoUpgradeByAnotherWrite() {
        world.apply(GROUP, cluster(pool -> {}));
        world.azure.faults().on("PUT", "**/managedClusters/shop").cause(fault("fail"));
        fails(GROUP, cluster("1.36", pool -> {}));

        world.apply(GROUP, cluster(pool -> {}));

        assertThat(world.cluster().at("/properties/currentKubernetesVersion").asText())
                .startsWith("1.35");
        assertThat(world.cluster().at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
        nothingLeft(GROUP, cluster(pool -> {}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "cancel"})
    void aPoolWhoseLastWriteFailedIsWrittenAgain(String how) {
        world.apply(GROUP, cluster(pool -> {}));
        world.azure.faults().on("PUT", "**/agentPools/apps").cause(fault(how));
        ClusterSpec wanted = cluster(pool -> pool.count(4));
        fails(GROUP, wanted);
        assertThat(world.pool("apps").path("count").asInt()).isEqualTo(4);

        Plan plan = world.plan(GROUP, wanted);
        assertThat(plan.toString()).contains("provisioningState", "Succeeded");
        plan.apply().await(LONG);

        assertThat(world.pool("apps").path("provisioningState").asText()).isEqualTo("Succeeded");
        nothingLeft(GROUP, wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "cancel"})
    void aCountThatDidNotComeToBeIsTold(String how) {
        world.apply(GROUP, cluster(pool -> {}));
        world.azure.faults().on("PUT", "**/agentPools/apps").cause(fault(how));
        fails(GROUP, cluster(pool -> pool.count(5)));
        assertThat(world.pool("apps").path("count").asInt()).isEqualTo(5);

        Plan plan = world.plan(GROUP, cluster(pool -> pool.count(5)));
        assertThat(plan.toString()).contains("count", "2 -> 5", "provisioningState");
        plan.apply().await(LONG);

        assertThat(machines("apps")).isEqualTo(5);
        nothingLeft(GROUP, cluster(pool -> pool.count(5)));
    }

    @Test
    void aCountOfWhichNobodySaysAnythingStaysWhatWasAskedFor() {
        world.apply(GROUP, cluster(pool -> {}));
        world.azure.faults().on("PUT", "**/agentPools/apps").cause(fault("fail"));
        fails(GROUP, cluster(pool -> pool.count(5)));
        ClusterSpec silent = shop("1.35")
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5").label("a", "b"))
                .build();

        world.apply(GROUP, silent);

        assertThat(world.pool("apps").path("count").asInt()).isEqualTo(5);
        assertThat(world.pool("apps").path("provisioningState").asText()).isEqualTo("Succeeded");
        nothingLeft(GROUP, silent);
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
        fails(GROUP, wanted);

        Plan plan = world.plan(GROUP, wanted);
        assertThat(plan.toString()).contains("subnets.nodes.properties.provisioningState");
        plan.apply().await(LONG);
        nothingLeft(GROUP, wanted);
    }

    private static VirtualNetworkSpec network(Consumer<dev.aks4j.network.SubnetSpec.Builder> nodes) {
        return VirtualNetworkSpec.builder("vnet", GROUP)
                .addressSpace("10.20.0.0/16")
                .subnet("nodes", "10.20.0.0/22", nodes)
                .build();
    }

    // ---- of alternatives, the old one goes

    @Test
    void anIdentityOfItsOwnTakesThePlaceOfTheSystems() {
        world.apply(GROUP, cluster(pool -> {}));
        ClusterSpec wanted = shop("1.35")
                .identity(ControlPlaneIdentity.create())
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
                .build();

        world.apply(GROUP, wanted);
        assertThat(world.cluster().at("/identity/type").asText()).isEqualTo("UserAssigned");
        nothingLeft(GROUP, wanted);

        ClusterSpec back = shop("1.35")
                .identity(ControlPlaneIdentity.systemAssigned())
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
                .build();
        world.apply(GROUP, back);
        assertThat(world.cluster().at("/identity/type").asText()).isEqualTo("SystemAssigned");
        assertThat(world.cluster().at("/identity/userAssignedIdentities").isEmpty())
                .isTrue();
        nothingLeft(GROUP, back);
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
            nothingLeft(GROUP, cluster, window);
            world.azure.time().advance(Duration.ofDays(3));
        }
    }

    @Test
    void surgeAndUnavailableNodesTakeEachOthersPlace() {
        world.apply(GROUP, cluster(pool -> pool.maxUnavailable(1)));

        world.apply(GROUP, cluster(pool -> pool.maxSurge(2)));
        assertThat(world.pool("apps").at("/upgradeSettings/maxUnavailable").asText())
                .isEqualTo("0");
        nothingLeft(GROUP, cluster(pool -> pool.maxSurge(2)));

        world.apply(GROUP, cluster(pool -> pool.maxUnavailable(1)));
        nothingLeft(GROUP, cluster(pool -> pool.maxUnavailable(1)));
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
        nothingLeft(GROUP, delegated);

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
        nothingLeft(GROUP, dual);
    }

    // ---- what Azure filled in is not sent back

    @Test
    void theDayThatAzureFilledInIsNotSentBack() {
        ClusterSpec cluster = cluster(pool -> {});
        MaintenanceSpec.Builder window = MaintenanceSpec.builder(
                cluster, MaintenanceKind.RELEASES, MaintenanceSchedule.weekly(1, DayOfWeek.SATURDAY));
        world.apply(GROUP, cluster, window.build());
        world.azure.time().advance(Duration.ofDays(10));

        MaintenanceSpec longer = window.duration(Duration.ofHours(6)).build();
        world.apply(GROUP, cluster, longer);

        nothingLeft(GROUP, cluster, longer);
    }

    @Test
    void aMinimumAboveTheCountMovesTheCountIntoTheLimitsAndSaysSo() {
        world.apply(GROUP, cluster(pool -> pool.autoscale(2, 6)));

        Plan plan = world.plan(GROUP, cluster(pool -> pool.autoscale(5, 9)));
        assertThat(plan.toString()).contains("count", "2 -> 5", "moved into the limits");
        plan.apply().await(LONG);

        assertThat(world.pool("apps").path("count").asInt()).isEqualTo(5);
        nothingLeft(GROUP, cluster(pool -> pool.autoscale(5, 9)));

        world.aks
                .clusters()
                .get(cluster(pool -> {}).id())
                .pool("apps")
                .autoscale(7, 9)
                .await(LONG);
        assertThat(world.pool("apps").path("count").asInt()).isEqualTo(7);
    }

    // ---- what is declared against what is there and not declared

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
        nothingLeft(GROUP, cluster(pool -> pool.kubelet(kubelet -> kubelet.failSwapOn(true))));
    }

    // ---- our defaults are for creation

    @Test
    void adoptingTakesNothingFromAClusterThatTheSpecDoesNotSpeakOf() {
        ManagedIdentitySpec identity = ManagedIdentitySpec.of("id-shop", GROUP);
        ClusterSpec theirs = shop("1.35")
                .identity(ControlPlaneIdentity.userAssigned(identity))
                .userPool(
                        "apps",
                        pool -> pool.vmSize("Standard_D4ds_v5")
                                .autoscale(2, 5)
                                .maxPods(30)
                                .maxSurgePercent(33))
                .build();
        world.apply(GROUP, theirs);
        world.editCluster(body -> body.putObject("tags").put("owner", "terraform"));
        ClusterSpec ours = ClusterSpec.builder("shop", GROUP)
                .systemPool("system", pool -> {})
                .userPool("apps", pool -> {})
                .build();

        Plan plan = world.plan(PlanOptions.standard().adopt(), GROUP, ours);

        assertThat(plan.entries().stream().flatMap(entry -> entry.differences().stream()))
                .extracting(difference -> difference.path())
                .containsExactly("/tags/aks4j-managed-by");
        plan.apply().await(LONG);
        assertThat(world.pool("apps").path("maxPods").asInt()).isEqualTo(30);
        assertThat(world.pool("apps").path("enableAutoScaling").asBoolean()).isTrue();
        assertThat(world.cluster().at("/identity/type").asText()).isEqualTo("UserAssigned");
        assertThat(world.cluster().at("/sku/tier").asText()).isEqualTo("Standard");
        nothingLeft(GROUP, ours);
    }

    @Test
    void aPoolThatIsMadeAnewKeepsWhatTheSpecDoesNotSpeakOf() {
        world.apply(GROUP, cluster(pool -> pool.maxSurgePercent(33).maxPods(60)));
        world.editPool("apps", profile -> profile.putObject("nodeLabels").put("team", "shop"));
        ClusterSpec larger = shop("1.35")
                .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v5"))
                .build();

        world.apply(GROUP, larger);

        assertThat(world.pool("apps").path("vmSize").asText()).isEqualTo("Standard_D8ds_v5");
        assertThat(world.pool("apps").path("maxPods").asInt()).isEqualTo(60);
        assertThat(world.pool("apps").path("count").asInt()).isEqualTo(2);
        assertThat(world.pool("apps").at("/upgradeSettings/maxSurge").asText()).isEqualTo("33%");
        assertThat(world.pool("apps").at("/nodeLabels/team").asText()).isEqualTo("shop");
        assertThat(world.cluster().at("/properties/agentPoolProfiles")).hasSize(2);
        nothingLeft(GROUP, larger);
    }

    // ---- Kubernetes has case; some lists have no order

    @Test
    void aLabelOfANodeHasCase() {
        world.apply(GROUP, cluster(pool -> pool.label("tier", "web")));
        ClusterSpec other = cluster(pool -> pool.label("Tier", "web"));

        assertThat(world.plan(GROUP, other).isEmpty()).isFalse();
        world.apply(GROUP, other);
        assertThat(world.pool("apps").path("nodeLabels").has("Tier")).isTrue();
        nothingLeft(GROUP, other);
    }

    @Test
    void anOrderThatMeansNothingIsNoDifference() {
        world.apply(
                GROUP,
                cluster(pool -> pool.zones(1, 2, 3)
                        .taints("a=b:NoSchedule", "c=d:NoSchedule")
                        .kubelet(kubelet -> kubelet.allowedUnsafeSysctls("net.core.somaxconn", "kernel.msg*"))));
        nothingLeft(
                GROUP,
                cluster(pool -> pool.zones(3, 1, 2)
                        .taints("c=d:NoSchedule", "a=b:NoSchedule")
                        .kubelet(kubelet -> kubelet.allowedUnsafeSysctls("kernel.msg*", "net.core.somaxconn"))));
    }

    @Test
    void aSelectorOfAServiceHasCase() {
        ClusterSpec cluster = cluster(pool -> {});
        world.apply(GROUP, cluster, service("app").on(cluster));

        Plan plan = world.plan(GROUP, cluster, service("App").on(cluster));

        assertThat(plan.isEmpty()).isFalse();
        assertThat(plan.toString()).contains("selector");
        plan.apply().await(LONG);
        nothingLeft(GROUP, cluster, service("App").on(cluster));
    }

    private static LoadBalancerService service(String key) {
        return LoadBalancerService.publicFacing("web", "default")
                .port(80, 8080)
                .selector(key, "web")
                .build();
    }

    // ---- what a spec no longer says

    @Test
    void whatASpecNoLongerSaysIsListedWithItsWayOutAndTakenAwayWhereThePlanIsExact() {
        ClusterSpec said = shop("1.35")
                .apiServer(api -> api.authorizedIpRanges("20.1.2.3/32"))
                .addons(addons -> addons.azurePolicy().keda())
                .httpProxy(proxy -> proxy.servers("http://proxy:3128", "http://proxy:3128"))
                .tag("cost", "1")
                .userPool(
                        "apps",
                        pool -> pool.vmSize("Standard_D4ds_v5")
                                .count(2)
                                .label("tier", "web")
                                .taints("a=b:NoSchedule")
                                .tag("cost", "2"))
                .build();
        ClusterSpec silent = cluster(pool -> {});
        MaintenanceSpec.Builder window = MaintenanceSpec.builder(
                said, MaintenanceKind.RELEASES, MaintenanceSchedule.weekly(1, DayOfWeek.SATURDAY));
        MaintenanceSpec open = window.build();
        world.apply(
                GROUP,
                said,
                window.notOn(LocalDate.parse("2027-03-01"), LocalDate.parse("2027-03-09"))
                        .build());

        Plan plan = world.plan(GROUP, silent, open);

        assertThat(plan.isEmpty()).isTrue();
        assertThat(plan.toString().lines().map(String::strip))
                .filteredOn(line -> line.contains("takes it away"))
                .extracting(line -> line.replaceAll(" +", " ").replaceAll(" = .*", ""))
                .containsExactlyInAnyOrder(
                        "managedCluster shop apiServerAccessProfile.authorizedIPRanges",
                        "managedCluster shop httpProxyConfig.enabled",
                        "managedCluster shop addonProfiles.azurepolicy.enabled",
                        "managedCluster shop workloadAutoScalerProfile.keda.enabled",
                        "managedCluster shop tags.cost",
                        "managedCluster shop agentPoolProfiles.apps.nodeLabels.tier",
                        "managedCluster shop agentPoolProfiles.apps.nodeTaints",
                        "managedCluster shop agentPoolProfiles.apps.tags.cost",
                        "maintenanceConfiguration default maintenanceWindow.notAllowedDates");
        assertThat(plan.toString().indexOf("authorizedIPRanges"))
                .isLessThan(plan.toString().indexOf("tags.cost"));

        world.plan(PlanOptions.standard().exact(), GROUP, silent, open).apply().await(LONG);

        Plan again = world.plan(PlanOptions.standard().exact(), GROUP, silent, open);
        assertThat(again.isEmpty()).as(again.toString()).isTrue();
        assertThat(again.toString()).doesNotContain("takes it away");
        assertThat(world.cluster()
                        .at("/properties/apiServerAccessProfile/authorizedIPRanges")
                        .isEmpty())
                .isTrue();
        assertThat(world.cluster()
                        .at("/properties/addonProfiles/azurepolicy/enabled")
                        .asBoolean(true))
                .isFalse();
        assertThat(world.pool("apps").path("nodeLabels").has("tier")).isFalse();
        assertThat(world.cluster().at("/tags").has("cost")).isFalse();
        assertThat(world.cluster().at("/tags").has("aks4j-managed-by")).isTrue();
    }

    // ---- what is made anew, and what is interrupted

    @Test
    void aGrantWhoseIdentityWasMadeAnewNeedsNoLeave() {
        ManagedIdentitySpec identity = ManagedIdentitySpec.of("id-orders", GROUP);
        RoleAssignmentSpec role =
                RoleAssignmentSpec.of(BuiltInRole.NETWORK_CONTRIBUTOR, GROUP.id(), Principal.identity(identity.id()));
        world.apply(GROUP, identity, role);
        world.aks.planRemoval(identity).apply().await(LONG);
        world.apply(GROUP, identity);

        Plan plan = world.plan(GROUP, identity, role);

        assertThat(plan.problems()).isEmpty();
        plan.apply().await(LONG);
        nothingLeft(GROUP, identity, role);
    }

    @Test
    void leaveToMakeOneResourceAnewIsNoLeaveForAnother() {
        ClusterSpec cluster = cluster(pool -> {});
        ClusterSpec moved = shop("1.35")
                .dnsPrefix("elsewhere")
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
                .build();
        world.apply(GROUP, cluster);

        assertThat(world.plan(PlanOptions.standard().allowRecreate(GROUP), GROUP, moved)
                        .problems())
                .extracting(Problem::rule)
                .containsExactly("AKS-PLAN-004");
        assertThat(world.plan(PlanOptions.standard().allowRecreate(moved), GROUP, moved)
                        .problems())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
    void aRotationThatWasInterruptedIsTakenUp(int write) {
        world.apply(GROUP, cluster(pool -> pool.autoscale(2, 5)));
        ClusterSpec wanted = shop("1.35")
                .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v5"))
                .build();
        int before = writes();
        // off, helper, small, remove, anew, small, remove: five PUTs and two DELETEs, in this order
        boolean removal = write == 4 || write == 7;
        int number = write == 4 ? 1 : write == 7 ? 2 : write > 4 ? write - 1 : write;
        world.azure
                .faults()
                .on(removal ? "DELETE" : "PUT", "**/agentPools/*")
                .nth(number)
                .cause(Fault.failOperation("AllocationFailed", "no machines"));
        fails(GROUP, wanted);
        Plan plan = world.plan(GROUP, wanted);
        assertThat(plan.isEmpty()).isFalse();

        plan.apply().await(LONG);

        assertThat(world.cluster().at("/properties/agentPoolProfiles"))
                .extracting(profile -> profile.path("name").asText())
                .containsExactlyInAnyOrder("system", "apps");
        assertThat(world.pool("apps").path("vmSize").asText()).isEqualTo("Standard_D8ds_v5");
        assertThat(world.pool("apps").path("enableAutoScaling").asBoolean()).isTrue();
        assertThat(world.pool("apps").path("maxCount").asInt()).isEqualTo(5);
        assertThat(world.pool("apps").path("tags").has("aks4j-stands-in-for")).isFalse();
        nothingLeft(GROUP, wanted);
        assertThat(writes() - before).isLessThanOrEqualTo(16);
    }

    @Test
    void aRotationThatIsGivenUpGivesBackWhatItTook() {
        world.apply(GROUP, cluster(pool -> pool.autoscale(2, 5)));
        world.azure.faults().on("DELETE", "**/agentPools/apps").cause(Fault.failOperation("NotNow", "no"));
        fails(
                GROUP,
                shop("1.35")
                        .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v5"))
                        .build());
        ClusterSpec old = shop("1.35")
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5"))
                .build();

        Plan plan = world.plan(GROUP, old);
        assertThat(plan.toString()).contains("1 to remove");
        plan.apply().await(LONG);

        assertThat(world.cluster().at("/properties/agentPoolProfiles")).hasSize(2);
        assertThat(world.pool("apps").path("minCount").asInt()).isEqualTo(2);
        assertThat(world.pool("apps").path("count").asInt()).isEqualTo(2);
        nothingLeft(GROUP, old);
    }

    private int writes() {
        return (int) world.azure.requests().all().stream()
                .filter(request -> request.method().equals("PUT"))
                .count();
    }

    // ---- states

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

    // ---- spec and live are asked for alike

    @Test
    void aChannelThatSomebodySetMovesControlPlaneAndPools() {

        ClusterSpec fixed = cluster(pool -> {});
        world.apply(GROUP, fixed);
        String at = world.cluster().at("/properties/currentKubernetesVersion").asText();
        String patch = at.substring(0, at.lastIndexOf('.') + 1)
                + Math.max(0, Integer.parseInt(at.substring(at.lastIndexOf('.') + 1)) - 1);
        ClusterSpec pinned = cluster(patch, pool -> {});
        world.editCluster(body -> ((ObjectNode) body.at("/properties"))
                .withObjectProperty("autoUpgradeProfile")
                .put("upgradeChannel", "patch"));

        Plan plan = world.plan(GROUP, pinned);

        assertThat(plan.problems()).isEmpty();
        assertThat(plan.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = UpgradeChannel.class,
            names = {"PATCH", "STABLE", "RAPID"})
    void aSpecAheadOfWhatAChannelReachedIsCarriedOutAndWhatIsAheadOfTheSpecStays(UpgradeChannel channel) {
        world.apply(GROUP, moved("1.35", channel));

        Plan ahead = world.plan(GROUP, moved("1.36", channel));
        assertThat(ahead.toString()).contains("kubernetesVersion", "-> 1.36");
        ahead.apply().await(LONG);
        assertThat(world.cluster().at("/properties/currentKubernetesVersion").asText())
                .startsWith("1.36");
        assertThat(world.pool("apps").path("currentOrchestratorVersion").asText())
                .startsWith("1.36");
        nothingLeft(GROUP, moved("1.36", channel));

        nothingLeft(GROUP, moved("1.35", channel));
    }

    private static ClusterSpec moved(String version, UpgradeChannel channel) {
        return shop(version)
                .autoUpgrade(channel)
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
                .build();
    }
}
