package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The rules for roles and cluster roles. Stateless. */
final class RoleStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode role) {
        if (!role.path("rules").isArray()) {
            role.putArray("rules");
        }
    }

    @Override
    public void validate(ObjectNode role, Errors errors) {
        JsonNode rules = role.path("rules");
        for (int i = 0; i < rules.size(); i++) {
            rule(rules.get(i), "rules[" + i + "]", errors);
        }
    }

    private static void rule(JsonNode rule, String path, Errors errors) {
        if (rule.path("verbs").isEmpty()) {
            errors.required(path + ".verbs", "verbs must contain at least one value");
        }
        if (!rule.path("nonResourceURLs").isEmpty()) {
            if (!rule.path("apiGroups").isEmpty() || !rule.path("resources").isEmpty()) {
                errors.invalid(
                        path + ".nonResourceURLs",
                        rule.path("nonResourceURLs"),
                        "rules cannot apply to both regular resources and non-resource URLs");
            }
            return;
        }
        if (rule.path("apiGroups").isEmpty()) {
            errors.required(path + ".apiGroups", "resource rules must supply at least one api group");
        }
        if (rule.path("resources").isEmpty()) {
            errors.required(path + ".resources", "resource rules must supply at least one resource");
        }
    }
}
