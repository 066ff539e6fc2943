package dev.aks4j.simulated.kubernetes.internal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.Shape;
import dev.aks4j.simulated.kubernetes.internal.schema.Struct;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The parts of a value that can be owned one by one, by the step that leads to each. Stateless. */
final class Steps {

    private Steps() {}

    /** Returns whether a value of a shape has one owner for all of it. */
    static boolean isAtomic(JsonNode value, Shape shape) {
        if (shape instanceof Struct struct) {
            return struct.atomic() || !value.isObject();
        }
        if (shape instanceof Shape.MapOf map) {
            return map.atomic() || !value.isObject();
        }
        if (shape instanceof Shape.ListOf list) {
            return list.kind() == Shape.ListKind.ATOMIC || !value.isArray();
        }
        return !(shape instanceof Shape.Any && value.isObject());
    }

    /** Returns the parts of a value that is not atomic. */
    static Map<String, JsonNode> parts(JsonNode value, Shape shape) {
        Map<String, JsonNode> parts = new LinkedHashMap<>();
        if (shape instanceof Shape.ListOf list) {
            value.forEach(element -> parts.putIfAbsent(step(element, list), element));
        } else {
            value.properties().forEach(entry -> parts.put("f:" + entry.getKey(), entry.getValue()));
        }
        return parts;
    }

    /** Returns the shape of the part behind a step. */
    static Shape shape(String step, Shape shape) {
        if (shape instanceof Struct struct) {
            return struct.field(step.substring(2)).map(Shape.Field::shape).orElse(Shape.ANY);
        }
        if (shape instanceof Shape.MapOf map) {
            return map.value();
        }
        return shape instanceof Shape.ListOf list ? list.element() : Shape.ANY;
    }

    /** Returns whether the part itself is owned, besides what is in it. */
    static boolean isItem(String step, Shape shape) {
        return !(shape instanceof Struct struct)
                || struct.field(step.substring(2)).isEmpty();
    }

    static String step(JsonNode element, Shape.ListOf list) {
        if (list.kind() == Shape.ListKind.SET || !(element instanceof ObjectNode)) {
            return "v:" + element;
        }
        Map<String, JsonNode> keys = new TreeMap<>();
        for (String key : list.keys()) {
            JsonNode value = element.get(key);
            if (value == null && list.element() instanceof Struct struct) {
                value = struct.field(key)
                        .flatMap(Shape.Field::fallback)
                        .map(text -> (JsonNode) KubeJson.object().textNode(text))
                        .orElse(null);
            }
            if (value != null) {
                keys.put(key, value);
            }
        }
        ObjectNode json = KubeJson.object();
        keys.forEach(json::set);
        return "k:" + new String(KubeJson.bytes(json), StandardCharsets.UTF_8);
    }
}
