package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import java.util.List;

/** Says which part of an object a write through one path may change. Stateless. */
final class Subresources {

    private static final List<String> STATUS_METADATA = List.of("labels", "annotations", "finalizers", "managedFields");

    private Subresources() {}

    /** Returns the stored object with those parts of a candidate that the path may change. */
    static ObjectNode merge(ResourceType type, ObjectNode before, ObjectNode candidate, String subresource) {
        return switch (subresource) {
            case "", "scale" -> main(type, before, candidate);
            case "status", "approval" -> status(type, before, candidate);
            case "finalize" -> finalizers(before, candidate);
            case "ephemeralcontainers" -> ephemeral(before, candidate);
            case "resize" -> resized(before, candidate);
            default -> candidate;
        };
    }

    private static ObjectNode main(ResourceType type, ObjectNode before, ObjectNode candidate) {
        if (type.has("status")) {
            take(candidate, "status", before.get("status"));
        }
        if (type.storage().equals("namespaces")) {
            take(candidate, "spec", before.get("spec"));
        }
        return candidate;
    }

    private static ObjectNode status(ResourceType type, ObjectNode before, ObjectNode candidate) {
        ObjectNode object = before.deepCopy();
        take(object, "status", candidate.get("status"));
        ObjectNode metadata = KubeJson.make(object, "metadata");
        if (type.custom().isEmpty()) {
            STATUS_METADATA.forEach(
                    field -> take(metadata, field, candidate.path("metadata").get(field)));
        } else {
            take(metadata, "managedFields", candidate.path("metadata").get("managedFields"));
        }
        return object;
    }

    private static ObjectNode finalizers(ObjectNode before, ObjectNode candidate) {
        ObjectNode object = before.deepCopy();
        take(KubeJson.make(object, "spec"), "finalizers", candidate.path("spec").get("finalizers"));
        return object;
    }

    private static ObjectNode resized(ObjectNode before, ObjectNode candidate) {
        ObjectNode object = before.deepCopy();
        for (String list : List.of("containers", "initContainers")) {
            for (ObjectNode container : KubeJson.objects(object.path("spec").path(list))) {
                for (JsonNode wanted : candidate.path("spec").path(list)) {
                    if (wanted.path("name").equals(container.path("name"))) {
                        take(container, "resources", wanted.get("resources"));
                        take(container, "resizePolicy", wanted.get("resizePolicy"));
                    }
                }
            }
        }
        take(
                KubeJson.make(object, "metadata"),
                "managedFields",
                candidate.path("metadata").get("managedFields"));
        return object;
    }

    private static ObjectNode ephemeral(ObjectNode before, ObjectNode candidate) {
        ObjectNode object = before.deepCopy();
        take(
                KubeJson.make(object, "spec"),
                "ephemeralContainers",
                candidate.path("spec").get("ephemeralContainers"));
        return object;
    }

    private static void take(ObjectNode object, String field, JsonNode value) {
        if (value == null) {
            object.remove(field);
        } else {
            object.set(field, value.deepCopy());
        }
    }
}
