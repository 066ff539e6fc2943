package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for replication controllers. Stateless. */
final class ReplicationControllerStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        ObjectNode spec = KubeJson.make(object, "spec");
        KubeJson.putDefault(spec, "replicas", 1);
        WorkloadRules.template(spec, release);
        if (KubeJson.at(spec, "template", "metadata", "labels") instanceof ObjectNode labels) {
            if (spec.path("selector").isEmpty()) {
                spec.set("selector", labels.deepCopy());
            }
            if (KubeJson.at(object, "metadata", "labels").isEmpty()) {
                KubeJson.make(object, "metadata").set("labels", labels.deepCopy());
            }
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        errors.notNegative("spec.minReadySeconds", spec.path("minReadySeconds"));
        if (spec.path("selector").isEmpty()) {
            errors.required("spec.selector");
        }
        errors.notNegative("spec.replicas", spec.path("replicas"));
        JsonNode template = spec.path("template");
        if (!template.isObject()) {
            errors.required("spec.template");
            return;
        }
        JsonNode labels = KubeJson.at(template, "metadata", "labels");
        boolean matches = Checks.sorted(spec.path("selector")).entrySet().stream()
                .allMatch(entry -> entry.getValue().equals(KubeJson.text(labels, entry.getKey())));
        if (!matches) {
            WorkloadRules.mismatch(spec, errors);
        }
        new PodRules(errors).runningTemplate(template, "spec.template", "ReplicationController");
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
