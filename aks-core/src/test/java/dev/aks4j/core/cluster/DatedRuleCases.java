package dev.aks4j.core.cluster;

import static dev.aks4j.core.cluster.Fakes.cluster;
import static dev.aks4j.core.testing.RuleCases.ruleCase;

import dev.aks4j.core.cluster.pool.OsSku;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.internal.cluster.rule.DatedRules;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.testing.RuleCases;
import dev.aks4j.testing.RuleCase;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;

/** Cases of rules that look at a day, at budgets and at resource groups. */
final class DatedRuleCases {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");

    static final List<RuleCase> DAYS = List.of(
            ruleCase("AKS-VER-010", creation("1.33", TODAY), creation("1.35", TODAY)),
            ruleCase("AKS-VER-010", creation("1.35", TODAY.plusYears(1)), creation("1.37", TODAY)),
            ruleCase("AKS-VER-011", advice(cluster().kubernetesVersion("1.33")), advice(cluster())),
            ruleCase("AKS-VER-012", leaving("1.33"), leaving("1.35")),
            ruleCase(
                    "AKS-VER-013",
                    () -> creation(cluster().userPool("apps", p -> p.kubernetesVersion("1.34"))),
                    () -> creation(cluster().userPool("apps", p -> p.kubernetesVersion("1.35.2")))),
            ruleCase(
                    "AKS-CLU-025",
                    advice(cluster().forceUpgradeUntil(Instant.parse("2026-11-22T23:59:59Z"))),
                    advice(cluster().forceUpgradeUntil(Instant.parse("2026-11-23T00:00:00Z")))),
            ruleCase(
                    "AKS-POOL-110",
                    os(OsSku.UBUNTU_2204, "1.35", "2027-06-30"),
                    os(OsSku.UBUNTU_2204, "1.35", "2027-06-29")),
            ruleCase(
                    "AKS-POOL-111",
                    () -> DatedRules.advice(new Declared(system(OsSku.UBUNTU_2204)), LocalDate.parse("2027-06-30")),
                    () -> DatedRules.advice(new Declared(system(OsSku.UBUNTU_2204)), LocalDate.parse("2027-06-29"))),
            ruleCase(
                    "AKS-POOL-122",
                    () -> DatedRules.advice(new Declared(system(OsSku.UBUNTU_2204)), LocalDate.parse("2028-04-30")),
                    () -> DatedRules.advice(new Declared(system(OsSku.UBUNTU_2204)), LocalDate.parse("2028-04-29"))),
            ruleCase(
                    "AKS-POOL-112",
                    os(OsSku.AZURE_LINUX, "1.31", "2026-03-31"),
                    os(OsSku.AZURE_LINUX, "1.31", "2026-03-30")),
            ruleCase(
                    "AKS-POOL-112",
                    os(OsSku.AZURE_LINUX, "1.31", "2026-11-23"),
                    os(OsSku.AZURE_LINUX, "1.32", "2026-11-23")));

    static final List<RuleCase> BUDGETS = List.of(ruleCase("AKS-OPS-016", budget(0), budget(1)));

    static final List<RuleCase> GROUPS = List.of(
            ruleCase("AKS-RG-001", group("shop."), group("s.hop")),
            ruleCase("AKS-ARM-010", tags(51), tags(50)),
            ruleCase("AKS-ARM-011", tag("a/b", "c"), tag("a.b", "c")),
            ruleCase("AKS-ARM-012", tag("a", "c".repeat(257)), tag("a", "c".repeat(256))));

    private DatedRuleCases() {}

    private static List<Problem> creation(ClusterSpec.Builder builder) {
        return DatedRules.creation(new Declared(builder.build()), TODAY);
    }

    private static Supplier<List<Problem>> creation(String version, LocalDate day) {
        return () -> DatedRules.creation(
                new Declared(cluster().kubernetesVersion(version).build()), day);
    }

    private static Supplier<List<Problem>> advice(ClusterSpec.Builder builder) {
        return () -> DatedRules.advice(new Declared(builder.build()), TODAY);
    }

    private static Supplier<List<Problem>> leaving(String version) {
        return () -> DatedRules.leavingLongTermSupport(
                KubernetesVersion.read(version).orElseThrow(), TODAY);
    }

    private static ClusterSpec system(OsSku sku) {
        return cluster().userPool("apps", p -> p.osSku(sku)).build();
    }

    private static Supplier<List<Problem>> os(OsSku sku, String version, String day) {
        ClusterSpec.Builder builder = cluster().kubernetesVersion(version).userPool("apps", p -> p.osSku(sku));
        return () -> DatedRules.creation(new Declared(builder.build()), LocalDate.parse(day));
    }

    private static Supplier<List<Problem>> budget(int allowed) {
        return () -> DisruptionBudget.against(
                List.of(new DisruptionBudget("shop", "web", "minAvailable 2", allowed, 3, 2 + allowed, 2)));
    }

    private static Supplier<List<Problem>> group(String name) {
        return () -> RuleCases.problems(() -> {
            ResourceGroupSpec.of(name, Region.WEST_EUROPE);
            return List.of();
        });
    }

    private static Supplier<List<Problem>> tags(int count) {
        ClusterSpec.Builder builder = cluster();
        for (int i = 0; i < count; i++) {
            builder.tag("t" + i, "");
        }
        return () -> RuleCases.problems(() -> builder.build().warnings());
    }

    private static Supplier<List<Problem>> tag(String name, String value) {
        return () -> RuleCases.problems(() -> cluster().tag(name, value).build().warnings());
    }
}
