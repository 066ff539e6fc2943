package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.schema.Shape;
import dev.aks4j.simulated.kubernetes.internal.schema.Shapes;
import dev.aks4j.simulated.kubernetes.internal.schema.Struct;
import java.util.List;

/** Collects the OpenAPI schemas of types and of everything that they refer to. Not thread-safe. */
public final class OpenApiSchemas {

    private final ObjectNode all = KubeJson.object();
    private final String prefix;

    /**
     * Starts a collection.
     *
     * @param prefix what references to schemas begin with
     */
    public OpenApiSchemas(String prefix) {
        this.prefix = prefix;
    }

    /** Returns the schemas by name. */
    public ObjectNode all() {
        return all;
    }

    /** Adds a type. */
    public void add(ResourceType type) {
        type.shape().ifPresent(shape -> {
            String name =
                    type.custom().isPresent() ? type.group() + "." + type.version() + "." + type.kind() : name(shape);
            struct(name, shape).set("x-kubernetes-group-version-kind", array(type));
        });
    }

    private static ArrayNode array(ResourceType type) {
        return KubeJson.array().add(groupVersionKind(type));
    }

    /** Returns group, version and kind of a type as OpenAPI extensions hold them. */
    public static ObjectNode groupVersionKind(ResourceType type) {
        return KubeJson.object()
                .put("group", type.group())
                .put("version", type.version())
                .put("kind", type.kind());
    }

    private static String name(Struct struct) {
        String name = struct.name();
        return name.startsWith("meta.") ? "io.k8s.apimachinery.pkg.apis." + name : "io.k8s.api." + name;
    }

    private ObjectNode struct(String name, Struct struct) {
        if (all.get(name) instanceof ObjectNode known) {
            return known;
        }
        ObjectNode schema = all.putObject(name).put("type", "object").put("description", "");
        properties(schema, struct);
        return schema;
    }

    private void properties(ObjectNode schema, Struct struct) {
        if (struct.open()) {
            schema.put("x-kubernetes-preserve-unknown-fields", true);
        }
        if (struct.atomic()) {
            schema.put("x-kubernetes-map-type", "atomic");
        }
        ObjectNode properties = schema.putObject("properties");
        for (Shape.Field field : struct.fields().values()) {
            ObjectNode property = shape(field.shape());
            field.merge().ifPresent(merge -> {
                boolean list = field.shape() instanceof Shape.ListOf;
                String strategy = list ? "merge" : "";
                property.put(
                        "x-kubernetes-patch-strategy",
                        merge.retainKeys() ? list ? "merge,retainKeys" : "retainKeys" : strategy);
                if (!merge.key().isEmpty()) {
                    property.put("x-kubernetes-patch-merge-key", merge.key());
                }
            });
            properties.set(field.name(), property);
        }
    }

    private ObjectNode shape(Shape shape) {
        ObjectNode schema = KubeJson.object();
        if (shape instanceof Struct struct) {
            if (isNamed(struct)) {
                struct(name(struct), struct);
                schema.putArray("allOf").addObject().put("$ref", prefix + name(struct));
            } else {
                schema.put("type", "object");
                properties(schema, struct);
            }
        } else if (shape instanceof Shape.ListOf list) {
            schema.put("type", "array").set("items", item(list.element()));
            list(schema, list);
        } else if (shape instanceof Shape.MapOf map) {
            schema.put("type", "object").set("additionalProperties", item(map.value()));
            if (map.atomic()) {
                schema.put("x-kubernetes-map-type", "atomic");
            }
        } else if (shape instanceof Shape.Scalar scalar) {
            scalar(schema, scalar.kind());
        } else {
            schema.put("x-kubernetes-preserve-unknown-fields", true);
        }
        return schema;
    }

    private ObjectNode item(Shape shape) {
        if (shape instanceof Struct struct && isNamed(struct)) {
            struct(name(struct), struct);
            return KubeJson.object().put("$ref", prefix + name(struct));
        }
        return shape(shape);
    }

    private static boolean isNamed(Struct struct) {
        return Shapes.find(struct.name()).isPresent();
    }

    private static void list(ObjectNode schema, Shape.ListOf list) {
        switch (list.kind()) {
            case ATOMIC -> schema.put("x-kubernetes-list-type", "atomic");
            case SET -> schema.put("x-kubernetes-list-type", "set");
            case MAP -> {
                schema.put("x-kubernetes-list-type", "map");
                schema.set("x-kubernetes-list-map-keys", KubeJson.array(List.copyOf(list.keys())));
            }
        }
    }

    private static void scalar(ObjectNode schema, Shape.ScalarKind kind) {
        switch (kind) {
            case STRING, QUANTITY -> schema.put("type", "string");
            case NUMBER -> schema.put("type", "integer").put("format", "int64");
            case BOOLEAN -> schema.put("type", "boolean");
            case LONG -> schema.put("type", "integer").put("format", "int64");
            case DECIMAL -> schema.put("type", "number").put("format", "double");
            case BYTES -> schema.put("type", "string").put("format", "byte");
            case TIME, MICROTIME -> schema.put("type", "string").put("format", "date-time");
            case INT_OR_STRING -> schema.put("type", "string").put("format", "int-or-string");
        }
    }
}
