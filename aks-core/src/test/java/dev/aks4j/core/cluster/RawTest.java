package dev.aks4j.core.cluster;

import static dev.aks4j.core.cluster.Fakes.cluster;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.cluster.setting.UpgradeChannel;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Difference;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The escape hatch of clusters and pools: what it sets is part of the document that rules and comparisons look at. */
class RawTest {

    private static final String SUBNET = Fakes.live(Fakes.SUBNET).replace("/subnets/nodes", "/subnets/other");

    @Test
    void whatItSetsWinsOverMethodsAndIsSentAndCompared() {
        ClusterSpec spec = cluster()
                .autoUpgrade(UpgradeChannel.PATCH)
                .raw("/properties/autoUpgradeProfile/upgradeChannel", "rapid")
                .raw("/properties/schedulerProfile/upstream/schedulerConfigMode", "Default")
                .build();
        Json body = ClusterDocuments.creation(spec, Fakes.SCOPE);
        assertThat(body.at("/properties/autoUpgradeProfile/upgradeChannel").asText())
                .isEqualTo("rapid");
        assertThat(body.at("/properties/schedulerProfile/upstream/schedulerConfigMode")
                        .asText())
                .isEqualTo("Default");
        assertThat(paths(spec, cluster().build()))
                .containsExactlyInAnyOrder(
                        "/properties/autoUpgradeProfile/upgradeChannel",
                        "/properties/schedulerProfile/upstream/schedulerConfigMode");
    }

    @Test
    void inAPoolItWinsOverTheClustersNetworkToo() {
        ClusterSpec spec = cluster()
                .network(new Fakes.Overlay(true))
                .identity(new Fakes.UserAssigned())
                .userPool(
                        "apps", pool -> pool.raw("/vnetSubnetID", SUBNET).raw("/networkProfile/dranet/mode", "Managed"))
                .build();
        Json apps = ClusterDocuments.creation(spec, Fakes.SCOPE).at("/properties/agentPoolProfiles/1");
        assertThat(apps.path("vnetSubnetID").asText()).isEqualTo(SUBNET);
        assertThat(apps.at("/networkProfile/dranet/mode").asText()).isEqualTo("Managed");
        ClusterSpec without = cluster()
                .network(new Fakes.Overlay(true))
                .identity(new Fakes.UserAssigned())
                .userPool("apps", pool -> pool.raw("/vnetSubnetID", SUBNET))
                .build();
        assertThat(paths(spec, without))
                .containsExactly("/properties/agentPoolProfiles/apps/networkProfile/dranet/mode");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "properties/newProfile", "/", "/properties//x", "/properties/"})
    void whatIsNoPlaceIsRefused(String pointer) {
        assertThatThrownBy(() -> cluster().raw(pointer, true))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("is not the place of a property");
        assertThatThrownBy(() -> cluster().userPool("apps", pool -> pool.raw(pointer, true)))
                .isInstanceOf(AksException.class);
    }

    @Test
    void poolsAndElementsOfListsHaveTheirOwnWays() {
        assertThatThrownBy(() -> cluster().raw("/properties/agentPoolProfiles/0/count", 5))
                .hasMessageContaining("Call raw(...) on the pool");
        ClusterSpec.Builder ranges = cluster()
                .apiServer(api -> api.authorizedIpRanges("20.50.10.0/24"))
                .raw("/properties/apiServerAccessProfile/authorizedIPRanges/0/x", "y");
        assertThatThrownBy(ranges::build).hasMessageContaining("leads into the list authorizedIPRanges");
    }

    @Test
    void aMisspeltPlaceIsRefusedWithTheNearestNames() {
        assertThatThrownBy(() -> cluster()
                        .raw("/properties/securityProfile/imageCleaner/intervalHour", 48)
                        .userPool("apps", pool -> pool.raw("/upgradeSettings/maxsurge", "10%"))
                        .build())
                .hasMessageContainingAll(
                        "AKS-WIRE-001  raw = /properties/securityProfile/imageCleaner/intervalHour is no property of a"
                                + " cluster in any stable version up to 2026-08-01",
                        "Azure would answer 400 UnmarshalError",
                        "most alike: /properties/securityProfile/imageCleaner/intervalHours",
                        "AKS-WIRE-004  pools.apps.raw = /upgradeSettings/maxsurge is no property of a node pool",
                        "most alike: /upgradeSettings/maxSurge");
    }

    /** What a message names as most alike is a place that the same call takes. */
    @Test
    void theNearestNameOfAPoolIsToldAsThePoolTakesIt() {
        assertThatThrownBy(() -> cluster()
                        .userPool("apps", pool -> pool.raw("/enableFips", true))
                        .build())
                .hasMessageContaining("most alike: /enableFIPS")
                .hasMessageNotContaining("agentPoolProfiles");
        assertThat(cluster()
                        .userPool("apps", pool -> pool.raw("/enableFIPS", true))
                        .build()
                        .pools())
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/properties/networkProfile/natGatewayProfil/sku",
                "/properties/oidcIssuer/enabled",
                "/properties/enableRbac",
                "/propertys/enableRBAC",
                "/properties/addonProfiles/omsagent/enable",
                "/location1"
            })
    void whereverItIsMisspeltThePlaceIsRefused(String pointer) {
        assertThatThrownBy(() -> cluster().raw(pointer, true).build()).hasMessageContaining("AKS-WIRE-001");
    }

    @Test
    void objectsAreLookedInto() {
        assertThatThrownBy(() -> cluster()
                        .raw("/properties/storageProfile", Map.of("diskCSIDriver", Map.of("enable", true)))
                        .build())
                .hasMessageContaining("raw = /properties/storageProfile/diskCSIDriver/enable is no property");
    }

    private static List<String> paths(ClusterSpec spec, ClusterSpec there) {
        Json live = LiveCluster.of(there).json();
        return ClusterComparison.of(spec, live, Fakes.SCOPE).differences().stream()
                .map(Difference::path)
                .toList();
    }
}
