package dev.aks4j.core.internal.arm;

import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what a violated policy asks for, from the {@code PolicyViolation} that Azure adds to the error
 * (learn.microsoft.com/azure/governance/policy, determine-non-compliance).
 */
public final class PolicyText {

    private PolicyText() {}

    /** Returns the text; empty if the document is of no policy. */
    static Optional<String> of(Json info) {
        Optional<String> policy =
                first(info, "policyDefinitionDisplayName", "policyDefinitionName", "policyDefinitionId");
        if (policy.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder("policy \"").append(policy.get()).append('"');
        first(info, "policySetDefinitionDisplayName", "policySetDefinitionName")
                .ifPresent(set -> text.append(" of initiative \"").append(set).append('"'));
        first(info, "policyAssignmentDisplayName", "policyAssignmentName", "policyAssignmentId")
                .ifPresent(assignment ->
                        text.append(", assigned as \"").append(assignment).append('"'));
        first(info, "policyAssignmentScope")
                .ifPresent(scope -> text.append(" at ").append(scope));
        List<String> conditions = new ArrayList<>();
        for (Json each : info.path("evaluationDetails").path("evaluatedExpressions")) {
            condition(each).ifPresent(conditions::add);
        }
        if (!conditions.isEmpty()) {
            text.append("; ").append(String.join("; ", conditions));
        }
        return Optional.of(text.toString());
    }

    private static Optional<String> condition(Json expression) {
        return first(expression, "path", "expression").map(path -> {
            String said = path + " = " + value(expression.path("expressionValue"));
            String operator = expression.path("operator").asText("");
            return operator.isEmpty()
                    ? said
                    : said + ", compared by " + operator + " with " + value(expression.path("targetValue"));
        });
    }

    private static String value(Json node) {
        return node.isMissing() || node.isNull() ? "nothing" : node.isScalar() ? node.asText() : node.toString();
    }

    private static Optional<String> first(Json node, String... names) {
        for (String name : names) {
            String text = node.path(name).asText("");
            if (!text.isEmpty()) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
    }
}
