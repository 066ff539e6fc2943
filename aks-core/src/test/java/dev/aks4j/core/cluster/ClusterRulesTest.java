package dev.aks4j.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.internal.cluster.offer.OfferRuleCases;
import dev.aks4j.core.internal.cluster.rule.ClusterRules;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.model.Severity;
import dev.aks4j.core.testing.RuleCases;
import dev.aks4j.testing.RuleCase;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterRulesTest {

    private static final Map<String, Rule<?>> RULES = Stream.of(
                    ClusterRules.CLUSTER, ClusterRules.POOL, ControlPlaneRules.ALL)
            .flatMap(List::stream)
            .collect(Collectors.toMap(Rule::id, Function.identity()));

    static Stream<RuleCase> cases() {
        return Stream.of(
                        ClusterRuleCases.NAMES,
                        ClusterRuleCases.TIERS,
                        ClusterRuleCases.AUTOMATIC,
                        ClusterRuleCases.VERSIONS,
                        ClusterRuleCases.CHANNELS,
                        ClusterRuleCases.IDENTITIES,
                        ClusterRuleCases.API_SERVER,
                        ClusterRuleCases.ADDONS,
                        ClusterRuleCases.AUTOSCALER,
                        PoolRuleCases.NAMES,
                        PoolRuleCases.SYSTEM,
                        PoolRuleCases.SPOT,
                        PoolRuleCases.UPGRADES,
                        PoolRuleCases.SCALE,
                        PoolRuleCases.SYSTEMS,
                        PoolRuleCases.LABELS,
                        PoolRuleCases.DISKS,
                        PoolRuleCases.EXPOSURE,
                        PoolRuleCases.SPECIAL,
                        PoolRuleCases.WINDOWS,
                        PoolRuleCases.NODE_CONFIG,
                        DatedRuleCases.DAYS,
                        WireRuleCases.ALL,
                        NewerRuleCases.CLUSTERS,
                        NewerRuleCases.POOLS,
                        NewerRuleCases.DAYS,
                        OfferRuleCases.all(),
                        DatedRuleCases.BUDGETS,
                        DatedRuleCases.GROUPS)
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatBreaksARuleIsReportedAndWhatKeepsItIsNot(RuleCase rule) {
        rule.holds();
    }

    @Test
    void everyRuleHasACase() {
        RuleCase.cover(cases().toList(), RuleBook.rules());
    }

    @Test
    void everyErrorSaysWhatAzureWouldAnswerOrWhyItIsOurs() {
        assertThat(RULES.values())
                .filteredOn(rule ->
                        rule.severity() == Severity.ERROR && rule.prevents().isEmpty())
                .extracting(Rule::id)
                .containsExactlyInAnyOrder("AKS-CLU-035", "AKS-POOL-005");
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        List<Problem> problems = RuleCases.problems(() -> ClusterSpec.builder("windows", Fakes.GROUP)
                .kubernetesVersion("new")
                .userPool("Apps", pool -> pool.spot().maxSurge(1))
                .build()
                .warnings());
        assertThat(problems)
                .extracting(Problem::rule)
                .contains("AKS-CLU-002", "AKS-VER-001", "AKS-POOL-010", "AKS-POOL-001", "AKS-POOL-022");
    }
}
