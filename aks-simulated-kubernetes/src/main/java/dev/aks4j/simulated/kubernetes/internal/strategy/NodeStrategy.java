package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for nodes. Stateless. */
final class NodeStrategy implements Strategy {

    @Override
    public void validate(ObjectNode node, Errors errors) {
        JsonNode taints = node.path("spec").path("taints");
        for (int i = 0; i < taints.size(); i++) {
            JsonNode taint = taints.get(i);
            String path = "spec.taints[" + i + "]";
            String key = KubeJson.text(taint, "key");
            Names.qualified(key).ifPresent(wrong -> errors.invalid(path + ".key", key, wrong));
            errors.oneOf(
                    path + ".effect", KubeJson.text(taint, "effect"), "NoSchedule", "PreferNoSchedule", "NoExecute");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        String provider = KubeJson.text(before, "spec", "providerID");
        if (!provider.isEmpty() && !provider.equals(KubeJson.text(now, "spec", "providerID"))) {
            errors.forbidden("spec.providerID", "node updates may not change providerID except from \"\" to valid");
        }
    }
}
