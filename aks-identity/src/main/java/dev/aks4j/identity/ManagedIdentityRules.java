package dev.aks4j.identity;

import dev.aks4j.core.group.TagRules;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What Azure accepts as a managed identity. */
final class ManagedIdentityRules {

    static final Rule<String> NAME = Rule.<String>error(
                    "AKS-ID-002",
                    "An identity's name has 3 to 128 letters, digits, hyphens or underscores and starts with a letter or"
                            + " digit.")
            .source("Azure Resource Manager, naming rules for Microsoft.ManagedIdentity, 2026")
            .check((name, findings) -> {
                if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}")) {
                    findings.report(
                            "name",
                            name,
                            "is not the name of a managed identity",
                            "Use 3 to 128 letters, digits, hyphens or underscores, beginning with a letter or digit.");
                }
            });

    private ManagedIdentityRules() {}

    static List<Problem> check(String name, Map<String, String> tags) {
        List<Problem> problems = new ArrayList<>(NAME.on(name));
        problems.addAll(Rule.all(TagRules.ALL, tags));
        return problems;
    }
}
