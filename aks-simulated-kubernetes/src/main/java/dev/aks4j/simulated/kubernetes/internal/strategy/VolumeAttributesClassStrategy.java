package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;

/** The rules for volume attributes classes. Stateless. */
final class VolumeAttributesClassStrategy implements Strategy {

    @Override
    public void validate(ObjectNode object, Errors errors) {
        StorageGroupRules.provisioner("driverName", KubeJson.text(object, "driverName"), new Checks(errors));
        StorageGroupRules.parameters(object.path("parameters"), false, errors);
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        for (String field : List.of("driverName", "parameters")) {
            if (!Errors.same(now.path(field), before.path(field))) {
                errors.forbidden(field, "updates to " + field + " are forbidden.");
            }
        }
    }
}
