package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for priority classes. Stateless. */
final class PriorityClassStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        KubeJson.putDefault(object, "preemptionPolicy", "PreemptLowerPriority");
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        String name = KubeJson.text(object, "metadata", "name");
        long value = object.path("value").asLong();
        if (name.startsWith("system-")) {
            boolean known = name.equals("system-node-critical") && value == 2_000_001_000L
                    || name.equals("system-cluster-critical") && value == 2_000_000_000L;
            if (!known) {
                errors.forbidden(
                        "metadata.name",
                        "priority class names with 'system-' prefix are reserved for system use only. error: " + name
                                + " is not a known system priority class");
            }
        } else if (value > 1_000_000_000L) {
            errors.forbidden("value", "maximum allowed value of a user defined priority is 1000000000");
        }
        if (object.hasNonNull("preemptionPolicy")) {
            errors.requiredOneOf(
                    "preemptionPolicy", KubeJson.text(object, "preemptionPolicy"), "PreemptLowerPriority", "Never");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        if (now.path("value").asLong() != before.path("value").asLong()) {
            errors.forbidden("value", "may not be changed in an update.");
        }
        errors.unchanged("preemptionPolicy", now.path("preemptionPolicy"), before.path("preemptionPolicy"));
    }
}
