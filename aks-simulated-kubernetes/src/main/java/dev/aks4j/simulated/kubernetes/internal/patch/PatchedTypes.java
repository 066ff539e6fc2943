package dev.aks4j.simulated.kubernetes.internal.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.schema.Shape;
import dev.aks4j.simulated.kubernetes.internal.schema.Struct;

/**
 * Whether what a strategic merge patch leaves is of its type, in the words of what turns a tree into an object: they differ
 * from those of the JSON decoder. Stateless.
 */
public final class PatchedTypes {

    private PatchedTypes() {}

    /**
     * Refuses the first value that cannot be restored.
     *
     * @throws IllegalArgumentException with the problem; it does not say where
     */
    public static void check(JsonNode value, Shape shape) {
        if (value.isNull()) {
            return;
        }
        if (shape instanceof Struct struct) {
            if (!(value instanceof ObjectNode object)) {
                throw new IllegalArgumentException("cannot restore struct from: " + kind(value));
            }
            struct.fields().values().forEach(field -> {
                JsonNode part = object.get(field.name());
                if (part != null) {
                    check(part, field.shape());
                }
            });
        } else if (shape instanceof Shape.MapOf map) {
            if (!value.isObject()) {
                throw new IllegalArgumentException("cannot restore map from " + kind(value));
            }
            value.forEach(element -> check(element, map.value()));
        } else if (shape instanceof Shape.ListOf list) {
            if (!value.isArray()) {
                throw new IllegalArgumentException("cannot restore slice from " + kind(value));
            }
            value.forEach(element -> check(element, list.element()));
        } else if (shape instanceof Shape.Scalar scalar) {
            scalar(value, scalar);
        }
    }

    private static void scalar(JsonNode value, Shape.Scalar scalar) {
        switch (scalar.kind()) {
            case STRING -> require(value.isTextual(), value, scalar.type().isEmpty() ? "string" : scalar.type());
            case BOOLEAN -> require(value.isBoolean(), value, "bool");
            case NUMBER -> require(isWhole(value), value, "int32");
            case LONG -> require(isWhole(value), value, "int64");
            case BYTES -> {
                if (!value.isTextual()) {
                    throw new IllegalArgumentException("cannot restore slice from " + kind(value));
                }
            }
            default -> {}
        }
    }

    private static boolean isWhole(JsonNode value) {
        return value.isIntegralNumber() || value.isNumber() && value.asDouble() == Math.rint(value.asDouble());
    }

    /** Numbers can be converted to numbers and, in that language, to texts; it refuses that by another sentence. */
    private static void require(boolean holds, JsonNode value, String type) {
        if (holds) {
            return;
        }
        boolean named = type.contains(".");
        boolean convertible =
                value.isIntegralNumber() && !type.equals("bool") || value.isNumber() && type.startsWith("int");
        throw new IllegalArgumentException(
                convertible
                        ? "cannot convert " + kind(value) + " to " + type
                        : "unrecognized type: " + (named ? "string" : type));
    }

    private static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "map";
            case ARRAY -> "slice";
            case BOOLEAN -> "bool";
            case NUMBER -> value.isIntegralNumber() ? "int64" : "float64";
            default -> "string";
        };
    }
}
