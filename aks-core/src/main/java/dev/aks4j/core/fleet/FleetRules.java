package dev.aks4j.core.fleet;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.resource.ArmSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What Azure demands of fleets. */
final class FleetRules {

    private static final String SOURCE = "azure-rest-api-specs, fleets.json 2026-06-01, ";
    private static final String DOCUMENT = "azure-aks-docs, kubernetes-fleet/concepts-update-orchestration, 2026-08";
    private static final int MOST_AT_ONCE = 50;
    private static final String NAME = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

    static final Rule<FleetSpec> FLEET_NAME = named("AKS-FLEET-001", "fleet", 63, "fleetName");
    static final Rule<FleetMemberSpec> MEMBER_NAME = named("AKS-FLEET-002", "member of a fleet", 50, "fleetMemberName");
    static final Rule<FleetStrategySpec> STRATEGY_NAME =
            named("AKS-FLEET-003", "update strategy", 50, "updateStrategyName");
    static final Rule<FleetRunSpec> RUN_NAME = named("AKS-FLEET-004", "update run", 50, "updateRunName");

    static final Rule<FleetMemberSpec> GROUP_NAME = Rule.<FleetMemberSpec>error(
                    "AKS-FLEET-005",
                    "The update group of a member has a name of 1-50 lower-case letters, digits and hyphens, none at its"
                            + " ends.")
            .prevents(answered(400, "InvalidParameter"))
            .source(SOURCE + "FleetMemberProperties.group")
            .check((it, findings) -> it.updateGroup
                    .filter(name -> !isName(name, 50))
                    .ifPresent(name -> findings.report(
                            "updateGroup",
                            name,
                            "is no name of a group",
                            "Use 1-50 lower-case letters, digits and hyphens, none at its ends.")));

    static final Rule<FleetStrategySpec> STRATEGY_STAGES = Rule.<FleetStrategySpec>error(
                    "AKS-FLEET-006",
                    "A strategy has at least one stage; stages have names of their own, 1 to 50 groups, of which none stands in"
                            + " two places, and a wait of zero or more.")
            .prevents(answered(400, "InvalidParameter"))
            .source(SOURCE + "UpdateRunStrategy, UpdateStage, UpdateGroup; " + DOCUMENT)
            .check((it, findings) -> {
                if (it.stages.isEmpty()) {
                    findings.report("stages", "[]", "has no stage", "Add one with stage(…).");
                }
                stages(it.stages, findings);
            });

    static final Rule<FleetRunSpec> RUN_STAGES = Rule.<FleetRunSpec>error(
                    "AKS-FLEET-007", "The stages of an update run are like those of a strategy; a run has not both.")
            .prevents(answered(400, "InvalidParameter"))
            .source(SOURCE + "UpdateRunProperties.updateStrategyId")
            .check((it, findings) -> {
                if (it.strategy.isPresent() && !it.stages.isEmpty()) {
                    findings.report(
                            "stages",
                            it.stages,
                            "are given beside strategy " + it.strategy.get().name(),
                            "Give stages or a strategy, not both.");
                }
                stages(it.stages, findings);
            });

    static final Rule<FleetStrategySpec> STRATEGY_CONCURRENCY =
            concurrent("AKS-FLEET-009", "a strategy", it -> it.stages);
    static final Rule<FleetRunSpec> RUN_CONCURRENCY = concurrent("AKS-FLEET-010", "an update run", it -> it.stages);
    static final Rule<FleetStrategySpec> STRATEGY_GATES = gates("AKS-FLEET-011", "a strategy", it -> it.stages);
    static final Rule<FleetRunSpec> RUN_GATES = gates("AKS-FLEET-012", "an update run", it -> it.stages);

    static final List<Rule<FleetSpec>> FLEET = List.of(FLEET_NAME);
    static final List<Rule<FleetMemberSpec>> MEMBER = List.of(MEMBER_NAME, GROUP_NAME);
    static final List<Rule<FleetStrategySpec>> STRATEGY =
            List.of(STRATEGY_NAME, STRATEGY_STAGES, STRATEGY_CONCURRENCY, STRATEGY_GATES);
    static final List<Rule<FleetRunSpec>> RUN = List.of(RUN_NAME, RUN_STAGES, RUN_CONCURRENCY, RUN_GATES);

    private FleetRules() {}

    private static boolean isName(String name, int longest) {
        return name.matches(NAME) && name.length() <= longest;
    }

