package dev.aks4j.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Comparison;
import dev.aks4j.core.plan.kind.Write;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterWritesTest {

    private static List<String> writes(ClusterSpec spec, Json live) {
        Comparison compared = ClusterKind.INSTANCE.compare(spec, live, Fakes.SCOPE);
        return ClusterKind.INSTANCE.update(spec, live, compared, Fakes.SCOPE).stream()
                .map(ClusterWritesTest::text)
                .toList();
    }

    private static String text(Write write) {
        if (write instanceof Write.Put put) {
            return (put.merge() ? "change " : "create ") + put.id().name() + " " + (put.merge() ? put.body() : "");
        }
        return "delete " + write.target().name();
    }

    @Test
    void aNewClusterIsOneWriteWithItsPools() {
        List<Write> writes =
                ClusterKind.INSTANCE.create(ClusterComparisonTest.shop().build(), Fakes.SCOPE);
        assertThat(writes).singleElement().isInstanceOfSatisfying(Write.Put.class, put -> {
            assertThat(put.merge()).isFalse();
            assertThat(put.body().at("/properties/agentPoolProfiles")).hasSize(3);
            assertThat(put.body().at("/properties/dnsPrefix").asText()).isEqualTo("shop-rg-shop-6f2c00");
        });
    }

    @Test
    void onlyWhatDiffersIsWrittenControlPlaneAndPoolsByThemselves() {
        ClusterSpec before = ClusterComparisonTest.shop().build();
        ClusterSpec after = ClusterComparisonTest.shop()
                .tier(Tier.STANDARD)
                .userPool("more", pool -> pool.count(2))
                .removedPool("batch2")
                .build();
        Json live = LiveCluster.of(before).pool("apps", "maxCount", 20).json();
        assertThat(writes(after, live))
                .containsExactly(
                        "change shop {\"sku\":{\"tier\":\"Standard\"}}",
                        "change apps {\"properties\":{\"maxCount\":40}}",
                        "create more ");
    }

    @Test
    void turningTheAutoscalerOffTakesItsLimitsAway() {
        ClusterSpec spec =
                Fakes.cluster().userPool("apps", pool -> pool.count(4)).build();
        Json live = LiveCluster.of(spec)
                .pool("apps", "enableAutoScaling", true)
                .pool("apps", "minCount", 1)
                .pool("apps", "maxCount", 9)
                .json();
        assertThat(writes(spec, live))
                .containsExactly(
                        "change apps {\"properties\":{\"enableAutoScaling\":false,\"minCount\":null,\"maxCount\":null}}");
    }

    @Test
    void versionsGoUpOneMinorAtATimePoolsAfterTheControlPlane() {
        ClusterSpec old = Fakes.cluster()
                .kubernetesVersion("1.34")
                .userPool("apps", pool -> {})
                .build();
        ClusterSpec wanted = Fakes.cluster()
                .kubernetesVersion("1.36")
                .userPool("apps", pool -> {})
                .build();
        assertThat(writes(wanted, LiveCluster.of(old).json()))
                .containsExactly(
                        "change shop {\"properties\":{\"kubernetesVersion\":\"1.35\"}}",
                        "change system {\"properties\":{\"orchestratorVersion\":\"1.35\"}}",
                        "change apps {\"properties\":{\"orchestratorVersion\":\"1.35\"}}",
                        "change shop {\"properties\":{\"kubernetesVersion\":\"1.36\"}}",
                        "change system {\"properties\":{\"orchestratorVersion\":\"1.36\"}}",
                        "change apps {\"properties\":{\"orchestratorVersion\":\"1.36\"}}");
    }

    @Test
    void aPoolThatCannotChangeInPlaceIsMadeAnewWithoutLosingCapacity() {
        ClusterSpec old = Fakes.cluster()
                .userPool("apps", pool -> pool.vmSize("Standard_D4ds_v5").autoscale(2, 9))
                .build();
        ClusterSpec wanted = Fakes.cluster()
                .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v5").autoscale(2, 9))
                .build();
        Json live = LiveCluster.of(old).pool("apps", "count", 7).json();
        assertThat(writes(wanted, live))
                .containsExactly(
                        "change apps {\"properties\":{\"enableAutoScaling\":false,\"minCount\":null,\"maxCount\":null}}",
                        "create appst ",
                        "change apps {\"properties\":{\"count\":0}}",
                        "delete apps",
                        "create apps ",
                        "change appst {\"properties\":{\"count\":0}}",
                        "delete appst");
        Comparison compared = ClusterKind.INSTANCE.compare(wanted, live, Fakes.SCOPE);
        List<Write> writes = ClusterKind.INSTANCE.update(wanted, live, compared, Fakes.SCOPE);
        Json helper = ((Write.Put) writes.get(1)).body().path("properties");
        assertThat(helper.path("count").asInt()).isEqualTo(7);
        assertThat(helper.path("vmSize").asText()).isEqualTo("Standard_D8ds_v5");
        assertThat(helper.path("enableAutoScaling").asBoolean()).isFalse();
        Json fresh = ((Write.Put) writes.get(4)).body().path("properties");
        assertThat(fresh.path("count").asInt()).isEqualTo(7);
        assertThat(fresh.path("enableAutoScaling").asBoolean()).isTrue();
    }

    @Test
    void aPoolIsRemovedOnlyWhenTheSpecSaysSo() {
        Json live = LiveCluster.of(Fakes.cluster().userPool("old", pool -> {}).build())
                .json();
        assertThat(writes(Fakes.cluster().build(), live)).isEmpty();
        assertThat(writes(Fakes.cluster().removedPool("old").build(), live)).containsExactly("delete old");
    }
}
