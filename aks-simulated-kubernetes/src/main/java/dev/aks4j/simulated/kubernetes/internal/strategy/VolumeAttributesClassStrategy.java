package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for volume attributes classes. Stateless. */
final class VolumeAttributesClassStrategy implements Strategy {

    @Override
    public void validate(ObjectNode object, Errors errors) {
        if (KubeJson.text(object, "driverName").isEmpty()) {
            errors.required("driverName", "");
        }
        if (object.path("parameters").isEmpty()) {
            errors.required("parameters", "must contain at least one key/value pair");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        same("driverName", now.path("driverName"), before.path("driverName"), errors);
        same("parameters", now.path("parameters"), before.path("parameters"), errors);
    }

    private static void same(String field, JsonNode now, JsonNode before, Errors errors) {
        if (!now.equals(before)) {
            errors.forbidden(field, "updates to " + field + " are forbidden.");
        }
    }
}
