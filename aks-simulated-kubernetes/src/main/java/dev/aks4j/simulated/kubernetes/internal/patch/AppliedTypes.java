package dev.aks4j.simulated.kubernetes.internal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.schema.Shape;
import dev.aks4j.simulated.kubernetes.internal.schema.Struct;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a configuration that is applied is of its type: what server-side apply says before anything is merged or decoded.
 * Collects every problem. Not thread-safe.
 */
public final class AppliedTypes {

    private final List<String> problems = new ArrayList<>();

    private final boolean keyed;

    private AppliedTypes(boolean keyed) {
        this.keyed = keyed;
    }

    /**
     * Refuses what an applier cannot mean: values of another type, unknown fields, list elements without a key or with the
     * same key.
     *
     * @param keyed whether elements have to name their key; those of built-in types have an empty one
     * @throws IllegalArgumentException with the places and the problems
     */
    public static void check(JsonNode value, Shape shape, boolean keyed) {
        AppliedTypes types = new AppliedTypes(keyed);
        types.value(value, shape, "");
        if (types.problems.size() == 1) {
            throw new IllegalArgumentException(types.problems.get(0));
        }
        if (!types.problems.isEmpty()) {
            throw new IllegalArgumentException("errors:\n  " + String.join("\n  ", types.problems));
        }
    }

    private void value(JsonNode value, Shape shape, String path) {
        if (value.isNull()) {
            return;
        }
        if (shape instanceof Struct struct) {
            if (value instanceof ObjectNode object) {
                struct(object, struct, path);
            } else {
                refuse(path, "expected map, got &{" + GoText.of(value) + "}");
            }
        } else if (shape instanceof Shape.MapOf map) {
            if (value instanceof ObjectNode object) {
                object.properties().forEach(entry -> value(entry.getValue(), map.value(), path + "." + entry.getKey()));
            } else {
                refuse(path, "expected map, got &{" + GoText.of(value) + "}");
            }
        } else if (shape instanceof Shape.ListOf list) {
            if (value.isArray()) {
                list(value, list, path);
            } else {
                refuse(path, "expected list, got &{" + GoText.of(value) + "}");
            }
        } else if (shape instanceof Shape.Scalar scalar) {
            scalar(value, scalar, path);
        }
    }

    private void struct(ObjectNode object, Struct struct, String path) {
        object.properties().forEach(entry -> {
            String here = path + "." + entry.getKey();
            var field = struct.field(entry.getKey());
            if (field.isPresent()) {
                value(entry.getValue(), field.get().shape(), here);
            } else if (!struct.open()) {
                refuse(here, "field not declared in schema");
            }
        });
    }

    private void list(JsonNode value, Shape.ListOf list, String path) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode element = value.get(i);
            if (list.kind() == Shape.ListKind.ATOMIC) {
                value(element, list.element(), path + "[" + i + "]");
                continue;
            }
            if (list.kind() == Shape.ListKind.MAP && !element.isObject()) {
                refuse(
                        path,
                        "element " + i + ": associative list with keys "
                                + (element.isNull()
                                        ? "may not have an element that's explicitly null"
                                        : "may not have non-map elements"));
                continue;
            }
            String step = Steps.step(element, list);
            if (keyed && list.kind() == Shape.ListKind.MAP && step.equals("k:{}")) {
                refuse(
                        path,
                        "element " + i + ": associative list with keys has an element that omits all key fields [\""
                                + String.join("\" \"", list.keys())
                                + "\"] (and doesn't have default values for any key fields)");
                continue;
            }
            String shown = FieldSet.readable(step);
            if (!seen.add(step)) {
                refuse(path, "duplicate entries for key " + shown);
                continue;
            }
            value(element, list.element(), path + shown);
        }
    }

    private void scalar(JsonNode value, Shape.Scalar scalar, String path) {
        switch (scalar.kind()) {
            case NUMBER, LONG, DECIMAL -> {
                if (!value.isNumber()) {
                    refuse(path, "expected numeric (int or float), got " + GoText.type(value));
                }
            }
            case STRING, BYTES -> {
                if (!value.isTextual()) {
                    refuse(path, "expected string, got &value.valueUnstructured{Value:" + GoText.literal(value) + "}");
                }
            }
            case BOOLEAN -> {
                if (!value.isBoolean()) {
                    refuse(path, "expected boolean, got &{" + GoText.of(value) + "}");
                }
            }
            default -> {
                if (value.isContainerNode()) {
                    refuse(path, "expected any scalar, got &{" + GoText.of(value) + "}");
                }
            }
        }
    }

    private void refuse(String path, String why) {
        problems.add(path + ": " + why);
    }
}
