package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;

/** The rules for pod disruption budgets. Stateless. */
final class PodDisruptionBudgetStrategy implements Strategy {

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        boolean min = spec.hasNonNull("minAvailable");
        boolean max = spec.hasNonNull("maxUnavailable");
        if (min && max) {
            ObjectNode go = KubeJson.object();
            go.set("MinAvailable", spec.get("minAvailable"));
            go.set("Selector", spec.get("selector"));
            go.set("MaxUnavailable", spec.get("maxUnavailable"));
            go.set("UnhealthyPodEvictionPolicy", spec.get("unhealthyPodEvictionPolicy"));
            errors.invalid("spec", go, "minAvailable and maxUnavailable cannot be both set");
        }
        Checks checks = new Checks(errors);
        for (String field : List.of("minAvailable", "maxUnavailable")) {
            if (spec.hasNonNull(field)) {
                checks.countOrPercent("spec." + field, spec.path(field));
                checks.atMostAll("spec." + field, spec.path(field));
            }
        }
        checks.labelSelector("spec.selector", spec.path("selector"));
        if (spec.hasNonNull("unhealthyPodEvictionPolicy")) {
            errors.oneOf(
                    "spec.unhealthyPodEvictionPolicy",
                    KubeJson.text(spec, "unhealthyPodEvictionPolicy"),
                    "AlwaysAllow",
                    "IfHealthyBudget");
        }
    }

    @Override
    public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
        for (String field : List.of("disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods")) {
            errors.notNegative("status." + field, now.path("status").path(field));
        }
    }

    @Override
    public void create(ObjectNode object) {
        ObjectNode status = object.putObject("status");
        for (String field : List.of("disruptionsAllowed", "currentHealthy", "desiredHealthy", "expectedPods")) {
            status.put(field, 0);
        }
    }
}
