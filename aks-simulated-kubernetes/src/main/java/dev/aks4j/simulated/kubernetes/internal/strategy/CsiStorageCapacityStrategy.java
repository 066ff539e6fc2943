package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for capacities of storage. Stateless. */
final class CsiStorageCapacityStrategy implements Strategy {

    @Override
    public void validate(ObjectNode object, Errors errors) {
        Checks checks = new Checks(errors);
        checks.labelSelector("nodeTopology", object.path("nodeTopology"));
        checks.subdomain("storageClassName", KubeJson.text(object, "storageClassName"));
        JsonNode capacity = object.path("capacity");
        if (object.hasNonNull("capacity") && Checks.value(capacity).signum() < 0) {
            errors.invalid("capacity", Checks.shown(capacity), "must be greater than or equal to 0");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        errors.unchanged("nodeTopology", now.path("nodeTopology"), before.path("nodeTopology"));
        errors.unchanged("storageClassName", now.path("storageClassName"), before.path("storageClassName"));
    }
}
