package dev.aks4j.simulated.kubernetes.internal.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes an OpenAPI 2 document in the protobuf form in which kubectl asks for it, with the field numbers of gnostic's
 * OpenAPIv2.proto: what kubectl needs to check lists of objects. Not thread-safe.
 */
final class OpenApiProtobuf {

    private static final int TEXT = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private OpenApiProtobuf() {}

    static byte[] of(JsonNode document) {
        return written(all -> {
            all.text(1, KubeJson.text(document, "swagger"));
            all.message(2, info -> {
                info.text(1, KubeJson.text(document, "info", "title"));
                info.text(2, KubeJson.text(document, "info", "version"));
            });
            all.message(8, paths -> {});
            all.message(9, definitions -> definitions.named(1, document.path("definitions")));
        });
    }

    private static byte[] written(Consumer<OpenApiProtobuf> content) {
        OpenApiProtobuf message = new OpenApiProtobuf();
        content.accept(message);
        return message.out.toByteArray();
    }

    private void schema(JsonNode schema) {
        // A reference that stands alone among others is the reference.
        JsonNode only = schema.path("allOf").size() == 1 ? schema.path("allOf").get(0) : schema;
        text(1, KubeJson.text(only, "$ref"));
        text(2, KubeJson.text(schema, "format"));
        text(4, KubeJson.text(schema, "description"));
        schema.path("required").forEach(name -> text(19, name.asText()));
        if (schema.path("additionalProperties").isObject()) {
            message(21, item -> item.message(1, one -> one.schema(schema.path("additionalProperties"))));
        }
        if (schema.has("type")) {
            message(22, type -> type.text(1, KubeJson.text(schema, "type")));
        }
        if (schema.path("items").isObject()) {
            message(23, items -> items.message(1, one -> one.schema(schema.path("items"))));
        }
        if (schema.path("properties").isObject()) {
            message(25, properties -> properties.named(1, schema.path("properties")));
        }
        for (Map.Entry<String, JsonNode> entry : schema.properties()) {
            if (entry.getKey().startsWith("x-")) {
                message(31, extension -> {
                    extension.text(1, entry.getKey());
                    // JSON is YAML.
                    extension.message(2, any -> any.text(2, entry.getValue().toString()));
                });
            }
        }
    }

    private void named(int field, JsonNode schemas) {
        for (Map.Entry<String, JsonNode> entry : schemas.properties()) {
            message(field, named -> {
                named.text(1, entry.getKey());
                named.message(2, one -> one.schema(entry.getValue()));
            });
        }
    }

    private void text(int field, String text) {
        if (!text.isEmpty()) {
            bytes(field, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void message(int field, Consumer<OpenApiProtobuf> content) {
        bytes(field, written(content));
    }

    private void bytes(int field, byte[] bytes) {
        number(field << 3 | TEXT);
        number(bytes.length);
        out.writeBytes(bytes);
    }

    private void number(int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
