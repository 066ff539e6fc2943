package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for priority classes. Stateless. */
final class PriorityClassStrategy implements Strategy {

    private static final int MOST = 1_000_000_000;

    @Override
    public void defaults(ObjectNode object) {
        KubeJson.putDefault(object, "preemptionPolicy", "PreemptLowerPriority");
        KubeJson.putDefault(object, "value", 0);
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        boolean system = KubeJson.text(object, "metadata", "name").startsWith("system-");
        JsonNode value = object.path("value");
        if (!system && value.asLong() > MOST) {
            errors.forbidden("value", "maximum allowed value of a user defined priority is " + MOST);
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        if (!now.path("value").equals(before.path("value"))) {
            errors.forbidden("value", "may not be changed in an update.");
        }
    }
}
