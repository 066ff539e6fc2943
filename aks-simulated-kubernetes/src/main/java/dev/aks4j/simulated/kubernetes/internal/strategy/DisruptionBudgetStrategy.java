package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The rules for pod disruption budgets. Stateless. */
final class DisruptionBudgetStrategy implements Strategy {

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
            errors.invalid("spec", spec, "minAvailable and maxUnavailable cannot be both set");
        }
        for (String field : new String[] {"minAvailable", "maxUnavailable"}) {
            JsonNode value = spec.path(field);
            errors.notNegative("spec." + field, value);
            if (value.isTextual() && !Portion.isPercentage(value.asText())) {
                errors.invalid(
                        "spec." + field,
                        value.asText(),
                        "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or"
                                + " '93%', regex used for validation is '[0-9]+%')");
            }
        }
    }
}
