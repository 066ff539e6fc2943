package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;

/** The rules for CSI drivers. Stateless. */
final class CsiDriverStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object) {
        ObjectNode spec = KubeJson.make(object, "spec");
        KubeJson.putDefault(spec, "attachRequired", true);
        KubeJson.putDefault(spec, "podInfoOnMount", false);
        KubeJson.putDefault(spec, "storageCapacity", false);
        KubeJson.putDefault(spec, "fsGroupPolicy", "ReadWriteOnceWithFSType");
        KubeJson.putDefault(spec, "requiresRepublish", false);
        KubeJson.putDefault(spec, "seLinuxMount", false);
        if (spec.path("volumeLifecycleModes").isEmpty()) {
            spec.set("volumeLifecycleModes", KubeJson.array(List.of("Persistent")));
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        JsonNode spec = now.path("spec");
        errors.unchanged(
                "spec.attachRequired",
                spec.path("attachRequired"),
                before.path("spec").path("attachRequired"));
        errors.unchanged(
                "spec.volumeLifecycleModes",
                spec.path("volumeLifecycleModes"),
                before.path("spec").path("volumeLifecycleModes"));
    }
}
