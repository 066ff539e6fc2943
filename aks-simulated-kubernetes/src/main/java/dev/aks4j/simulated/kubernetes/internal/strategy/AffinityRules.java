package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.Set;

/** The rules for where pods may run: affinity, spread and tolerations. Not thread-safe. */
final class AffinityRules {

    private static final String REQUIRED = "requiredDuringSchedulingIgnoredDuringExecution";
    private static final String PREFERRED = "preferredDuringSchedulingIgnoredDuringExecution";

    private final Checks checks;
    private final Errors errors;

    AffinityRules(Checks checks) {
        this.checks = checks;
        this.errors = checks.errors;
    }

    void check(JsonNode affinity, String at) {
        JsonNode node = affinity.path("nodeAffinity");
        if (node.path(REQUIRED).isObject()) {
            nodeSelector(node.path(REQUIRED), at + ".nodeAffinity." + REQUIRED);
        }
        Checks.each(at + ".nodeAffinity." + PREFERRED, node.path(PREFERRED), (here, term) -> {
            weight(term, here);
            term(term.path("preference"), here + ".preference", false);
        });
        for (String kind : new String[] {"podAffinity", "podAntiAffinity"}) {
            JsonNode pods = affinity.path(kind);
            Checks.each(at + "." + kind + "." + REQUIRED, pods.path(REQUIRED), this::podTerm);
            Checks.each(at + "." + kind + "." + PREFERRED, pods.path(PREFERRED), (here, term) -> {
                weight(term, here);
                podTerm(here + ".podAffinityTerm", term.path("podAffinityTerm"));
            });
        }
    }

    private void weight(JsonNode term, String at) {
        long weight = term.path("weight").asLong();
        if (weight <= 0 || weight > 100) {
            errors.invalid(at + ".weight", weight, "must be in the range 1-100");
        }
    }

    void nodeSelector(JsonNode selector, String at) {
        JsonNode terms = selector.path("nodeSelectorTerms");
        if (terms.isEmpty()) {
            errors.required(at + ".nodeSelectorTerms", "must have at least one node selector term");
        }
        Checks.each(at + ".nodeSelectorTerms", terms, (here, term) -> term(term, here, true));
    }

