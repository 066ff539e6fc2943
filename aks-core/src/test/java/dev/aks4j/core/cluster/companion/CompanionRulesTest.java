package dev.aks4j.core.cluster.companion;

import static dev.aks4j.core.testing.RuleCases.ruleCase;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.testing.RuleCases;
import dev.aks4j.testing.RuleCase;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompanionRulesTest {

    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private static final ClusterSpec CLUSTER = ClusterSpec.builder("shop", GROUP)
            .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5"))
            .build();
    private static final LocalDate DAY = LocalDate.parse("2026-12-24");

    static Stream<RuleCase> cases() {
        return Stream.of(
                built(
                        "AKS-MNT-001",
                        () -> weekly().duration(Duration.ofHours(3)).build(),
                        () -> weekly().duration(Duration.ofHours(4)).build()),
                built(
                        "AKS-MNT-001",
                        () -> weekly().duration(Duration.ofMinutes(270)).build(),
                        () -> weekly().duration(Duration.ofHours(24)).build()),
                built("AKS-MNT-001", () -> raw("durationHours", 25), () -> raw("durationHours", 24)),
                built(
                        "AKS-MNT-002",
                        () -> every(MaintenanceSchedule.daily(8)),
                        () -> every(MaintenanceSchedule.daily(7))),
                built(
                        "AKS-MNT-002",
                        () -> every(MaintenanceSchedule.weekly(5, DayOfWeek.MONDAY)),
                        () -> every(MaintenanceSchedule.weekly(4, DayOfWeek.MONDAY))),
                built(
                        "AKS-MNT-002",
                        () -> every(MaintenanceSchedule.monthly(1, 32)),
                        () -> every(MaintenanceSchedule.monthly(6, 31))),
                built(
                        "AKS-MNT-002",
                        () -> raw("schedule/weekly/intervalWeeks", 5),
                        () -> raw("schedule/weekly/intervalWeeks", 4)),
                built(
                        "AKS-MNT-003",
                        () -> releases(MaintenanceSchedule.daily(1)),
                        () -> releases(MaintenanceSchedule.weekly(1, DayOfWeek.MONDAY))),
                built(
                        "AKS-MNT-004",
                        () -> weekly().notOn(DAY, DAY.minusDays(1)).build(),
                        () -> weekly().notOn(DAY, DAY).build()),
                built(
                        "AKS-MNT-005",
                        () -> weekly().utcOffset(ZoneOffset.ofTotalSeconds(3661))
                                .build(),
                        () -> weekly().utcOffset(ZoneOffset.ofHoursMinutes(5, 30))
                                .build()),
                built(
                        "AKS-SNP-001",
                        () -> snapshot("a/b").build(),
                        () -> snapshot("a_b").build()),
                built(
                        "AKS-NSP-001",
                        () -> namespace("Team").build(),
                        () -> namespace("team").build()),
                built(
                        "AKS-NSP-002",
                        () -> namespace("team").cpu("half", "1").build(),
                        () -> namespace("team").cpu("500m", "1").build()),
                built(
                        "AKS-ARM-011",
                        () -> namespace("team").tag("a/b", "c").build(),
                        () -> namespace("team").tag("a.b", "c").build()),
                built(
                        "AKS-ARM-012",
                        () -> snapshot("s").tag("a", "b".repeat(257)).build(),
                        () -> snapshot("s").tag("a", "b".repeat(256)).build()),
                built("AKS-TAC-001", () -> access("a_b", "a.b/c/d"), () -> access("a-b", "a.b/c/d")),
                built("AKS-TAC-002", () -> access("ml"), () -> access("ml", "a.b/c/d")),
                built("AKS-TAC-002", () -> access("ml", "reader"), () -> access("ml", "a.b/c/d")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatBreaksARuleIsRefusedAndWhatKeepsItIsBuilt(RuleCase rule) {
        rule.holds();
    }

    @Test
    void everyRuleHasACase() {
        List<Rule<?>> rules = Stream.<List<? extends Rule<?>>>of(
                        MaintenanceRules.ALL,
                        CompanionRules.SNAPSHOT,
                        CompanionRules.NAMESPACE,
                        CompanionRules.TRUSTED_ACCESS)
                .<Rule<?>>flatMap(List::stream)
                .toList();
        RuleCase.cover(cases().toList(), rules);
    }

    private static RuleCase built(String rule, Runnable broken, Runnable kept) {
        return ruleCase(
                rule,
                () -> RuleCases.problems(() -> {
                    broken.run();
                    return List.of();
                }),
                () -> {
                    kept.run();
                    return List.of();
                });
    }

    private static MaintenanceSpec.Builder weekly() {
        return MaintenanceSpec.builder(
                CLUSTER, MaintenanceKind.KUBERNETES_UPGRADES, MaintenanceSchedule.weekly(1, DayOfWeek.SATURDAY));
    }

    private static void every(MaintenanceSchedule schedule) {
        MaintenanceSpec.builder(CLUSTER, MaintenanceKind.NODE_OS_UPGRADES, schedule)
                .build();
    }

    private static void releases(MaintenanceSchedule schedule) {
        MaintenanceSpec.builder(CLUSTER, MaintenanceKind.RELEASES, schedule).build();
    }

    private static void raw(String name, Object value) {
        weekly().raw("/properties/maintenanceWindow/" + name, value).build();
    }

    private static SnapshotSpec.Builder snapshot(String name) {
        return SnapshotSpec.builder(name, GROUP, CLUSTER, "system");
    }

    private static ManagedNamespaceSpec.Builder namespace(String name) {
        return ManagedNamespaceSpec.builder(name, CLUSTER);
    }

    private static void access(String name, String... roles) {
        TrustedAccessSpec.of(name, CLUSTER, GROUP.id(), roles);
    }
}
