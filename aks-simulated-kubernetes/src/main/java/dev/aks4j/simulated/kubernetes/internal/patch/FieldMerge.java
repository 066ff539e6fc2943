package dev.aks4j.simulated.kubernetes.internal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Merging and pruning by shape, as server-side apply does it. Stateless. */
final class FieldMerge {

    private FieldMerge() {}

    /** Returns a copy of a live value with everything that a wanted value sets. */
    static JsonNode merge(JsonNode live, JsonNode wanted, Shape shape) {
        if (Steps.isAtomic(wanted, shape) || Steps.isAtomic(live, shape)) {
            return wanted.deepCopy();
        }
        Map<String, JsonNode> parts = new LinkedHashMap<>(Steps.parts(live, shape));
        Steps.parts(wanted, shape).forEach((step, value) -> {
            JsonNode current = parts.get(step);
            if (value.isNull()) {
                parts.remove(step);
            } else {
                parts.put(step, current == null ? value.deepCopy() : merge(current, value, Steps.shape(step, shape)));
            }
        });
        if (shape instanceof Shape.ListOf) {
            ArrayNode array = KubeJson.array();
            parts.values().forEach(value -> array.add(value.deepCopy()));
            return array;
        }
        ObjectNode object = KubeJson.object();
        parts.forEach((step, value) -> object.set(step.substring(2), value.deepCopy()));
        return object;
    }

    /**
     * Removes from a value what was owned before, is not wanted now, and belongs to nobody else.
     *
     * @return whether anything was removed
     */
    static boolean prune(JsonNode value, FieldSet before, FieldSet wanted, FieldSet others, Shape shape) {
        if (Steps.isAtomic(value, shape)) {
            return false;
        }
        Map<String, JsonNode> parts = Steps.parts(value, shape);
        List<String> gone = new ArrayList<>();
        boolean removed = false;
        for (Map.Entry<String, FieldSet> owned : before.children().entrySet()) {
            String step = owned.getKey();
            JsonNode part = parts.get(step);
            if (part == null) {
                continue;
            }
            FieldSet still = wanted.child(step);
            FieldSet foreign = others.child(step);
            if (still == null && foreign == null && owned.getValue().isMember()) {
                gone.add(step);
                continue;
            }
            boolean pruned = prune(
                    part,
                    owned.getValue(),
                    still == null ? new FieldSet() : still,
                    foreign == null ? new FieldSet() : foreign,
                    Steps.shape(step, shape));
            removed |= pruned;
            if (pruned && part.isEmpty() && still == null && foreign == null) {
                gone.add(step);
            }
        }
        remove(value, gone, shape);
        return removed || !gone.isEmpty();
    }

    private static void remove(JsonNode value, List<String> gone, Shape shape) {
        if (value instanceof ObjectNode object) {
            gone.forEach(step -> object.remove(step.substring(2)));
        } else if (value instanceof ArrayNode array && shape instanceof Shape.ListOf list) {
            for (int i = array.size() - 1; i >= 0; i--) {
                if (gone.contains(Steps.step(array.get(i), list))) {
                    array.remove(i);
                }
            }
        }
    }
}
