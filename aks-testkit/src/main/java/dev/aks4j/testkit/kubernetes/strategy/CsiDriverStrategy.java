package dev.aks4j.testkit.kubernetes.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.testkit.kubernetes.json.Json;
import java.util.List;

/** The rules for CSI drivers. Stateless. */
final class CsiDriverStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object) {
        ObjectNode spec = Json.make(object, "spec");
        Json.putDefault(spec, "attachRequired", true);
        Json.putDefault(spec, "podInfoOnMount", false);
        Json.putDefault(spec, "storageCapacity", false);
        Json.putDefault(spec, "fsGroupPolicy", "ReadWriteOnceWithFSType");
        Json.putDefault(spec, "requiresRepublish", false);
        Json.putDefault(spec, "seLinuxMount", false);
        if (spec.path("volumeLifecycleModes").isEmpty()) {
            spec.set("volumeLifecycleModes", Json.array(List.of("Persistent")));
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
