package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.CustomSchemas;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import java.util.List;
import java.util.TreeMap;

/** What the schema of a custom type must be: structural, with types everywhere and defaults that fit. Stateless. */
final class CustomSchemaRules {

    private static final List<String> TYPES = List.of("array", "boolean", "integer", "number", "object", "string");

    private CustomSchemaRules() {}

    /** Where a schema stands in another. */
    private enum Place {
        ROOT("at the root"),
        FIELD("for specified object fields"),
        ITEM("for specified array items");

        private final String words;

        Place(String words) {
            this.words = words;
        }
    }

    /** Collects what is wrong with the schemas of all versions; where they are all the same, they are one to the server. */
    static void check(JsonNode versions, Errors errors) {
        boolean same = true;
        for (JsonNode version : versions) {
            same &= version.path("schema").equals(versions.path(0).path("schema"));
        }
        for (int i = 0; i < (same ? Math.min(1, versions.size()) : versions.size()); i++) {
            JsonNode schema = KubeJson.at(versions.path(i), "schema", "openAPIV3Schema");
            if (schema.isObject()) {
                String at = same ? "spec.validation" : "spec.versions[" + i + "].schema";
                check(at + ".openAPIV3Schema", schema, Place.ROOT, errors);
            }
        }
    }

    private static void check(String at, JsonNode schema, Place place, Errors errors) {
        TreeMap<String, JsonNode> properties = new TreeMap<>(KubeJson.fields(schema.path("properties")));
        properties.forEach((name, property) -> check(at + ".properties[" + name + "]", property, Place.FIELD, errors));
        if (schema.path("items").isObject()) {
            check(at + ".items", schema.path("items"), Place.ITEM, errors);
        }
        if (schema.path("additionalProperties").isObject()) {
            check(at + ".additionalProperties", schema.path("additionalProperties"), Place.FIELD, errors);
        }
        String type = KubeJson.text(schema, "type");
        boolean free = schema.path("x-kubernetes-int-or-string").asBoolean()
                || schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
        if (type.isEmpty() && (place == Place.ROOT || !free)) {
            errors.required(at + ".type", "must not be empty " + place.words);
        } else if (!type.isEmpty() && !TYPES.contains(type)) {
            errors.notSupported(at + ".type", type, TYPES.toArray(String[]::new));
        } else if (place == Place.ROOT && !type.equals("object")) {
            errors.invalid(at + ".type", type, "must be object at the root");
        }
        if (type.equals("array") && !schema.path("items").isObject()) {
            errors.required(at + ".items", "must be specified");
        }
        JsonNode value = schema.path("default");
        if (!value.isMissingNode() && !value.isNull()) {
            CustomSchemas.validateValue(value, schema, error -> errors.add(moved(error, at + ".default")));
        }
    }

    private static FieldError moved(FieldError error, String at) {
        boolean root = error.field().isEmpty() || error.field().equals("<nil>");
        return new FieldError(root ? at : at + "." + error.field(), error.reason(), error.message());
    }
}
