package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The rules for pod templates that stand alone. Stateless. */
final class PodTemplateStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object) {
        if (object.path("template").get("spec") instanceof ObjectNode spec) {
            PodDefaults.apply(spec);
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        new PodRules(errors).check(object.path("template").path("spec"), "template.spec");
    }
}
