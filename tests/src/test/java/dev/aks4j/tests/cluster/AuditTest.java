package dev.aks4j.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.operate.ClusterAudit;
import dev.aks4j.core.cluster.operate.ClusterAudit.Finding;
import dev.aks4j.core.cluster.operate.RegionOffers;
import dev.aks4j.core.cluster.setting.ClusterPreset;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Region;
import dev.aks4j.identity.EntraAccess;
import dev.aks4j.testkit.AksTest;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What there is to know of a cluster that exists, and of a region. */
@AksTest
class AuditTest {

    private final ResourceGroupSpec group = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);

    private ClusterAudit audited(Aks aks, ClusterSpec spec) {
        aks.plan(group, spec).apply().await(Duration.ofHours(1));
        return aks.audit(spec.id());
    }

    @Test
    void anOpenClusterOfOneNodeHasMuchToWorryAbout(Aks aks) {
        ClusterAudit audit = audited(
                aks,
                ClusterSpec.builder("open", group)
                        .kubernetesVersion("1.35")
                        .systemPool(
                                "system",
                                pool -> pool.vmSize("Standard_D4ds_v5").count(1))
                        .build());

        assertThat(audit.findings())
                .extracting(Finding::toString)
                .anyMatch(text -> text.startsWith("! access: Nobody signs in with Entra ID"))
                .anyMatch(text -> text.contains("answers the whole internet"))
                .anyMatch(text -> text.contains("System pool system has one node"))
                .anyMatch(text -> text.contains("is spread over no zones"));
        assertThat(audit.findings().get(0).serious()).isTrue();
        assertThat(audit.warnings()).extracting(problem -> problem.rule()).contains("AKS-POOL-012");
        assertThat(audit.problems()).isEmpty();
        assertThat(audit.upgrades()).extracting(String::valueOf).contains("1.36.4", "1.37.1");
        assertThat(audit.supportedUntil()).isPresent();
        assertThat(audit.differences(ClusterPreset.PRODUCTION)).isNotEmpty();
        assertThat(audit.toString()).startsWith("Cluster open: good, Kubernetes 1.35");
        assertThat(audit.toJson().path("findings").size())
                .isEqualTo(audit.findings().size());
        assertThat(audit.toHtml())
                .contains("<h1>Cluster open</h1>", "To change soon")
                .doesNotContain("<script");
    }

    @Test
    void aClusterThatIsAsItShouldBeHasLittle(Aks aks) {
        ClusterAudit audit = audited(
                aks,
                ClusterSpec.builder("good", group)
                        .kubernetesVersion("1.37")
                        .preset(ClusterPreset.PRODUCTION)
                        .tier(Tier.STANDARD)
                        .workloadIdentity()
                        .access(EntraAccess.builder()
                                .azureRbac()
                                .disableLocalAccounts()
                                .build())
                        .apiServer(api -> api.authorizedIpRanges("20.50.10.0/24"))
                        .systemPool(
                                "system",
                                pool -> pool.vmSize("Standard_D4ds_v5").count(3).zones(1, 2, 3))
                        .build());

        assertThat(audit.findings()).filteredOn(Finding::serious).isEmpty();
        assertThat(audit.findings()).extracting(Finding::area).doesNotContain("access", "pools");
        assertThat(audit.differences(ClusterPreset.PRODUCTION)).isEmpty();
        assertThat(audit.upgrades()).isEmpty();
    }

    @Test
    void aRegionSaysVersionsSizesAndQuota(Aks aks, SimulatedAzure azure) {
        azure.quota(Region.WEST_EUROPE).cores("standardDDSv5Family", 40);
        RegionOffers before = aks.offers(Region.WEST_EUROPE);
        audited(
                aks,
                ClusterSpec.builder("shop", group)
                        .systemPool(
                                "system",
                                pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                        .build());
        RegionOffers offers = aks.offers(Region.WEST_EUROPE);

        assertThat(offers.versions())
                .extracting(one -> one.version().toString())
                .contains("1.35", "1.36", "1.37");
        assertThat(offers.size("standard_d4ds_v5")).hasValueSatisfying(size -> {
            assertThat(size.vcpus()).isEqualTo(4);
            assertThat(size.zones()).containsExactly("1", "2", "3");
            assertThat(offers.quota(size.family()).orElseThrow().left()).isEqualTo(28);
            assertThat(before.quota(size.family()).orElseThrow().left()).isEqualTo(40);
        });
        assertThat(offers.toJson().path("sizes").size())
                .isEqualTo(offers.sizes().size())
                .isGreaterThan(100);
        assertThat(offers.toString()).startsWith("westeurope: Kubernetes ");
    }

    @Test
    void aClusterThatDoesNotExistIsRefused(Aks aks) {
        assertThatThrownBy(() -> aks.audit(group.id().child(ClusterSpec.TYPE, "none")))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("Cluster none does not exist");
    }
}
