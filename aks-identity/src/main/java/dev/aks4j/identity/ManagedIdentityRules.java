package dev.aks4j.identity;

import dev.aks4j.core.group.TagRules;
import dev.aks4j.core.model.Rule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What Azure accepts as a managed identity. */
final class ManagedIdentityRules {

    static final Rule<ManagedIdentitySpec> NAME = Rule.<ManagedIdentitySpec>error(
                    "AKS-ID-002",
                    "An identity's name has 3 to 128 letters, digits, hyphens or underscores and starts with a letter or"
                            + " digit.")
            .source("Azure Resource Manager, naming rules for Microsoft.ManagedIdentity, 2026")
            .check((identity, findings) -> {
                if (!identity.name().matches("[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}")) {
                    findings.report(
                            "name",
                            identity.name(),
                            "is not the name of a managed identity",
                            "Use 3 to 128 letters, digits, hyphens or underscores, beginning with a letter or digit.");
                }
            });

    static final List<Rule<ManagedIdentitySpec>> ALL = Stream.concat(
                    Stream.of(NAME), TagRules.ALL.stream().map(ManagedIdentityRules::onTags))
            .toList();

    private ManagedIdentityRules() {}

    private static Rule<ManagedIdentitySpec> onTags(Rule<Map<String, String>> rule) {
        return new Rule<>(
                rule.id(),
                rule.severity(),
                rule.statement(),
                rule.prevents(),
                rule.source(),
                (identity, findings) -> rule.check().accept(identity.tags(), findings));
    }
}
