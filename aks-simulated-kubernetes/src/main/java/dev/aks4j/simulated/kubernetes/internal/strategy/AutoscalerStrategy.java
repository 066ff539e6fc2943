package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for horizontal pod autoscalers. Stateless. */
final class AutoscalerStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object) {
        ObjectNode spec = KubeJson.make(object, "spec");
        KubeJson.putDefault(spec, "minReplicas", 1);
        if (spec.path("metrics").isEmpty()) {
            ObjectNode metric = spec.putArray("metrics").addObject().put("type", "Resource");
            metric.putObject("resource")
                    .put("name", "cpu")
                    .putObject("target")
                    .put("type", "Utilization")
                    .put("averageUtilization", 80);
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        int most = spec.path("maxReplicas").asInt();
        int least = spec.path("minReplicas").asInt();
        if (most < 1) {
            errors.invalid("spec.maxReplicas", most, "must be greater than 0");
        }
        if (most < least) {
            errors.invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`");
        }
        if (least < 1) {
            errors.invalid("spec.minReplicas", least, "must be greater than or equal to 1");
        }
        for (String field : new String[] {"kind", "name"}) {
            if (KubeJson.text(spec, "scaleTargetRef", field).isEmpty()) {
                errors.required("spec.scaleTargetRef." + field, "");
            }
        }
    }
}
