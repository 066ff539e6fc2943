package dev.aks4j.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.cluster.operate.RecentVersion;
import dev.aks4j.core.cluster.setting.UpgradeChannel;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool that was upgraded goes back to what it had, by a verb and by a plan. */
class RollbackTest {

    private static final Duration LONG = Duration.ofHours(6);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);

    private final SimulatedAzure azure = SimulatedAzure.create();
    private final Aks aks = Aks.builder(azure.subscriptionId())
            .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
            .transport(azure.transport())
            .build();

    @AfterEach
    void close() {
        aks.close();
        azure.close();
    }

    private static ClusterSpec cluster(String version, UnaryOperator<ClusterSpec.Builder> more) {
        return more.apply(ClusterSpec.builder("shop", GROUP)
                        .kubernetesVersion(version)
                        .systemPool(
                                "system",
                                pool -> pool.vmSize("Standard_D4ds_v5").count(2)))
                .build();
    }

    private static ClusterSpec apps(String version, String poolVersion) {
        return cluster(
                version,
                b -> b.userPool(
                        "apps", p -> p.vmSize("Standard_D4ds_v5").count(2).kubernetesVersion(poolVersion)));
    }

    private static ClusterSpec back(String version, String poolVersion, String image) {
        return cluster(
                version,
                b -> b.userPool(
                        "apps",
                        p -> p.vmSize("Standard_D4ds_v5")
                                .count(2)
                                .kubernetesVersion(poolVersion)
                                .nodeImageVersion(image)));
    }

    private Plan plan(ClusterSpec cluster) {
        return aks.plan(List.of(GROUP, cluster), PlanOptions.standard());
    }

    private Cluster upgraded() {
        assertThat(plan(apps("1.35", "1.35")).apply().await(LONG).isSuccess()).isTrue();
        assertThat(plan(apps("1.36", "1.36")).apply().await(LONG).isSuccess()).isTrue();
        return shop();
    }

    private Cluster shop() {
        return aks.clusters().get(apps("1.36", "1.36").id());
    }

    private String version(String pool) {
        return shop().pool(pool).kubernetesVersion().orElseThrow().toString();
    }

    @Test
    void aVerbTakesItBackOnce() {
        assertThat(plan(apps("1.35", "1.35")).apply().await(LONG).isSuccess()).isTrue();
        String image = shop().pool("apps").nodeImageVersion();
        String version = version("apps");
        assertThat(shop().pool("apps").recentlyUsedVersions()).isEmpty();
        assertThat(plan(apps("1.36", "1.36")).apply().await(LONG).isSuccess()).isTrue();
        assertThat(shop().pool("apps").recentlyUsedVersions())
                .extracting(RecentVersion::kubernetesVersion, RecentVersion::nodeImageVersion)
                .containsExactly(tuple(version, image));

        shop().pool("apps").rollBack().await(LONG);

        assertThat(version("apps")).isEqualTo(version);
        assertThat(shop().pool("apps").nodeImageVersion()).isEqualTo(image);
        assertThat(version("system")).startsWith("1.36");
        assertThatThrownBy(() -> shop().pool("apps").rollBack()).hasMessageContaining("AKS-OPS-030");
    }

    @Test
    void afterSevenDaysThereIsNoWayBack() {
        upgraded();
        azure.time().advance(Duration.ofDays(8));
        assertThatThrownBy(() -> shop().pool("apps").rollBack()).hasMessageContaining("AKS-OPS-030");
    }

    @Test
    void aChannelStandsAgainstIt() {
        upgraded();
        ClusterSpec moved = cluster(
                "1.36",
                b -> b.autoUpgrade(UpgradeChannel.PATCH)
                        .userPool("apps", p -> p.vmSize("Standard_D4ds_v5").count(2)));
        assertThat(plan(moved).apply().await(LONG).isSuccess()).isTrue();
        assertThatThrownBy(() -> shop().pool("apps").rollBack())
                .hasMessageContainingAll("AKS-OPS-031", "UpgradeChannel.NONE");
    }

    @Test
    void aPlanTakesItBackWhereTheImageIsNamed() {
        Cluster shop = upgraded();
        RecentVersion before = shop.pool("apps").recentlyUsedVersions().get(0);

        Plan refused = plan(apps("1.36", "1.35"));
        assertThat(refused.problems()).extracting(problem -> problem.rule()).contains("AKS-PLAN-003");
        assertThat(refused.toString()).contains("nodeImageVersion(...)");

        ClusterSpec back = back("1.36", "1.35", before.nodeImageVersion());
        Plan plan = plan(back);
        assertThat(plan.toString()).contains("goes back to what the pool had", "Recently used versions of pool apps");
        assertThat(plan.apply().await(LONG).isSuccess()).isTrue();

        assertThat(version("apps")).isEqualTo(before.kubernetesVersion());
        assertThat(shop().pool("apps").nodeImageVersion()).isEqualTo(before.nodeImageVersion());
        assertThat(plan(back).isEmpty()).as(plan(back).toString()).isTrue();
    }

    @Test
    void aPlanRefusesAnImageThatThePoolNeverHad() {
        upgraded();
        Plan plan = plan(back("1.36", "1.35", "AKSUbuntu-2404gen2containerd-202001.01.0"));
        assertThat(plan.problems()).extracting(problem -> problem.rule()).contains("AKS-VER-024");
    }

    @Test
    void theImageAloneGoesBackToo() {
        assertThat(plan(apps("1.35", "1.35")).apply().await(LONG).isSuccess()).isTrue();
        String old = shop().pool("apps").nodeImageVersion();
        azure.time().advance(Duration.ofDays(15));
        shop().pool("apps").upgradeNodeImage().await(LONG);
        assertThat(shop().pool("apps").nodeImageVersion()).isNotEqualTo(old);

        shop().pool("apps").rollBack().await(LONG);

        assertThat(shop().pool("apps").nodeImageVersion()).isEqualTo(old);
        assertThat(version("apps")).startsWith("1.35");
    }
}
