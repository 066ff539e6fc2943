package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for classes of ingresses. Stateless. */
final class IngressClassStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        if (KubeJson.at(object, "spec", "parameters") instanceof ObjectNode parameters) {
            KubeJson.putDefault(parameters, "scope", "Cluster");
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        Checks checks = new Checks(errors);
        String controller = KubeJson.text(object, "spec", "controller");
        if (controller.length() > 250) {
            errors.tooLong("spec.controller", 250);
        }
        checks.domainPath("spec.controller", controller);
        JsonNode parameters = KubeJson.at(object, "spec", "parameters");
        if (!parameters.isObject()) {
            return;
        }
        String at = "spec.parameters";
        checks.typedReference(at, parameters);
        String scope = KubeJson.text(parameters, "scope");
        errors.oneOf(at + ".scope", scope, "Cluster", "Namespace");
        if (scope.equals("Namespace")) {
            if (!parameters.hasNonNull("namespace")) {
                errors.required(at + ".namespace", "`parameters.scope` is set to 'Namespace'");
            } else {
                checks.label(at + ".namespace", KubeJson.text(parameters, "namespace"));
            }
        } else if (scope.equals("Cluster") && parameters.hasNonNull("namespace")) {
            errors.forbidden(at + ".namespace", "`parameters.scope` is set to 'Cluster'");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        errors.unchanged(
                "spec.controller", KubeJson.at(now, "spec", "controller"), KubeJson.at(before, "spec", "controller"));
    }
}
