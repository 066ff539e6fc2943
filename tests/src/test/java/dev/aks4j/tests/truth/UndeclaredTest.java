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
import dev.aks4j.core.cluster.setting.UpgradeChannel;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.identity.ControlPlaneIdentity;
import dev.aks4j.identity.ManagedIdentitySpec;
import dev.aks4j.network.LoadBalancerService;
import java.time.DayOfWeek;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a spec does not speak of stays, and what it no longer says is listed with its way out. */
class UndeclaredTest {

    private final TruthWorld world = new TruthWorld();

    @AfterEach
    void close() {
        world.close();
    }

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
        world.nothingLeft(GROUP, ours);
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
        world.nothingLeft(GROUP, larger);
    }

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
        world.nothingLeft(GROUP, moved("1.36", channel));

        world.nothingLeft(GROUP, moved("1.35", channel));
    }

    private static ClusterSpec moved(String version, UpgradeChannel channel) {
        return shop(version)
                .autoUpgrade(channel)
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5").count(2))
                .build();
    }

    @Test
    void aLabelOfANodeHasCase() {
        world.apply(GROUP, cluster(pool -> pool.label("tier", "web")));
        ClusterSpec other = cluster(pool -> pool.label("Tier", "web"));

        assertThat(world.plan(GROUP, other).isEmpty()).isFalse();
        world.apply(GROUP, other);
        assertThat(world.pool("apps").path("nodeLabels").has("Tier")).isTrue();
        world.nothingLeft(GROUP, other);
    }

    @Test
    void anOrderThatMeansNothingIsNoDifference() {
        world.apply(
                GROUP,
                cluster(pool -> pool.zones(1, 2, 3)
                        .taints("a=b:NoSchedule", "c=d:NoSchedule")
                        .kubelet(kubelet -> kubelet.allowedUnsafeSysctls("net.core.somaxconn", "kernel.msg*"))));
        world.nothingLeft(
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
        world.nothingLeft(GROUP, cluster, service("App").on(cluster));
    }

    private static LoadBalancerService service(String key) {
        return LoadBalancerService.publicFacing("web", "default")
                .port(80, 8080)
                .selector(key, "web")
                .build();
    }
}
