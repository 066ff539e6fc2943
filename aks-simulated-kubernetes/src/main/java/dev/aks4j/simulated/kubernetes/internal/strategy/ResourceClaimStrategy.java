package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The rules for claims of devices. Stateless. */
final class ResourceClaimStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        DeviceRules.defaults(object.path("spec").path("devices"));
    }

    @Override
    public void validateNew(ObjectNode object, Errors errors) {
        DeviceRules.claim("spec", object.path("spec"), errors);
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        errors.unchangedSilently("spec", now.path("spec"), before.path("spec"));
    }
}
