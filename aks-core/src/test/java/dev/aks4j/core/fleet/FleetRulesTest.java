package dev.aks4j.core.fleet;

import static dev.aks4j.core.testing.RuleCases.problems;
import static dev.aks4j.core.testing.RuleCases.ruleCase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.testing.RuleCase;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FleetRulesTest {

    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg", Region.WEST_EUROPE);
    private static final FleetSpec FLEET = FleetSpec.builder("fleet", GROUP).build();
    private static final ResourceId CLUSTER =
            ResourceId.group("rg").child("Microsoft.ContainerService/managedClusters", "c");
    private static final FleetGroup ONE = FleetGroup.of("one");

    private interface Building {
        Object build();
    }

    private static RuleCase pair(String rule, Building broken, Building kept) {
        return ruleCase(rule, found(broken), found(kept));
    }

    private static Supplier<List<Problem>> found(Building building) {
        return () -> problems(() -> {
            building.build();
            return List.of();
        });
    }

    private static FleetMemberSpec member(String name, String group) {
        return FleetMemberSpec.builder(name, FLEET, CLUSTER).updateGroup(group).build();
    }

    private static FleetStrategySpec strategy(String name, FleetStage... stages) {
        FleetStrategySpec.Builder builder = FleetStrategySpec.builder(name, FLEET);
        Stream.of(stages).forEach(builder::stage);
        return builder.build();
    }

    private static FleetRunSpec.Builder run(String name) {
        return FleetRunSpec.builder(name, FLEET, FleetUpgrade.full("1.36.2"));
    }

    private static FleetGroup[] groups(int many) {
        return IntStream.range(0, many)
                .mapToObj(each -> FleetGroup.of("g" + each))
                .toArray(FleetGroup[]::new);
    }

    static Stream<RuleCase> cases() {
        FleetStage stage = FleetStage.of("s", ONE);
        return Stream.of(
                pair(
                        "AKS-FLEET-001",
                        () -> FleetSpec.builder("Fleet", GROUP).build(),
                        () -> FleetSpec.builder("a".repeat(63), GROUP).build()),
                pair("AKS-FLEET-002", () -> member("a".repeat(51), "g"), () -> member("a".repeat(50), "g")),
                pair("AKS-FLEET-003", () -> strategy("-s", stage), () -> strategy("s", stage)),
                pair(
                        "AKS-FLEET-004",
                        () -> run("to_1").build(),
                        () -> run("to-1").build()),
                pair("AKS-FLEET-005", () -> member("m", "a.b"), () -> member("m", "a-b")),
                pair("AKS-FLEET-006", () -> strategy("s"), () -> strategy("s", stage)),
                pair(
                        "AKS-FLEET-006",
                        () -> strategy("s", stage, stage),
                        () -> strategy("s", stage, FleetStage.of("t", FleetGroup.of("two")))),
                pair(
                        "AKS-FLEET-006",
                        () -> strategy("s", FleetStage.of("s", ONE, ONE)),
                        () -> strategy("s", FleetStage.of("s", ONE, FleetGroup.of("two")))),
                pair(
                        "AKS-FLEET-006",
                        () -> strategy("s", stage.waitAfter(Duration.ofMillis(1500))),
                        () -> strategy("s", stage.waitAfter(Duration.ofSeconds(2)))),
                pair(
                        "AKS-FLEET-006",
                        () -> strategy("s", stage, FleetStage.of("t", ONE)),
                        () -> strategy("s", stage, FleetStage.of("t", FleetGroup.of("two")))),
                pair(
                        "AKS-FLEET-006",
                        () -> strategy("s", FleetStage.of("s", FleetGroup.of("One"))),
                        () -> strategy("s", FleetStage.of("s", FleetGroup.of("a".repeat(50))))),
                pair(
                        "AKS-FLEET-006",
                        () -> strategy("s", FleetStage.of("s", ONE, groups(50))),
                        () -> strategy("s", FleetStage.of("s", ONE, groups(49)))),
                pair(
                        "AKS-FLEET-009",
                        () -> strategy("s", stage.maxConcurrency("101%")),
                        () -> strategy("s", stage.maxConcurrency("100%"))),
                pair(
                        "AKS-FLEET-009",
                        () -> strategy("s", stage.maxConcurrency("51")),
                        () -> strategy("s", stage.maxConcurrency("50"))),
                pair(
                        "AKS-FLEET-009",
                        () -> strategy("s", FleetStage.of("s", ONE.maxConcurrency("0"))),
                        () -> strategy("s", FleetStage.of("s", ONE.maxConcurrency("1")))),
                pair(
                        "AKS-FLEET-009",
                        () -> strategy(
                                "s", FleetStage.of("s", ONE.maxConcurrency("4")).maxConcurrency("3")),
                        () -> strategy(
                                "s", FleetStage.of("s", ONE.maxConcurrency("3")).maxConcurrency("3"))),
                pair(
                        "AKS-FLEET-010",
                        () -> run("r").stage(stage.maxConcurrency("9999999999")).build(),
                        () -> run("r").stage(stage.maxConcurrency("9")).build()),
                pair(
                        "AKS-FLEET-011",
                        () -> strategy("s", stage.approvalBefore("")),
                        () -> strategy("s", stage.approvalBefore("a".repeat(100)))),
                pair(
                        "AKS-FLEET-012",
                        () -> run("r").stage(FleetStage.of("s", ONE.approvalAfter("a".repeat(101))))
                                .build(),
                        () -> run("r").stage(FleetStage.of("s", ONE.approvalAfter("Good?")))
                                .build()),
                pair(
                        "AKS-FLEET-007",
                        () -> run("r").strategy(strategy("s", stage))
                                .stage(stage)
                                .build(),
                        () -> run("r").strategy(strategy("s", stage)).build()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void brokenRuleIsReportedAndKeptOneIsNot(RuleCase rule) {
        rule.holds();
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        assertThatThrownBy(() -> strategy("S", FleetStage.of("X", ONE, ONE).maxConcurrency("x")))
                .isInstanceOfSatisfying(
                        InvalidSpecException.class,
                        refused -> assertThat(refused.problems()).hasSize(4));
    }
}
