package dev.aks4j.testkit.kubernetes.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.testkit.kubernetes.json.Json;

/** The rules for priority classes. Stateless. */
final class PriorityClassStrategy implements Strategy {

    private static final int MOST = 1_000_000_000;

    @Override
    public void defaults(ObjectNode object) {
        Json.putDefault(object, "preemptionPolicy", "PreemptLowerPriority");
        Json.putDefault(object, "value", 0);
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        boolean system = Json.text(object, "metadata", "name").startsWith("system-");
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
