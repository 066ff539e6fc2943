package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.Set;

/** The rules for runtime classes. Stateless. */
final class RuntimeClassStrategy implements Strategy {

    @Override
    public void validate(ObjectNode object, Errors errors) {
        Checks checks = new Checks(errors);
        String handler = KubeJson.text(object, "handler");
        if (handler.isEmpty()) {
            errors.required("handler");
        } else {
            checks.label("handler", handler);
        }
        JsonNode overhead = KubeJson.at(object, "overhead", "podFixed");
        if (!overhead.isEmpty()) {
            ObjectNode limits = KubeJson.object();
            limits.set("limits", overhead);
            new ComputeResourceRules(checks).check(limits, Set.of(), "overhead", checks::containerResourceName);
        }
        JsonNode scheduling = object.path("scheduling");
        checks.labels("scheduling.nodeSelector", scheduling.path("nodeSelector"));
        new AffinityRules(checks).tolerations("scheduling.tolerations", scheduling.path("tolerations"));
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        errors.unchangedSilently("handler", now.path("handler"), before.path("handler"));
    }
}
