package dev.aks4j.simulated.kubernetes.internal.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks a value against the value rules of an OpenAPI v3 schema. Not thread-safe. */
final class SchemaCheck {

    private final List<FieldError> errors;

    SchemaCheck(List<FieldError> errors) {
        this.errors = errors;
    }

    void check(JsonNode value, JsonNode schema, String path) {
        if (value.isNull() && schema.path("nullable").asBoolean()) {
            return;
        }
        if (!hasType(value, schema)) {
            String type = KubeJson.text(schema, "type");
            errors.add(FieldError.typeInvalid(
                    path,
                    typeName(value),
                    path + " in body must be of type " + type + ": \"" + typeName(value) + "\""));
            return;
        }
        enumeration(value, schema, path);
        if (value.isObject()) {
            object(value, schema, path);
        } else if (value.isArray()) {
            array(value, schema, path);
        } else if (value.isTextual()) {
            text(value.asText(), schema, path);
        } else if (value.isNumber()) {
            number(value, schema, path);
        }
    }

    private static boolean hasType(JsonNode value, JsonNode schema) {
        if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
            return value.isIntegralNumber() || value.isTextual();
        }
        return switch (KubeJson.text(schema, "type")) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            default -> true;
        };
    }

    private static String typeName(JsonNode value) {
        return value.isTextual()
                ? "string"
                : value.isIntegralNumber()
                        ? "integer"
                        : value.isNumber()
                                ? "number"
                                : value.isBoolean()
                                        ? "boolean"
                                        : value.isArray() ? "array" : value.isObject() ? "object" : "null";
    }

    private void object(JsonNode value, JsonNode schema, String path) {
        for (JsonNode name : schema.path("required")) {
            if (!value.has(name.asText())) {
                errors.add(FieldError.required(join(path, name.asText()), ""));
            }
        }
        one(value, schema, path);
        if (schema.path("x-kubernetes-embedded-resource").asBoolean()) {
            for (String field : List.of("apiVersion", "kind")) {
                if (!value.hasNonNull(field)) {
                    errors.add(FieldError.required(join(path, field), ""));
                }
            }
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            JsonNode property = schema.path("properties").path(entry.getKey());
            JsonNode rules = property.isMissingNode() ? schema.path("additionalProperties") : property;
            if (rules.isObject()) {
                check(entry.getValue(), rules, join(path, entry.getKey()));
            }
        }
    }

    private void one(JsonNode value, JsonNode schema, String path) {
        int passed = 0;
        for (JsonNode alternative : schema.path("oneOf")) {
            List<FieldError> problems = new ArrayList<>();
            new SchemaCheck(problems).object(value, alternative, path);
            passed += problems.isEmpty() ? 1 : 0;
        }
        if (schema.has("oneOf") && passed != 1) {
            errors.add(
                    FieldError.invalid(path, value, path + " in body must validate one and only one schema (oneOf)"));
        }
    }

    private void array(JsonNode value, JsonNode schema, String path) {
        if (schema.has("maxItems") && value.size() > schema.path("maxItems").asInt()) {
            errors.add(new FieldError(
                    path,
                    "FieldValueTooMany",
                    "Too many: " + value.size() + ": must have at most " + schema.path("maxItems") + " items"));
        }
        if (schema.has("minItems") && value.size() < schema.path("minItems").asInt()) {
            errors.add(FieldError.invalid(
                    path, value.size(), path + " in body should have at least " + schema.path("minItems") + " items"));
        }
        for (int i = 0; i < value.size(); i++) {
            check(value.get(i), schema.path("items"), path + "[" + i + "]");
        }
        if (KubeJson.text(schema, "x-kubernetes-list-type").equals("set")) {
            List<JsonNode> seen = new ArrayList<>();
            for (int i = 0; i < value.size(); i++) {
                if (seen.contains(value.get(i))) {
                    errors.add(FieldError.duplicate(path + "[" + i + "]", value.get(i)));
                }
                seen.add(value.get(i));
            }
        }
        if (KubeJson.text(schema, "x-kubernetes-list-type").equals("map")) {
            uniqueKeys(value, KubeJson.texts(schema.path("x-kubernetes-list-map-keys")), path);
        }
    }

    private void uniqueKeys(JsonNode value, List<String> keys, String path) {
        List<List<JsonNode>> seen = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            JsonNode element = value.get(i);
            List<JsonNode> key = keys.stream().map(element::path).toList();
            if (seen.contains(key)) {
                errors.add(FieldError.duplicate(path + "[" + i + "]", element));
            }
            seen.add(key);
        }
    }

    private void text(String value, JsonNode schema, String path) {
        if (schema.has("pattern")
                && !Pattern.compile(schema.path("pattern").asText())
                        .matcher(value)
                        .find()) {
            errors.add(FieldError.invalid(
                    path, value, path + " in body should match '" + KubeJson.text(schema, "pattern") + "'"));
        }
        String format = KubeJson.text(schema, "format");
        if (!TextFormats.keeps(value, format)) {
            errors.add(FieldError.invalid(
                    path, value, path + " in body must be of type " + format + ": " + FieldError.quote(value)));
        }
        if (schema.has("maxLength") && value.length() > schema.path("maxLength").asInt()) {
            errors.add(new FieldError(
                    path,
                    "FieldValueTooLong",
                    "Too long: may not be more than " + schema.path("maxLength") + " bytes"));
        }
        if (schema.has("minLength") && value.length() < schema.path("minLength").asInt()) {
            errors.add(FieldError.invalid(
                    path, value, path + " in body should be at least " + schema.path("minLength") + " chars long"));
        }
    }

    private void number(JsonNode value, JsonNode schema, String path) {
        if (schema.has("maximum") && value.asDouble() > schema.path("maximum").asDouble()) {
            errors.add(FieldError.invalid(
                    path, value, path + " in body should be less than or equal to " + schema.path("maximum")));
        }
        BigDecimal unit = schema.path("multipleOf").decimalValue();
        if (unit.signum() > 0 && value.decimalValue().remainder(unit).signum() != 0) {
            errors.add(FieldError.invalid(
                    path, value, path + " in body should be a multiple of " + schema.path("multipleOf")));
        }
        boolean small = KubeJson.text(schema, "format").equals("int32") && value.isIntegralNumber();
        if (small && !value.canConvertToInt()) {
            errors.add(FieldError.invalid(
                    "<nil>", "", "Checked value must be of type integer with format int32 in " + path));
        }
        if (schema.has("minimum") && value.asDouble() < schema.path("minimum").asDouble()) {
            errors.add(FieldError.invalid(
                    path, value, path + " in body should be greater than or equal to " + schema.path("minimum")));
        }
    }

    private void enumeration(JsonNode value, JsonNode schema, String path) {
        if (schema.path("enum").isArray()) {
            for (JsonNode allowed : schema.path("enum")) {
                if (allowed.equals(value)) {
                    return;
                }
            }
            errors.add(FieldError.notSupported(
                    path, value.asText(), KubeJson.texts(schema.path("enum")).toArray(String[]::new)));
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
