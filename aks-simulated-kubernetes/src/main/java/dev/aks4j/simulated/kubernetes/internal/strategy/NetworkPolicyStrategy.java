package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for network policies. Stateless. */
final class NetworkPolicyStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object) {
        ObjectNode spec = KubeJson.make(object, "spec");
        if (!spec.path("policyTypes").isArray()) {
            ArrayNode types = spec.putArray("policyTypes").add("Ingress");
            if (!spec.path("egress").isEmpty()) {
                types.add("Egress");
            }
        }
        for (String direction : new String[] {"ingress", "egress"}) {
            for (ObjectNode rule : KubeJson.objects(spec.path(direction))) {
                KubeJson.objects(rule.path("ports")).forEach(port -> KubeJson.putDefault(port, "protocol", "TCP"));
            }
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode types = object.path("spec").path("policyTypes");
        for (int i = 0; i < types.size(); i++) {
            errors.oneOf("spec.policyTypes[" + i + "]", types.get(i).asText(), "Egress", "Ingress");
        }
    }
}
