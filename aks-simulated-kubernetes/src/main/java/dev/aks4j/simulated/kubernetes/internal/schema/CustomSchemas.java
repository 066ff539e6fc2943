package dev.aks4j.simulated.kubernetes.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the {@code openAPIV3Schema} of a CustomResourceDefinition means for its objects. Stateless. */
public final class CustomSchemas {

    private static final Set<String> OBJECT_FIELDS = Set.of("apiVersion", "kind", "metadata");

    private CustomSchemas() {}

    /** Returns the shape of a custom resource. */
    public static Struct shape(String kind, JsonNode schema) {
        Struct root = new Struct(kind, preserves(schema) || schema.isMissingNode());
        root.add(new Shape.Field("apiVersion", string(), Optional.empty(), Optional.empty()));
        root.add(new Shape.Field("kind", string(), Optional.empty(), Optional.empty()));
        root.add(new Shape.Field(
                "metadata", Shapes.find("meta.v1.ObjectMeta").orElseThrow(), Optional.empty(), Optional.empty()));
        fields(root, schema, kind);
        return root;
    }

    private static void fields(Struct struct, JsonNode schema, String name) {
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (struct.field(property.getKey()).isEmpty()) {
                Optional<String> fallback =
                        Optional.ofNullable(property.getValue().get("default")).map(JsonNode::asText);
                struct.add(new Shape.Field(
                        property.getKey(),
                        read(property.getValue(), name + "." + property.getKey()),
                        fallback,
                        Optional.empty()));
            }
        }
    }

    private static Shape read(JsonNode schema, String name) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return new Shape.Scalar(Shape.ScalarKind.INT_OR_STRING);
        }
        return switch (KubeJson.text(schema, "type")) {
            case "object" -> object(schema, name);
            case "array" -> array(schema, name);
            case "string" -> string();
            case "boolean" -> new Shape.Scalar(Shape.ScalarKind.BOOLEAN);
            case "integer", "number" -> new Shape.Scalar(Shape.ScalarKind.NUMBER);
            default -> Shape.ANY;
        };
    }

    private static Shape object(JsonNode schema, String name) {
        boolean atomic = KubeJson.text(schema, "x-kubernetes-map-type").equals("atomic");
        JsonNode additional = schema.path("additionalProperties");
        if (additional.isObject()) {
            return new Shape.MapOf(read(additional, name), atomic);
        }
        if (schema.path("properties").isEmpty() && (preserves(schema) || additional.asBoolean())) {
            return Shape.ANY;
        }
        Struct struct = new Struct(name, preserves(schema));
        if (atomic) {
            struct.makeAtomic();
        }
        fields(struct, schema, name);
        return struct;
    }

    private static Shape array(JsonNode schema, String name) {
        Shape element = read(schema.path("items"), name);
        return switch (KubeJson.text(schema, "x-kubernetes-list-type")) {
            case "set" -> new Shape.ListOf(element, Shape.ListKind.SET, List.of());
            case "map" ->
                new Shape.ListOf(
                        element, Shape.ListKind.MAP, KubeJson.texts(schema.path("x-kubernetes-list-map-keys")));
            default -> new Shape.ListOf(element, Shape.ListKind.ATOMIC, List.of());
        };
    }

    private static boolean preserves(JsonNode schema) {
        return schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
    }

    private static Shape string() {
        return new Shape.Scalar(Shape.ScalarKind.STRING);
    }

    /** Fills in the schema's defaults. */
    public static void applyDefaults(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> property :
                    schema.path("properties").properties()) {
                JsonNode fallback = property.getValue().get("default");
                if (fallback != null && !object.hasNonNull(property.getKey())) {
                    object.set(property.getKey(), fallback.deepCopy());
                }
                if (object.has(property.getKey())) {
                    applyDefaults(object.get(property.getKey()), property.getValue());
                }
            }
            if (schema.path("additionalProperties").isObject()) {
                object.forEach(child -> applyDefaults(child, schema.path("additionalProperties")));
            }
        } else if (value instanceof ArrayNode array) {
            array.forEach(element -> applyDefaults(element, schema.path("items")));
        }
    }

    /** Takes out of a value what a schema does not know. */
    public static void prune(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            JsonNode additional = schema.path("additionalProperties");
            boolean open = preserves(schema) || additional.isObject() || additional.asBoolean();
            for (String name : List.copyOf(KubeJson.fields(object).keySet())) {
                JsonNode property = schema.path("properties").path(name);
                if (property.isObject()) {
                    prune(object.get(name), property);
                } else if (additional.isObject()) {
                    prune(object.get(name), additional);
                } else if (!open) {
                    object.remove(name);
                }
            }
        } else if (value instanceof ArrayNode array) {
            array.forEach(element -> prune(element, schema.path("items")));
        }
    }

    /** Reports every place where a value, such as a default, breaks a part of a schema. */
    public static void validateValue(JsonNode value, JsonNode schema, Consumer<FieldError> errors) {
        List<FieldError> found = new ArrayList<>();
        new SchemaCheck(found).check(value, schema, "");
        found.forEach(errors);
    }

    /** Reports every place where an object breaks the schema. */
    public static void validate(ObjectNode object, JsonNode schema, Consumer<FieldError> errors) {
        List<FieldError> found = new ArrayList<>();
        if (schema.isObject()) {
            ObjectNode rest = object.deepCopy();
            rest.remove(OBJECT_FIELDS);
            ObjectNode own = schema.deepCopy() instanceof ObjectNode copy ? copy : KubeJson.object();
            KubeJson.make(own, "properties").remove(OBJECT_FIELDS);
            if (own.path("required") instanceof ArrayNode required) {
                ArrayNode left = KubeJson.array();
                required.forEach(name -> {
                    if (!OBJECT_FIELDS.contains(name.asText())) {
                        left.add(name);
                    }
                });
                own.set("required", left);
            }
            new SchemaCheck(found).check(rest, own, "");
        }
        found.forEach(errors);
    }
}