    private static <S extends ArmSpec> Rule<S> named(String id, String what, int longest, String where) {
        return Rule.<S>error(
                        id,
                        "The name of " + (what.startsWith("u") ? "an " : "a ") + what + " has 1-" + longest
                                + " lower-case letters, digits and hyphens, none at its ends.")
                .prevents(answered(400, "InvalidParameter"))
                .source(SOURCE + "parameter " + where)
                .check((it, findings) -> {
                    if (!isName(it.name(), longest)) {
                        findings.report(
                                "name",
                                it.name(),
                                "is no name of it",
                                "Use 1-" + longest + " lower-case letters, digits and hyphens, none at its ends.");
                    }
                });
    }

    private static void stages(List<FleetStage> stages, Findings findings) {
        Set<String> names = new HashSet<>();
        Map<String, String> groups = new HashMap<>();
        for (FleetStage stage : stages) {
            String at = "stages." + stage.name;
            if (!isName(stage.name, 50)) {
                findings.report(
                        at, stage.name, "is no name of a stage", "Use 1-50 lower-case letters, digits, hyphens.");
            } else if (!names.add(stage.name)) {
                findings.report(at, stage.name, "is there twice", "Give each stage a name of its own.");
            }
            Duration wait = stage.waitAfter;
            if (wait.isNegative() || wait.toNanosPart() != 0 || wait.toSeconds() > Integer.MAX_VALUE) {
                findings.report(
                        at + ".waitAfter",
                        wait,
                        "is no whole number of seconds from 0 to " + Integer.MAX_VALUE,
                        "Give whole seconds.");
            }
            if (stage.groups.size() > MOST_AT_ONCE) {
                findings.report(
                        at + ".groups",
                        stage.groups.size(),
                        "are more than " + MOST_AT_ONCE,
                        "Spread them over more stages, or put more members into one group.");
            }
            for (FleetGroup group : stage.groups) {
                if (!isName(group.name, 50)) {
                    findings.report(
                            at + ".groups",
                            group.name,
                            "is no name of a group",
                            "Use 1-50 lower-case letters, digits and hyphens, none at its ends.");
                }
                Optional.ofNullable(groups.put(group.name, stage.name))
                        .ifPresent(other -> findings.report(
                                at + ".groups",
                                group.name,
                                "is in stage " + other + " already",
                                "Name each group once in all stages."));
            }
        }
    }

    private static <S> Rule<S> concurrent(String id, String what, Function<S, List<FleetStage>> stages) {
        return Rule.<S>error(
                        id,
                        "How many members " + what + " upgrades at once is a count or a share: of a stage at most "
                                + MOST_AT_ONCE + ", of a group at most what its stage has.")
                .prevents(answered(400, "InvalidParameter"))
                .source(SOURCE + "UpdateStage.maxConcurrency and UpdateGroup.maxConcurrency; " + DOCUMENT)
                .check((it, findings) -> stages.apply(it).forEach(stage -> {
                    String at = "stages." + stage.name;
                    int most = concurrency(at, stage.maxConcurrency, MOST_AT_ONCE, findings);
                    stage.groups.forEach(
                            group -> concurrency(at + ".groups." + group.name, group.maxConcurrency, most, findings));
                }));
    }

    /** Reports what is no count up to a limit and no share; returns the count, or the limit where there is none. */
    private static int concurrency(String at, Optional<String> said, int limit, Findings findings) {
        if (said.isEmpty() || said.get().matches("[1-9][0-9]?%|100%")) {
            return limit;
        }
        String text = said.get();
        if (!text.matches("[1-9][0-9]*")) {
            findings.report(
                    at + ".maxConcurrency",
                    text,
                    "is neither a count nor a share",
                    "Give a count from 1, or a share from 1% to 100%.");
            return limit;
        }
        int count = text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text);
        if (count > limit) {
            findings.report(at + ".maxConcurrency", text, "is more than " + limit, "Give at most " + limit + ".");
            return limit;
        }
        return count;
    }

    private static <S> Rule<S> gates(String id, String what, Function<S, List<FleetStage>> stages) {
        return Rule.<S>error(id, "An approval in " + what + " has a display name of 1-100 characters.")
                .prevents(answered(400, "InvalidParameter"))
                .source(SOURCE + "GateConfiguration.displayName")
                .check((it, findings) -> stages.apply(it)
                        .forEach(stage -> Stream.concat(
                                        Stream.concat(stage.beforeGates.stream(), stage.afterGates.stream()),
                                        stage.groups.stream()
                                                .flatMap(group -> Stream.concat(
                                                        group.beforeGates.stream(), group.afterGates.stream())))
                                .filter(name -> name.isEmpty() || name.length() > 100)
                                .forEach(name -> findings.report(
                                        "stages." + stage.name,
                                        name,
                                        "is no display name of an approval",
                                        "Use 1-100 characters."))));
    }
}
