package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import java.util.LinkedHashMap;
import java.util.Map;

/** Events are stored once and shown in two groups, whose fields have different names. Stateless. */
public final class Events {

    private static final Map<String, String> RENAMED = new LinkedHashMap<>(Map.of(
            "involvedObject", "regarding",
            "message", "note",
            "source", "deprecatedSource",
            "firstTimestamp", "deprecatedFirstTimestamp",
            "lastTimestamp", "deprecatedLastTimestamp",
            "count", "deprecatedCount",
            "reportingComponent", "reportingController"));

    private Events() {}

    /** Returns an object as it is stored. */
    static ObjectNode stored(ResourceType type, ObjectNode object) {
        return isNew(type) ? rename(object, true) : Autoscalers.stored(type, object);
    }

    /** Returns a stored object as a type shows it. */
    public static ObjectNode shown(ResourceType type, ObjectNode object) {
        return isNew(type) ? rename(object, false) : Autoscalers.shown(type, object);
    }

    /** Returns whether stored objects of a type are shown as they are. */
    public static boolean isNew(ResourceType type) {
        return type.group().equals("events.k8s.io");
    }

    private static ObjectNode rename(ObjectNode object, boolean toCore) {
        ObjectNode renamed = KubeJson.object();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            renamed.set(name(field.getKey(), toCore), field.getValue());
        }
        renamed.put("apiVersion", toCore ? "v1" : "events.k8s.io/v1");
        return renamed;
    }

    private static String name(String name, boolean toCore) {
        if (!toCore) {
            return RENAMED.getOrDefault(name, name);
        }
        return RENAMED.entrySet().stream()
                .filter(entry -> entry.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(name);
    }
}
