package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The rules for pod templates. Stateless. */
final class PodTemplateStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        WorkloadRules.template(object, release);
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        new PodRules(errors).template(object.path("template"), "template");
    }

    @Override
    public void warn(ObjectNode object, Errors errors) {
        new PodWarnings(errors).template(object.path("template"), "template");
    }
}
