package dev.aks4j.identity;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.stream.Stream;

/** What Azure accepts as a role of one's own. */
final class CustomRoleRules {

    private static final String SOURCE = "Azure RBAC, custom roles, 2026";

    static final Rule<CustomRoleSpec> NAME = Rule.<CustomRoleSpec>error(
                    "AKS-ID-060", "A custom role has a name of 1 to 128 characters, and allows something.")
            .prevents(AzureError.answered(400, "InvalidRoleDefinitionName"))
            .source(SOURCE)
            .check((role, findings) -> {
                if (role.name().isBlank() || role.name().length() > 128) {
                    findings.report("name", role.name(), "is not the name of a role", "Use 1 to 128 characters.");
                }
                if (role.actions().isEmpty() && role.dataActions().isEmpty()) {
                    findings.report("action", "none", "is too few", "Add .action(\"...\") or .dataAction(\"...\").");
                }
            });

    static final Rule<CustomRoleSpec> ACTIONS = Rule.<CustomRoleSpec>error(
                    "AKS-ID-061", "An action is a provider's name and a path, in which a star stands for any text.")
            .prevents(AzureError.answered(400, "InvalidActionOrNotAction"))
            .source(SOURCE)
            .check((role, findings) -> Stream.of(
                            role.actions(), role.notActions(), role.dataActions(), role.notDataActions())
                    .flatMap(List::stream)
                    .filter(action -> !action.equals("*") && !action.matches("[\\w.*]+(/[\\w.*-]+)+"))
                    .forEach(action -> findings.report(
                            "action",
                            action,
                            "is no action",
                            "Write it like Microsoft.ContainerService/managedClusters/read.")));

    static final List<Rule<CustomRoleSpec>> ALL = List.of(NAME, ACTIONS);

    private CustomRoleRules() {}
}
