package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The rules for controller revisions. Stateless. */
final class ControllerRevisionStrategy implements Strategy {

    @Override
    public void validate(ObjectNode object, Errors errors) {
        errors.notNegative("revision", object.path("revision"));
    }

    @Override
    public void validateNew(ObjectNode object, Errors errors) {
        if (!object.hasNonNull("data")) {
            errors.required("data", "data is mandatory");
        } else if (!object.path("data").isObject()) {
            errors.required("data", "data must be a valid JSON object");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        errors.unchanged("data", now.path("data"), before.path("data"));
    }
}
