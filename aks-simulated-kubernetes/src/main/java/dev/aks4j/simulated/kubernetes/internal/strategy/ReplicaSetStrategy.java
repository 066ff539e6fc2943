package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for replica sets. Stateless. */
final class ReplicaSetStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        ObjectNode spec = KubeJson.make(object, "spec");
        KubeJson.putDefault(spec, "replicas", 1);
        WorkloadRules.template(spec, release);
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        errors.notNegative("spec.replicas", spec.path("replicas"));
        errors.notNegative("spec.minReadySeconds", spec.path("minReadySeconds"));
        if (WorkloadRules.selector(spec, "deployment", "invalid label selector", errors)) {
            new PodRules(errors).runningTemplate(spec.path("template"), "spec.template", "ReplicaSet");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        WorkloadRules.selectorUnchanged(now, before, errors);
    }

    @Override
    public void validateStatus(ObjectNode now, ObjectNode before, Errors errors) {
        WorkloadRules.counts(
                now.path("status"),
                errors,
                "replicas",
                "fullyLabeledReplicas",
                "readyReplicas",
                "availableReplicas",
                "observedGeneration");
    }

    @Override
    public void warn(ObjectNode object, Errors errors) {
        WorkloadRules.warn(object, errors);
    }
}
