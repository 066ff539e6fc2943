package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for service accounts. Stateless. */
final class ServiceAccountStrategy implements Strategy {

    @Override
    public void warn(ObjectNode object, Errors errors) {
        String key = "kubernetes.io/enforce-mountable-secrets";
        if (KubeJson.at(object, "metadata", "annotations").has(key)) {
            errors.warn("metadata.annotations[" + key
                    + "]: deprecated in v1.32+; prefer separate namespaces to isolate access to mounted secrets");
        }
    }
}
