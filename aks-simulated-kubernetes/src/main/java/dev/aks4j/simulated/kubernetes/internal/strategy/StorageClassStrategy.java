package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for storage classes. Stateless. */
final class StorageClassStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object) {
        KubeJson.putDefault(object, "reclaimPolicy", "Delete");
        KubeJson.putDefault(object, "volumeBindingMode", "Immediate");
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        String provisioner = KubeJson.text(object, "provisioner");
        if (provisioner.isEmpty()) {
            errors.required("provisioner", "");
        } else {
            Names.qualified(provisioner.toLowerCase(java.util.Locale.ROOT))
                    .ifPresent(wrong -> errors.invalid("provisioner", provisioner, wrong));
        }
        errors.oneOf("reclaimPolicy", KubeJson.text(object, "reclaimPolicy"), "Delete", "Retain");
        errors.oneOf(
                "volumeBindingMode", KubeJson.text(object, "volumeBindingMode"), "Immediate", "WaitForFirstConsumer");
        for (String key : KubeJson.strings(object.path("parameters")).keySet()) {
            if (key.isEmpty()) {
                errors.invalid("parameters", key, "field cannot be empty.");
            }
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        if (!parameters(now).equals(parameters(before))) {
            errors.forbidden("parameters", "updates to parameters are forbidden.");
        }
        if (!now.path("provisioner").equals(before.path("provisioner"))) {
            errors.forbidden("provisioner", "updates to provisioner are forbidden.");
        }
        if (!now.path("reclaimPolicy").equals(before.path("reclaimPolicy"))) {
            errors.forbidden("reclaimPolicy", "updates to reclaimPolicy are forbidden.");
        }
        errors.unchanged("volumeBindingMode", now.path("volumeBindingMode"), before.path("volumeBindingMode"));
    }

    private static JsonNode parameters(ObjectNode object) {
        return object.path("parameters").isObject() ? object.path("parameters") : KubeJson.object();
    }
}
