package dev.aks4j.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.pool.OsSku;
import dev.aks4j.core.cluster.setting.ApiServerAccess;
import dev.aks4j.core.cluster.setting.NodeOsUpgradeChannel;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.cluster.setting.UpgradeChannel;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.SecretValue;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterComparisonTest {

    static ClusterSpec.Builder shop() {
        return Fakes.cluster()
                .network(new Fakes.Overlay(true))
                .identity(new Fakes.UserAssigned())
                .apiServer(api -> api.authorizedIpRanges("20.50.10.1"))
                .userPool(
                        "apps",
                        pool -> pool.vmSize("Standard_D8ds_v5").autoscale(2, 40).zones(1, 2, 3))
                .userPool(
                        "batch",
                        pool -> pool.vmSize("Standard_D16ds_v5")
                                .autoscale(0, 100)
                                .spot()
                                .taints("a=b:NoSchedule"));
    }

    private static List<Difference> differences(ClusterSpec spec, Json live) {
        return ClusterKind.INSTANCE.compare(spec, live, Fakes.SCOPE).differences();
    }

    @Test
    void aClusterThatWasJustCreatedDiffersInNothing() {
        ClusterSpec spec = shop().build();
        assertThat(differences(spec, LiveCluster.of(spec).json())).isEmpty();
    }

    @Test
    void whatSomebodyElseOwnsIsLeftAlone() {
        ClusterSpec spec = shop().autoUpgrade(UpgradeChannel.STABLE).build();
        Json live = LiveCluster.of(spec)
                .pool("apps", "count", 17)
                .set("/properties/kubernetesVersion", "1.36")
                .set("/properties/currentKubernetesVersion", "1.36.1")
                .pool("apps", "orchestratorVersion", "1.36")
                .pool("apps", "currentOrchestratorVersion", "1.36.1")
                .set("/properties/addonProfiles/azurepolicy/enabled", true)
                .set("/properties/apiServerAccessProfile/authorizedIPRanges", List.of("20.50.10.1/32"))
                .json();
        assertThat(differences(spec, live)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void versionsThatCanMeanTheSameAreEqual(String declared, String live, String current) {
        ClusterSpec spec = Fakes.cluster().kubernetesVersion(declared).build();
        Json there = LiveCluster.of(spec)
                .set("/properties/kubernetesVersion", live)
                .set("/properties/currentKubernetesVersion", current)
                .pool("system", "orchestratorVersion", live)
                .pool("system", "currentOrchestratorVersion", current)
                .json();
        assertThat(differences(spec, there)).isEmpty();
    }

    static Stream<Arguments> versionsThatCanMeanTheSameAreEqual() {
        return Stream.of(
                Arguments.of("1.35", "1.35.2", "1.35.2"),
                Arguments.of("1.35.2", "1.35", "1.35.2"),
                Arguments.of("1.35", "1.35", "1.35.7"));
    }

    @ParameterizedTest
    @MethodSource
    void everyPropertyKnowsWhatItTakesToChangeIt(String pointer, Object live, Change expected) {
        ClusterSpec spec = Everything.cluster().build();
        LiveCluster there = LiveCluster.of(spec);
        LiveCluster changed = pointer.startsWith("pool:")
                ? there.pool(pointer.split("[:/]")[1], pointer.substring(pointer.indexOf('/') + 1), live)
                : there.set(pointer, live);
        List<Difference> before = differences(spec, there.json());
        List<Difference> found = differences(spec, changed.json()).stream()
                .filter(difference -> !before.contains(difference))
                .toList();
        assertThat(found).as("%s", found).extracting(Difference::change).containsOnly(expected);
        if (expected != Change.UPDATE) {
            assertThat(found)
                    .allSatisfy(difference -> assertThat(difference.reason()).isNotEmpty());
        }
    }

    static Stream<Arguments> everyPropertyKnowsWhatItTakesToChangeIt() {
        String api = "/properties/apiServerAccessProfile/";
        return Stream.of(
                Arguments.of("/sku/tier", "Standard", Change.UPDATE),
                Arguments.of("/location", "northeurope", Change.RECREATE),
                Arguments.of("/properties/dnsPrefix", "other", Change.RECREATE),
                Arguments.of("/properties/nodeResourceGroup", "other", Change.RECREATE),
                Arguments.of("/properties/diskEncryptionSetID", "/other", Change.RECREATE),
                Arguments.of("/properties/linuxProfile/adminUsername", "root", Change.RECREATE),
                Arguments.of("/properties/windowsProfile/adminUsername", "root", Change.RECREATE),
                Arguments.of("/properties/oidcIssuerProfile/enabled", false, Change.UPDATE),
                Arguments.of("/properties/networkProfile/networkPlugin", "kubenet", Change.RECREATE),
                Arguments.of("/properties/autoScalerProfile/expander", "random", Change.UPDATE),
                Arguments.of("/identity/userAssignedIdentities", Map.of("/other", Map.of()), Change.FORBIDDEN),
                Arguments.of(api + "subnetId", "/other", Change.RECREATE),
                Arguments.of(api + "enablePrivateCluster", false, Change.UPDATE),
                Arguments.of("pool:apps/vmSize", "Standard_D4s_v5", Change.ROTATE),
                Arguments.of("pool:system/maxPods", 30, Change.ROTATE),
                Arguments.of("pool:apps/availabilityZones", List.of("2"), Change.ROTATE),
                Arguments.of("pool:apps/enableUltraSSD", false, Change.ROTATE),
                Arguments.of("pool:apps/count", 4, Change.UPDATE),
                Arguments.of("pool:apps/nodeLabels", Map.of("example.com/tier", "db"), Change.UPDATE),
                Arguments.of("pool:batch/spotMaxPrice", -1, Change.ROTATE),
                Arguments.of("pool:batch/maxCount", 90, Change.UPDATE),
                Arguments.of("pool:batch/nodeTaints", List.of(), Change.UPDATE),
                Arguments.of("pool:system/osSKU", "Ubuntu", Change.UPDATE),
                Arguments.of("pool:win/osSKU", "Windows2019", Change.ROTATE),
                Arguments.of("pool:gpu/enableFIPS", false, Change.UPDATE),
                Arguments.of("pool:gpu/gpuInstanceProfile", "MIG7g", Change.ROTATE),
                Arguments.of("pool:gw/gatewayProfile", Map.of("publicIPPrefixSize", 31), Change.ROTATE));
    }

    @Test
    void switchesThatTurnOneWayAreForbiddenBackwards() {
        ClusterSpec off = Fakes.cluster()
                .raw("/properties/oidcIssuerProfile/enabled", false)
                .raw("/properties/apiServerAccessProfile/enableVnetIntegration", false)
                .build();
        assertThat(differences(off, LiveCluster.of(off).json())).isEmpty();
        Json on = LiveCluster.of(off)
                .set("/properties/oidcIssuerProfile/enabled", true)
                .set("/properties/apiServerAccessProfile/enableVnetIntegration", true)
                .json();
        assertThat(differences(off, on))
                .hasSize(2)
                .extracting(Difference::change)
                .containsOnly(Change.FORBIDDEN);
    }

    @Test
    void aPrivateClusterIsFixedWithoutVirtualNetworkIntegration() {
        ClusterSpec spec =
                Fakes.cluster().apiServer(ApiServerAccess::privateCluster).build();
        Json live = LiveCluster.of(spec)
                .set("/properties/apiServerAccessProfile/enablePrivateCluster", false)
                .json();
        assertThat(differences(spec, live)).extracting(Difference::change).containsExactly(Change.RECREATE);
    }

    @Test
    void premiumIsLeftTogetherWithLongTermSupport() {
        Json live = LiveCluster.of(Fakes.cluster()
                        .kubernetesVersion("1.36")
                        .longTermSupport()
                        .build())
                .set("/properties/supportPlan", "AKSLongTermSupport")
                .json();
        ClusterSpec alone =
                Fakes.cluster().kubernetesVersion("1.36").tier(Tier.STANDARD).build();
        assertThat(differences(alone, live)).singleElement().satisfies(tier -> {
            assertThat(tier.change()).isEqualTo(Change.FORBIDDEN);
            assertThat(tier.reason()).contains("call communitySupport() too");
        });
        ClusterSpec together = Fakes.cluster()
                .kubernetesVersion("1.36")
                .tier(Tier.STANDARD)
                .communitySupport()
                .build();
        assertThat(differences(together, live)).extracting(Difference::change).containsOnly(Change.UPDATE);
    }

    @Test
    void longTermSupportIsNotLeftWithAVersionThatOnlyItHas() {
        Json live = LiveCluster.of(Fakes.cluster()
                        .kubernetesVersion("1.33")
                        .longTermSupport()
                        .build())
                .set("/properties/supportPlan", "AKSLongTermSupport")
                .json();
        ClusterSpec spec = Fakes.cluster()
                .kubernetesVersion("1.33")
                .tier(Tier.STANDARD)
                .communitySupport()
                .build();
        assertThat(differences(spec, live))
                .filteredOn(difference -> difference.path().equals("/properties/supportPlan"))
                .singleElement()
                .satisfies(plan -> {
                    assertThat(plan.change()).isEqualTo(Change.FORBIDDEN);
                    assertThat(plan.reason()).contains("has not had Kubernetes 1.33.4 since 2026-07-31");
                });
    }

    @Test
    void theWayOutIsFixedWithNodeAutoProvisioning() {
        ClusterSpec spec = Fakes.cluster()
                .nodeAutoProvisioning()
                .raw("/properties/networkProfile/outboundType", "managedNATGateway")
                .build();
        assertThat(differences(spec, LiveCluster.of(spec).json()))
                .singleElement()
                .satisfies(way -> assertThat(way.reason()).contains("node auto-provisioning"))
                .extracting(Difference::change)
                .isEqualTo(Change.RECREATE);
    }

    @Test
    void unmanagedNodesAreReimaged() {
        ClusterSpec spec =
                Fakes.cluster().nodeOsUpgrade(NodeOsUpgradeChannel.UNMANAGED).build();
        Json live = LiveCluster.of(spec)
                .set("/properties/autoUpgradeProfile/nodeOSUpgradeChannel", "NodeImage")
                .json();
        assertThat(differences(spec, live)).extracting(Difference::reason).containsExactly("every node is reimaged");
    }

    @Test
    void aServicePrincipalIsNotExchangedByAPlan() {
        ClusterSpec spec = Fakes.cluster()
                .servicePrincipal("app", new SecretValue("principal"))
                .build();
        Json live = LiveCluster.of(spec)
                .set("/properties/servicePrincipalProfile", Map.of("clientId", "other"))
                .json();
        assertThat(differences(spec, live)).extracting(Difference::change).containsExactly(Change.FORBIDDEN);
        Json same = LiveCluster.of(spec)
                .set("/properties/servicePrincipalProfile", Map.of("clientId", "app"))
                .json();
        assertThat(differences(spec, same)).isEmpty();
    }

    @Test
    void kubernetesIsNeverDowngraded() {
        ClusterSpec spec = Fakes.cluster().build();
        Json live = LiveCluster.of(spec)
                .set("/properties/kubernetesVersion", "1.36")
                .set("/properties/currentKubernetesVersion", "1.36.0")
                .json();
        assertThat(differences(spec, live)).extracting(Difference::change).containsExactly(Change.FORBIDDEN);
    }

    @Test
    void aPoolOfNobodyIsListedAndOneToBeRemovedIsADifference() {
        Json live = LiveCluster.of(shop().userPool("old", pool -> {})
                        .userPool("foreign", pool -> {})
                        .build())
                .json();
        Comparison compared =
                ClusterKind.INSTANCE.compare(shop().removedPool("old").build(), live, Fakes.SCOPE);
        assertThat(compared.differences())
                .extracting(Difference::path)
                .containsExactly("/properties/agentPoolProfiles/old");
        assertThat(compared.unmanaged())
                .extracting(Difference::path)
                .containsExactly("/properties/agentPoolProfiles/foreign");
    }

    @Test
    void aNewPoolWithASystemThatIsNoLongerOnOfferIsForbidden() {
        ClusterSpec spec = Fakes.cluster()
                .kubernetesVersion("1.32")
                .windows(login -> {})
                .userPool("win", pool -> pool.windows(OsSku.WINDOWS_2019))
                .build();
        Json live = LiveCluster.of(Fakes.cluster()
                        .kubernetesVersion("1.32")
                        .windows(login -> {})
                        .build())
                .json();
        assertThat(differences(spec, live)).singleElement().satisfies(difference -> {
            assertThat(difference.change()).isEqualTo(Change.FORBIDDEN);
            assertThat(difference.reason()).contains("Windows2019", "2026-03-01");
        });
    }
}