    private void term(JsonNode term, String at, boolean strict) {
        Checks.each(at + ".matchExpressions", term.path("matchExpressions"), (here, one) -> {
            JsonNode values = one.path("values");
            String operator = KubeJson.text(one, "operator");
            switch (operator) {
                case "In", "NotIn" -> {
                    if (values.isEmpty()) {
                        errors.required(here + ".values", "must be specified when `operator` is 'In' or 'NotIn'");
                    }
                }
                case "Exists", "DoesNotExist" -> {
                    if (!values.isEmpty()) {
                        errors.forbidden(
                                here + ".values", "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                    }
                }
                case "Gt", "Lt" -> {
                    if (values.size() != 1) {
                        errors.required(
                                here + ".values", "must be specified single value when `operator` is 'Lt' or 'Gt'");
                    }
                }
                default -> errors.invalid(here + ".operator", operator, "not a valid selector operator");
            }
            checks.qualified(here + ".key", KubeJson.text(one, "key"));
            if (strict) {
                Checks.each(
                        here + ".values",
                        values,
                        (where, value) -> errors.each(where, value.asText(), Names.labelValue(value.asText())));
            }
        });
        Checks.each(at + ".matchFields", term.path("matchFields"), this::fieldRequirement);
    }

    private void fieldRequirement(String at, JsonNode one) {
        String operator = KubeJson.text(one, "operator");
        if (!Set.of("In", "NotIn").contains(operator)) {
            errors.invalid(at + ".operator", operator, "not a valid selector operator");
        } else if (one.path("values").size() != 1) {
            errors.required(
                    at + ".values",
                    "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }
        String key = KubeJson.text(one, "key");
        if (!key.equals("metadata.name")) {
            errors.invalid(at + ".key", key, "not a valid field selector key");
        } else {
            Checks.each(at + ".values", one.path("values"), (here, value) -> checks.subdomain(here, value.asText()));
        }
    }

    private void podTerm(String at, JsonNode term) {
        checks.labelSelector(at + ".labelSelector", term.path("labelSelector"));
        checks.labelSelector(at + ".namespaceSelector", term.path("namespaceSelector"));
        for (JsonNode namespace : term.path("namespaces")) {
            checks.label(at + ".namespace", namespace.asText());
        }
        labelKeys(at, term);
        String key = KubeJson.text(term, "topologyKey");
        if (key.isEmpty()) {
            errors.required(at + ".topologyKey", "can not be empty");
        }
        checks.qualified(at + ".topologyKey", key);
    }

    private void labelKeys(String at, JsonNode term) {
        JsonNode selector = term.path("labelSelector");
        for (String list : new String[] {"matchLabelKeys", "mismatchLabelKeys"}) {
            JsonNode keys = term.path(list);
            if (!keys.isEmpty() && !selector.isObject()) {
                errors.forbidden(at + "." + list, "must not be specified when labelSelector is not set");
            } else {
                Checks.each(at + "." + list, keys, (here, key) -> checks.qualified(here, key.asText()));
            }
        }
        Set<String> labels =
                new HashSet<>(KubeJson.strings(selector.path("matchLabels")).keySet());
        for (JsonNode expression : selector.path("matchExpressions")) {
            String key = KubeJson.text(expression, "key");
            int index = KubeJson.texts(term.path("matchLabelKeys")).indexOf(key);
            if (index >= 0 && labels.contains(key)) {
                errors.invalid(at + "[" + index + "]", key, "exists in both matchLabelKeys and labelSelector");
            }
            labels.add(key);
        }
        Set<String> mismatch = new HashSet<>(KubeJson.texts(term.path("mismatchLabelKeys")));
        Checks.each(at + ".matchLabelKeys", term.path("matchLabelKeys"), (here, key) -> {
            if (mismatch.contains(key.asText())) {
                errors.invalid(here, key.asText(), "exists in both matchLabelKeys and mismatchLabelKeys");
            }
        });
    }

    void spread(JsonNode constraints, String at) {
        Checks.each(at, constraints, (here, constraint) -> {
            errors.positive(here + ".maxSkew", constraint.path("maxSkew").asLong());
            String key = KubeJson.text(constraint, "topologyKey");
            String action = KubeJson.text(constraint, "whenUnsatisfiable");
            if (key.isEmpty()) {
                errors.required(here + ".topologyKey", "can not be empty");
            }
            errors.oneOf(here + ".whenUnsatisfiable", action, "DoNotSchedule", "ScheduleAnyway");
            int index = Integer.parseInt(here.substring(here.lastIndexOf('[') + 1, here.length() - 1));
            for (int i = index + 1; i < constraints.size(); i++) {
                boolean same = KubeJson.text(constraints.get(i), "topologyKey").equals(key)
                        && KubeJson.text(constraints.get(i), "whenUnsatisfiable")
                                .equals(action);
                if (same) {
                    errors.duplicate(here + ".{topologyKey, whenUnsatisfiable}", "{" + key + ", " + action + "}");
                    break;
                }
            }
            JsonNode domains = constraint.path("minDomains");
            if (domains.isNumber()) {
                errors.positive(here + ".minDomains", domains.asLong());
                if (!action.equals("DoNotSchedule")) {
                    errors.invalid(
                            here + ".minDomains",
                            domains,
                            "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not " + action);
                }
            }
            for (String policy : new String[] {"nodeAffinityPolicy", "nodeTaintsPolicy"}) {
                if (constraint.hasNonNull(policy)) {
                    errors.oneOf(here + "." + policy, KubeJson.text(constraint, policy), "Honor", "Ignore");
                }
            }
            labelKeys(here, constraint);
            checks.labelSelector(here + ".labelSelector", constraint.path("labelSelector"));
        });
    }

    void tolerations(String at, JsonNode tolerations) {
        Checks.each(at, tolerations, (here, toleration) -> {
            String key = KubeJson.text(toleration, "key");
            String operator = KubeJson.text(toleration, "operator");
            String value = KubeJson.text(toleration, "value");
            String effect = KubeJson.text(toleration, "effect");
            if (!key.isEmpty()) {
                checks.qualified(here + ".key", key);
            }
            if (key.isEmpty() && !operator.equals("Exists")) {
                errors.invalid(
                        here + ".operator",
                        operator,
                        "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
            }
            if (toleration.hasNonNull("tolerationSeconds") && !effect.equals("NoExecute")) {
                errors.invalid(here + ".effect", effect, "effect must be 'NoExecute' when `tolerationSeconds` is set");
            }
            switch (operator) {
                case "Equal", "" -> {
                    if (!Names.labelValue(value).isEmpty()) {
                        errors.invalid(here + ".operator", value, String.join(";", Names.labelValue(value)));
                    }
                }
                case "Exists" -> {
                    if (!value.isEmpty()) {
                        errors.invalid(here + ".operator", value, "value must be empty when `operator` is 'Exists'");
                    }
                }
                case "Lt", "Gt" -> errors.notSupported(here + ".operator", operator, "Equal", "Exists", "Lt", "Gt");
                default -> errors.notSupported(here + ".operator", operator, "Equal", "Exists");
            }
            if (!effect.isEmpty()) {
                checks.taintEffect(here + ".effect", effect);
            }
        });
    }
}
