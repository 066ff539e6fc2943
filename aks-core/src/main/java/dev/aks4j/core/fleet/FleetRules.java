package dev.aks4j.core.fleet;

import static dev.aks4j.core.model.AzureError.answered;

import dev.aks4j.core.model.Findings;
import dev.aks4j.core.model.Rule;
import dev.aks4j.core.resource.ArmSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What Azure demands of fleets. */
final class FleetRules {

    private static final String SOURCE = "REST reference, Microsoft.ContainerService/fleets 2026-06-01";
    private static final String NAME = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

    static final Rule<FleetSpec> FLEET_NAME = named("AKS-FLEET-001", "fleet", 63);
    static final Rule<FleetMemberSpec> MEMBER_NAME = named("AKS-FLEET-002", "member of a fleet", 50);
    static final Rule<FleetStrategySpec> STRATEGY_NAME = named("AKS-FLEET-003", "update strategy", 50);
    static final Rule<FleetRunSpec> RUN_NAME = named("AKS-FLEET-004", "update run", 50);

    static final Rule<FleetMemberSpec> GROUP_NAME = Rule.<FleetMemberSpec>error(
                    "AKS-FLEET-005",
                    "The update group of a member has a name of 1-50 lower-case letters, digits and hyphens, none at its"
                            + " ends.")
            .prevents(answered(400, "InvalidParameter"))
            .source(SOURCE)
            .check((it, findings) -> it.updateGroup
                    .filter(name -> !isName(name, 50))
                    .ifPresent(name -> findings.report(
                            "updateGroup",
                            name,
                            "is no name of a group",
                            "Use 1-50 lower-case letters, digits and hyphens, none at its ends.")));

    static final Rule<FleetStrategySpec> STRATEGY_STAGES = Rule.<FleetStrategySpec>error(
                    "AKS-FLEET-006",
                    "A strategy has at least one stage; stages have names of their own, a group at least, none twice, and a"
                            + " wait of zero or more.")
            .prevents(answered(400, "InvalidParameter"))
            .source(SOURCE)
            .check((it, findings) -> {
                if (it.stages.isEmpty()) {
                    findings.report("stages", "[]", "has no stage", "Add one with stage(…).");
                }
                stages(it.stages, findings);
            });

    static final Rule<FleetRunSpec> RUN_STAGES = Rule.<FleetRunSpec>error(
                    "AKS-FLEET-007", "The stages of an update run are like those of a strategy; a run has not both.")
            .prevents(answered(400, "InvalidParameter"))
            .source(SOURCE)
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

    static final Rule<FleetRunSpec> IMAGES = Rule.<FleetRunSpec>error(
                    "AKS-FLEET-008", "An update run of control planes only chooses no node images.")
            .prevents(answered(400, "InvalidParameter"))
            .source(SOURCE)
            .check((it, findings) -> {
                if (it.sameImages && it.upgrade.type.equals("ControlPlaneOnly")) {
                    findings.report(
                            "sameImagesEverywhere",
                            true,
                            "is set for an upgrade of control planes only",
                            "Leave it out, or upgrade nodes too.");
                }
            });

    static final List<Rule<FleetSpec>> FLEET = List.of(FLEET_NAME);
    static final List<Rule<FleetMemberSpec>> MEMBER = List.of(MEMBER_NAME, GROUP_NAME);
    static final List<Rule<FleetStrategySpec>> STRATEGY = List.of(STRATEGY_NAME, STRATEGY_STAGES);
    static final List<Rule<FleetRunSpec>> RUN = List.of(RUN_NAME, RUN_STAGES, IMAGES);

    private FleetRules() {}

    private static boolean isName(String name, int longest) {
        return name.matches(NAME) && name.length() <= longest;
    }

    private static <S extends ArmSpec> Rule<S> named(String id, String what, int longest) {
        return Rule.<S>error(
                        id,
                        "The name of " + (what.startsWith("u") ? "an " : "a ") + what + " has 1-" + longest
                                + " lower-case letters, digits and hyphens, none at its ends.")
                .prevents(answered(400, "InvalidParameter"))
                .source(SOURCE)
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
        for (FleetStage stage : stages) {
            String at = "stages." + stage.name;
            if (!isName(stage.name, 50)) {
                findings.report(
                        at, stage.name, "is no name of a stage", "Use 1-50 lower-case letters, digits, hyphens.");
            } else if (!names.add(stage.name)) {
                findings.report(at, stage.name, "is there twice", "Give each stage a name of its own.");
            }
            if (stage.waitAfter.isNegative() || stage.waitAfter.toNanosPart() != 0) {
                findings.report(
                        at + ".waitAfter",
                        stage.waitAfter,
                        "is no whole number of seconds from 0",
                        "Give whole seconds.");
            }
            concurrency(at, stage.maxConcurrency, findings);
            Set<String> groups = new HashSet<>();
            for (FleetGroup group : stage.groups) {
                if (!groups.add(group.name)) {
                    findings.report(at + ".groups", group.name, "is there twice", "Name each group once in a stage.");
                }
                concurrency(at + ".groups." + group.name, group.maxConcurrency, findings);
            }
        }
    }

    private static void concurrency(String at, Optional<String> most, Findings findings) {
        most.filter(text -> !text.matches("[1-9][0-9]{0,8}|[1-9][0-9]?%|100%"))
                .ifPresent(text -> findings.report(
                        at + ".maxConcurrency",
                        text,
                        "is neither a count nor a share",
                        "Give a count from 1, or a share from 1% to 100%."));
    }
}
