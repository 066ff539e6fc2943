package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The rules for roles, in namespaces or in the whole cluster. Stateless. */
record RoleStrategy(boolean namespaced) implements Strategy {

    @Override
    public void validate(ObjectNode role, Errors errors) {
        Checks.each("rules", role.path("rules"), (at, rule) -> {
            if (rule.path("verbs").isEmpty()) {
                errors.required(
                        at + ".verbs", errors.release().atLeast(37) ? "" : "verbs must contain at least one value");
            }
            JsonNode urls = rule.path("nonResourceURLs");
            if (!urls.isEmpty()) {
                if (namespaced) {
                    errors.invalid(at + ".nonResourceURLs", urls, "namespaced rules cannot apply to non-resource URLs");
                }
                boolean both = !rule.path("apiGroups").isEmpty()
                        || !rule.path("resources").isEmpty()
                        || !rule.path("resourceNames").isEmpty();
                if (both) {
                    errors.invalid(
                            at + ".nonResourceURLs",
                            urls,
                            "rules cannot apply to both regular resources and non-resource URLs");
                }
                return;
            }
            if (rule.path("apiGroups").isEmpty()) {
                errors.required(at + ".apiGroups", "resource rules must supply at least one api group");
            }
            if (rule.path("resources").isEmpty()) {
                errors.required(at + ".resources", "resource rules must supply at least one resource");
            }
        });
        JsonNode aggregation = role.path("aggregationRule");
        if (!aggregation.isObject()) {
            return;
        }
        JsonNode selectors = aggregation.path("clusterRoleSelectors");
        if (selectors.isEmpty()) {
            errors.required(
                    "aggregationRule.clusterRoleSelectors",
                    "at least one clusterRoleSelector required if aggregationRule is non-nil");
        }
        Checks checks = new Checks(errors);
        Checks.each("aggregationRule.clusterRoleSelectors", selectors, (at, selector) -> {
            int before = errors.all().size();
            checks.labelSelector(at, selector);
            if (errors.all().size() > before) {
                errors.invalid(at, (Object) null, "invalid label selector.");
            }
        });
    }
}
