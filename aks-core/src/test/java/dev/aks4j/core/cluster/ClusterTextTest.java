package dev.aks4j.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.plan.kind.PlanLine;
import dev.aks4j.core.plan.kind.Scope;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterTextTest {

    @Test
    void aPlanShowsClusterPoolsAndAddresses() {
        ClusterSpec spec = ClusterComparisonTest.shop().tier(Tier.STANDARD).build();
        assertThat(ClusterKind.INSTANCE.summary(spec))
                .isEqualTo("1.35, Standard, overlay; one operation with its pools");
        assertThat(ClusterKind.INSTANCE.parts(spec))
                .extracting(PlanLine::summary)
                .containsExactly(
                        "3 × Standard_D4ds_v5",
                        "2–40 × Standard_D8ds_v5, zones 1 2 3",
                        "0–100 × Standard_D16ds_v5, spot");
        assertThat(ClusterKind.INSTANCE.notes(spec, Fakes.SCOPE))
                .singleElement()
                .satisfies(note -> {
                    assertThat(note.title()).isEqualTo("IP plan at every maximum, with surge");
                    assertThat(note.lines())
                            .containsExactly(
                                    "subnet nodes   10.20.0.0/22   148 of 1,019 used   room for 871 more nodes");
                });
    }

    @Test
    void whatCanNoLongerBeHadIsToldByThePlansClock() {
        ClusterSpec spec = Fakes.cluster().kubernetesVersion("1.34").build();
        assertThat(ids(ClusterKind.INSTANCE.checkNew(spec, on("2026-11-30")))).isEmpty();
        assertThat(ids(ClusterKind.INSTANCE.checkNew(spec, on("2026-12-01")))).containsExactly("AKS-VER-010");
        assertThat(ids(ClusterKind.INSTANCE.check(spec, on("2026-12-01")))).containsExactly("AKS-VER-011");
        ClusterSpec longTerm =
                Fakes.cluster().kubernetesVersion("1.34").longTermSupport().build();
        assertThat(ids(ClusterKind.INSTANCE.checkNew(longTerm, on("2026-12-01"))))
                .isEmpty();
        assertThat(ids(ClusterKind.INSTANCE.checkNew(longTerm, on("2027-12-01"))))
                .containsExactly("AKS-VER-010");
    }

    @Test
    void aRetiredOperatingSystemIsRefusedForNewPoolsAndWarnedAboutInOldOnes() {
        ClusterSpec spec = Fakes.cluster()
                .userPool("apps", pool -> pool.raw("/osSKU", "Flatcar"))
                .build();
        assertThat(ids(ClusterKind.INSTANCE.checkNew(spec, on("2026-06-07")))).isEmpty();
        assertThat(ids(ClusterKind.INSTANCE.checkNew(spec, on("2026-06-08")))).containsExactly("AKS-POOL-110");
        assertThat(ids(ClusterKind.INSTANCE.check(spec, on("2026-06-07")))).isEmpty();
        assertThat(ids(ClusterKind.INSTANCE.check(spec, on("2026-06-08")))).containsExactly("AKS-POOL-111");
    }

    private static Scope on(String day) {
        return new Scope(Fakes.SUBSCRIPTION, Instant.parse(day + "T00:00:00Z"), List.of());
    }

    private static List<String> ids(List<Problem> problems) {
        return problems.stream().map(Problem::rule).toList();
    }
}
