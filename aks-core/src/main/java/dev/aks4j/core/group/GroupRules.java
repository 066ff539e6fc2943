package dev.aks4j.core.group;

import dev.aks4j.core.model.AzureError;
import dev.aks4j.core.model.Rule;
import java.util.ArrayList;
import java.util.List;

/** What Azure accepts as a resource group. */
final class GroupRules {

    static final Rule<ResourceGroupSpec> NAME = Rule.<ResourceGroupSpec>error(
                    "AKS-RG-001",
                    "A resource group's name has 1 to 90 letters, digits, underscores, hyphens, dots or parentheses"
                            + " and does not end in a dot.")
            .prevents(AzureError.answered(400, "InvalidResourceGroup"))
            .source("Azure Resource Manager, naming rules, 2026; swagger 2025-07-01, resourceGroupName")
            .check((group, findings) -> {
                if (!group.name().matches("[\\p{L}\\p{Nd}_.()-]{0,89}[\\p{L}\\p{Nd}_()-]")) {
                    findings.report(
                            "name",
                            group.name(),
                            "is not a resource group name",
                            "Use 1 to 90 letters, digits, _ - . ( ), and no dot at the end.");
                }
            });

    static final List<Rule<ResourceGroupSpec>> ALL = rules();

    private GroupRules() {}

    private static List<Rule<ResourceGroupSpec>> rules() {
        List<Rule<ResourceGroupSpec>> all = new ArrayList<>(List.of(NAME));
        TagRules.ALL.forEach(rule -> all.add(new Rule<>(
                rule.id(),
                rule.severity(),
                rule.statement(),
                rule.prevents(),
                rule.source(),
                (group, findings) -> rule.check().accept(group.tags(), findings))));
        return List.copyOf(all);
    }
}
