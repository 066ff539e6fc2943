package dev.aks4j.core.cluster.operate;

import static dev.aks4j.core.testing.RuleCases.ruleCase;

import dev.aks4j.core.cluster.operate.OperatingRules.State;
import dev.aks4j.core.cluster.operate.PoolOperatingRules.Scaling;
import dev.aks4j.core.cluster.operate.PoolOperatingRules.Tainting;
import dev.aks4j.core.cluster.operate.UpgradeRules.Upgrading;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import dev.aks4j.testing.RuleCase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands against a verb, and what does not. */
class OperatingRulesTest {

    private static final Consumer<Json.ObjectBuilder> PLAIN = pool -> {};

    static Stream<RuleCase> cases() {
        return Stream.of(
                ruleCase(
                        "AKS-OPS-001",
                        cluster(
                                OperatingRules.RUNNING,
                                p -> p.within("powerState").put("code", "Stopped")),
                        cluster(OperatingRules.RUNNING, PLAIN)),
                ruleCase(
                        "AKS-OPS-002",
                        cluster(
                                OperatingRules.STOPPABLE,
                                p -> p.within("nodeProvisioningProfile").put("mode", "Auto")),
                        cluster(
                                OperatingRules.STOPPABLE,
                                p -> p.within("nodeProvisioningProfile").put("mode", "Manual"))),
                ruleCase(
                        "AKS-OPS-003",
                        scaling(PoolOperatingRules.BY_HAND, "User", p -> p.put("enableAutoScaling", true), 3, 3),
                        scaling(PoolOperatingRules.BY_HAND, "User", PLAIN, 3, 3)),
                ruleCase(
                        "AKS-OPS-004",
                        scaling(PoolOperatingRules.RANGE, "System", PLAIN, 0, 0),
                        scaling(PoolOperatingRules.RANGE, "User", PLAIN, 0, 0)),
                ruleCase(
                        "AKS-OPS-004",
                        scaling(PoolOperatingRules.RANGE, "User", PLAIN, 2, 1001),
                        scaling(PoolOperatingRules.RANGE, "User", PLAIN, 2, 1000)),
                ruleCase(
                        "AKS-OPS-005",
                        pool(PoolOperatingRules.STOPPABLE, "System"),
                        pool(PoolOperatingRules.STOPPABLE, "User")),
                ruleCase(
                        "AKS-OPS-006",
                        pool(PoolOperatingRules.REMOVABLE, "System"),
                        pool(PoolOperatingRules.REMOVABLE, "User")),
                ruleCase("AKS-OPS-007", deletion("User", "d"), deletion("User", "a")),
                ruleCase("AKS-OPS-007", deletion("User"), deletion("User", "a", "b", "c")),
                ruleCase("AKS-OPS-007", deletion("User", "a", "a"), deletion("User", "a", "B")),
                ruleCase("AKS-OPS-008", deletion("System", "a", "b", "c"), deletion("System", "a", "b")),
                ruleCase("AKS-OPS-008", deletion("System", "a", "b", "c"), deletion("User", "a", "b", "c")),
                ruleCase(
                        "AKS-OPS-010",
                        upgrade(UpgradeRules.FORM, "latest", PLAIN, true),
                        upgrade(UpgradeRules.FORM, "1.35", PLAIN, true)),
                ruleCase(
                        "AKS-OPS-011",
                        upgrade(UpgradeRules.FORWARD, "1.33", PLAIN, true),
                        upgrade(UpgradeRules.FORWARD, "1.34", PLAIN, true)),
                ruleCase(
                        "AKS-OPS-012",
                        upgrade(UpgradeRules.ON_OFFER, "1.35.9", PLAIN, true),
                        upgrade(UpgradeRules.ON_OFFER, "1.35.1", PLAIN, true)),
                ruleCase(
                        "AKS-OPS-013",
                        upgrade(UpgradeRules.HEALTHY, "1.35", p -> p.put("provisioningState", "Failed"), true),
                        upgrade(UpgradeRules.HEALTHY, "1.35", PLAIN, true)),
                ruleCase(
                        "AKS-OPS-014",
                        upgrade(UpgradeRules.SPOT_BY_CHANNEL, "1.35", p -> p.put("scaleSetPriority", "Spot"), true),
                        upgrade(UpgradeRules.SPOT_BY_CHANNEL, "1.35", PLAIN, true)),
                ruleCase(
                        "AKS-OPS-015",
                        upgrade(UpgradeRules.NOT_PAST_CONTROL_PLANE, "1.35", PLAIN, false),
                        upgrade(UpgradeRules.NOT_PAST_CONTROL_PLANE, "1.34", PLAIN, false)),
                ruleCase(
                        "AKS-OPS-018",
                        state(OperatingRules.REPAIRED, "Canceled"),
                        state(OperatingRules.REPAIRED, "Upgrading")),
                ruleCase("AKS-OPS-019", state(OperatingRules.FREE, "Upgrading"), state(OperatingRules.FREE, "Failed")),
                ruleCase(
                        "AKS-OPS-020",
                        state(OperatingRules.UNDER_WAY, "Succeeded"),
                        state(OperatingRules.UNDER_WAY, "Scaling")),
                ruleCase(
                        "AKS-OPS-021",
                        cluster(OperatingRules.SIGNS, PLAIN),
                        cluster(
                                OperatingRules.SIGNS,
                                p -> p.within("oidcIssuerProfile").put("issuerURL", "https://issuer/"))),
                ruleCase("AKS-OPS-032", signed(23), signed(24)),
                ruleCase("AKS-OPS-024", tainting("a=b:NoSchedule"), tainting("a=b:PreferNoSchedule")),
                ruleCase("AKS-OPS-024", tainting("a=b:NoExecute"), tainting("CriticalAddonsOnly=true:NoSchedule")),
                ruleCase(
                        "AKS-OPS-025",
                        cluster(
                                OperatingRules.TAKES_COMMANDS,
                                p -> p.within("apiServerAccessProfile").put("disableRunCommand", true)),
                        cluster(OperatingRules.TAKES_COMMANDS, PLAIN)),
                ruleCase("AKS-OPS-026", jump(p -> p.put("scaleSetPriority", "Spot"), "1.36.4"), jump(PLAIN, "1.36.4")),
                ruleCase(
                        "AKS-OPS-026",
                        jump(p -> p.put("scaleSetPriority", "Spot"), "1.36.4"),
                        jump(p -> p.put("scaleSetPriority", "Spot"), "1.35.6")),
                ruleCase("AKS-OPS-027", forced(0), forced(1)),
                ruleCase("AKS-OPS-030", back("none"), back("none", BEFORE)),
                ruleCase("AKS-OPS-031", back("patch", BEFORE), back("none", BEFORE)),
                ruleCase("AKS-OPS-005", stopped("Auto"), stopped("Manual")),
                ruleCase(
                        "AKS-OPS-017",
                        () -> BudgetReads.READABLE.on("not allowed"),
                        () -> BudgetReads.READABLE.on("")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aVerbIsRefusedForWhatStandsAgainstIt(RuleCase rule) {
        rule.holds();
    }

    @Test
    void everyRuleHasACase() {
        RuleCase.cover(cases().toList(), OperatingRuleBook.rules());
    }

    private static LiveDocuments live(String mode, Consumer<Json.ObjectBuilder> change) {
        LiveDocuments live = new LiveDocuments("1.34.2");
        change.accept(live.pool("apps", mode, "1.34.2"));
        return live;
    }

    private static Supplier<List<Problem>> cluster(Rule<Cluster> rule, Consumer<Json.ObjectBuilder> change) {
        LiveDocuments live = live("System", PLAIN);
        change.accept(live.properties());
        return () -> rule.on(live.cluster());
    }

    private static Supplier<List<Problem>> pool(Rule<NodePool> rule, String mode) {
        return () -> rule.on(live(mode, PLAIN).cluster().pool("apps"));
    }

    private static Supplier<List<Problem>> state(Rule<State> rule, String state) {
        return () -> rule.on(new State("provisioningState", state));
    }

    /** Taints the only pool. */
    /** Signing keys that were rotated so many hours ago. */
    private static Supplier<List<Problem>> signed(int hours) {
        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        return () -> OperatingRules.SIGNED_LATELY.on(
                new OperatingRules.SignedLately("shop", now.minus(Duration.ofHours(hours)), now));
    }

    private static Supplier<List<Problem>> tainting(String... taints) {
        NodePool pool = live("System", PLAIN).cluster().pool("apps");
        return () -> PoolOperatingRules.ROOM_FOR_SYSTEM_PODS.on(new Tainting(pool, List.of(taints)));
    }

    /** Deletes machines of a pool that has a, b and c. */
    private static Supplier<List<Problem>> deletion(String mode, String... names) {
        NodePool pool = live(mode, PLAIN).cluster().pool("apps");
        List<Machine> there = Stream.of("a", "b", "c")
                .map(name -> new Machine(name, List.of(), List.of(), ""))
                .toList();
        return () -> Rule.all(PoolOperatingRules.MACHINE, new PoolOperatingRules.Machines(pool, List.of(names), there));
    }

    private static Supplier<List<Problem>> scaling(
            Rule<Scaling> rule, String mode, Consumer<Json.ObjectBuilder> change, int min, int max) {
        return () -> rule.on(new Scaling(live(mode, change).cluster().pool("apps"), min, max, false));
    }

    /** Upgrades from 1.34.2 to 1.36 where only one version is on offer. */
    private static Supplier<List<Problem>> jump(Consumer<Json.ObjectBuilder> change, String offered) {
        Cluster cluster = live("User", change).cluster();
        List<KubernetesVersion> versions =
                List.of(KubernetesVersion.read(offered).orElseThrow());
        return () -> UpgradeRules.SPOT_BY_JUMP.on(new Upgrading(cluster, cluster.pools(), "1.36", versions, true));
    }

    private static final RecentVersion BEFORE = new RecentVersion("1.33.1", "image", Instant.EPOCH);

    private static Supplier<List<Problem>> back(String channel, RecentVersion... recent) {
        LiveDocuments live = live("User", PLAIN);
        live.properties().putObject("autoUpgradeProfile").put("upgradeChannel", channel);
        NodePool pool = live.cluster().pool("apps");
        return () -> Rule.all(RollbackRules.ALL, new RollbackRules.Rollback(pool, List.of(recent)));
    }

    /** Stops a user pool beside node auto-provisioning of a mode. */
    private static Supplier<List<Problem>> stopped(String mode) {
        LiveDocuments live = live("User", PLAIN);
        live.properties().putObject("nodeProvisioningProfile").put("mode", mode);
        return () -> PoolOperatingRules.STOPPABLE.on(live.cluster().pool("apps"));
    }

    private static Supplier<List<Problem>> forced(int secondsAhead) {
        return () ->
                UpgradeOptions.AHEAD.on(new UpgradeOptions.Forcing(Instant.ofEpochSecond(secondsAhead), Instant.EPOCH));
    }

    private static Supplier<List<Problem>> upgrade(
            Rule<Upgrading> rule, String version, Consumer<Json.ObjectBuilder> change, boolean controlPlane) {
        LiveDocuments live = live("User", change);
        live.properties().putObject("autoUpgradeProfile").put("upgradeChannel", "stable");
        Cluster cluster = live.cluster();
        List<KubernetesVersion> offered =
                List.of(KubernetesVersion.read("1.35.1").orElseThrow());
        return () -> rule.on(new Upgrading(cluster, cluster.pools(), version, offered, controlPlane));
    }
}
