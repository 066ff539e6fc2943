package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.CustomSchemas;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What makes a schema structural: types everywhere, and nothing but rules for values inside {@code allOf}, {@code anyOf},
 * {@code oneOf} and {@code not}. Stateless.
 */
final class StructuralSchemaRules {

    private static final List<String> JUNCTORS = List.of("allOf", "anyOf", "oneOf");

    /** What is said of a field that stands inside a junctor, and how. */
    private static final Map<String, String> NOT_NESTED = Map.ofEntries(
            Map.entry("type", "must be empty to be structural"),
            Map.entry("title", "must be empty to be structural"),
            Map.entry("description", "must be empty to be structural"),
            Map.entry("additionalProperties", "must be undefined to be structural"),
            Map.entry("default", "must be undefined to be structural"),
            Map.entry("nullable", "must be false to be structural"),
            Map.entry("x-kubernetes-preserve-unknown-fields", "must be false to be structural"),
            Map.entry("x-kubernetes-embedded-resource", "must be false to be structural"),
            Map.entry("x-kubernetes-int-or-string", "must be false to be structural"),
            Map.entry("x-kubernetes-list-map-keys", "must be empty to be structural"),
            Map.entry("x-kubernetes-list-type", "must be undefined to be structural"),
            Map.entry("x-kubernetes-map-type", "must be undefined to be structural"),
            Map.entry("x-kubernetes-validations", "must be empty to be structural"));

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

    private final Errors errors;

    private StructuralSchemaRules(Errors errors) {
        this.errors = errors;
    }

    /** Returns what is not structural in a schema, in the order of its text. */
    static List<FieldError> check(String at, JsonNode schema, Release release) {
        Errors found = new Errors(release);
        StructuralSchemaRules rules = new StructuralSchemaRules(found);
        rules.invariants(at, schema, Place.ROOT);
        rules.complete(schema, schema, at, at);
        List<FieldError> sorted = new ArrayList<>(found.all());
        sorted.sort(Comparator.comparing(FieldError::text));
        return sorted;
    }

    private static boolean flag(JsonNode schema, String name) {
        return schema.path(name).asBoolean();
    }

    private static Map<String, JsonNode> properties(JsonNode schema) {
        return new TreeMap<>(KubeJson.fields(schema.path("properties")));
    }

    private void invariants(String at, JsonNode schema, Place place) {
        String type = KubeJson.text(schema, "type");
        JsonNode items = schema.path("items");
        if (type.equals("array") && !items.isObject()) {
            errors.required(at + ".items", "must be specified");
        }
        if (items.isObject()) {
            invariants(at + ".items", items, Place.ITEM);
        }
        properties(schema).forEach((name, one) -> invariants(at + ".properties[" + name + "]", one, Place.FIELD));
        JsonNode additional = schema.path("additionalProperties");
        boolean open = additional.isObject() || additional.isBoolean();
        if (open && place == Place.ROOT) {
            errors.forbidden(at + ".additionalProperties", "must not be used at the root");
        }
        if (additional.isObject()) {
            invariants(at + ".additionalProperties", additional, Place.FIELD);
        }
        boolean free = flag(schema, "x-kubernetes-preserve-unknown-fields");
        boolean embedded = flag(schema, "x-kubernetes-embedded-resource");
        if (flag(schema, "x-kubernetes-int-or-string") && free) {
            errors.invalid(
                    at + ".x-kubernetes-preserve-unknown-fields",
                    true,
                    "must be false if x-kubernetes-int-or-string is true");
        }
        if (flag(schema, "x-kubernetes-int-or-string") && embedded) {
            errors.invalid(
                    at + ".x-kubernetes-embedded-resource",
                    true,
                    "must be false if x-kubernetes-int-or-string is true");
        }
        values(
                at,
                schema,
                isIntOrString(schema.path("anyOf")),
                isIntOrString(schema.path("allOf").path(0).path("anyOf")));
        if (embedded && !type.equals("object")) {
            String detail = "must be object if x-kubernetes-embedded-resource is true";
            if (type.isEmpty()) {
                errors.required(at + ".type", detail);
            } else {
                errors.invalid(at + ".type", type, detail);
            }
        } else if (type.isEmpty() && !flag(schema, "x-kubernetes-int-or-string") && !free) {
            errors.required(at + ".type", "must not be empty " + place.words);
        }
        if (embedded && open) {
            errors.forbidden(at + ".additionalProperties", "must not be used if x-kubernetes-embedded-resource is set");
        }
        if (place == Place.ROOT && !type.isEmpty() && !type.equals("object")) {
            errors.invalid(at + ".type", type, "must be object at the root");
        }
        meta(at, schema, place, embedded);
        if (embedded && !free && schema.path("properties").isEmpty()) {
            errors.required(
                    at + ".properties",
                    "must not be empty if x-kubernetes-embedded-resource is true without"
                            + " x-kubernetes-preserve-unknown-fields");
        }
    }

    private void meta(String at, JsonNode schema, Place place, boolean embedded) {
        boolean checked = place == Place.ROOT || embedded;
        JsonNode properties = schema.path("properties");
        for (String field : List.of("kind", "apiVersion")) {
            String type = KubeJson.text(properties.path(field), "type");
            if (checked && properties.has(field) && !type.equals("string")) {
                errors.invalid(at + ".properties[" + field + "].type", type, "must be string");
            }
        }
        JsonNode metadata = properties.path("metadata");
        if (!metadata.isObject()) {
            return;
        }
        String here = at + ".properties[metadata]";
        String type = KubeJson.text(metadata, "type");
        if (checked && !type.equals("object")) {
            errors.invalid(here + ".type", type, "must be object");
        }
        if (place == Place.ROOT) {
            ObjectNode rest = metadata.deepCopy();
            rest.remove(List.of("type", "default"));
            if (rest.path("properties") instanceof ObjectNode named) {
                ObjectNode others = named.deepCopy();
                others.remove(List.of("name", "generateName"));
                if (others.isEmpty()) {
                    rest.remove("properties");
                }
            }
            rest.remove(List.of("description"));
            if (!rest.isEmpty() || metadata.has("description")) {
                errors.forbidden(
                        here,
                        "must not specify anything other than name and generateName, but metadata is implicitly"
                                + " specified");
            }
        }
    }

    private static boolean isIntOrString(JsonNode anyOf) {
        return anyOf.size() == 2
                && anyOf.get(0).size() == 1
                && anyOf.get(1).size() == 1
                && KubeJson.text(anyOf.get(0), "type").equals("integer")
                && KubeJson.text(anyOf.get(1), "type").equals("string");
    }

    private void values(String at, JsonNode schema, boolean skipAnyOf, boolean skipFirst) {
        for (String junctor : JUNCTORS) {
            for (int i = 0; i < schema.path(junctor).size(); i++) {
                if (junctor.equals("anyOf") && skipAnyOf) {
                    continue;
                }
                boolean skip = junctor.equals("allOf") && i == 0 && skipFirst;
                nested(at + "." + junctor + "[" + i + "]", schema.path(junctor).get(i), skip);
            }
        }
        if (schema.path("not").isObject()) {
            nested(at + ".not", schema.path("not"), false);
        }
        String pattern = KubeJson.text(schema, "pattern");
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            errors.invalid(
                    at + ".pattern",
                    pattern,
                    "must be a valid regular expression, but isn't: " + GoPatterns.problem(pattern, e));
        }
    }

    private void nested(String at, JsonNode schema, boolean skipAnyOf) {
        values(at, schema, skipAnyOf, false);
        if (schema.path("items").isObject()) {
            nested(at + ".items", schema.path("items"), false);
        }
        properties(schema).forEach((name, one) -> nested(at + ".properties[" + name + "]", one, false));
        NOT_NESTED.forEach((field, detail) -> {
            JsonNode value = schema.path(field);
            boolean set = value.isTextual() && !value.asText().isEmpty()
                    || value.isBoolean() && (value.asBoolean() || field.equals("additionalProperties"))
                    || value.isContainerNode() && (!value.isEmpty() || field.equals("additionalProperties"))
                    || value.isNumber();
            if (set) {
                errors.forbidden(at + "." + field, detail);
            }
        });
        if (schema.path("properties").has("metadata")) {
            errors.forbidden(at + ".properties[metadata]", "must not be specified in a nested context");
        }
    }

    /** What a junctor speaks of has to be there outside of it. */
    private void complete(JsonNode values, JsonNode schema, String at, String from) {
        if (values.path("not").isObject()) {
            completeNested(values.path("not"), schema, at, from + ".not");
        }
        for (String junctor : JUNCTORS) {
            for (int i = 0; i < values.path(junctor).size(); i++) {
                completeNested(values.path(junctor).get(i), schema, at, from + "." + junctor + "[" + i + "]");
            }
        }
    }

    private void completeNested(JsonNode nested, JsonNode schema, String at, String from) {
        if (!schema.isObject()) {
            errors.required(at, "because it is defined in " + from);
            return;
        }
        complete(nested, schema, at, from);
        if (nested.path("items").isObject()) {
            completeNested(nested.path("items"), schema.path("items"), at + ".items", from + ".items");
        }
        properties(nested).forEach((name, one) -> {
            String step = ".properties[" + name + "]";
            if (schema.path("properties").has(name)) {
                completeNested(one, schema.path("properties").path(name), at + step, from + step);
            } else {
                errors.required(at + step, "because it is defined in " + from + step);
            }
        });
    }

    /** Returns what is wrong with the defaults of a schema that is structural. */
    static List<FieldError> defaults(String at, JsonNode schema, Release release) {
        Errors found = new Errors(release);
        defaults(at, schema, found);
        return found.all();
    }

    private static void defaults(String at, JsonNode schema, Errors errors) {
        JsonNode value = schema.path("default");
        if (!value.isMissingNode() && !value.isNull()) {
            JsonNode pruned = value.deepCopy();
            CustomSchemas.prune(pruned, schema);
            if (!pruned.equals(value)) {
                errors.invalid(at + ".default", value, "must not have unknown fields");
            }
            CustomSchemas.validateValue(value, schema, error -> errors.add(moved(error, at + ".default")));
        }
        if (schema.path("items").isObject()) {
            defaults(at + ".items", schema.path("items"), errors);
        }
        properties(schema).forEach((name, one) -> defaults(at + ".properties[" + name + "]", one, errors));
        if (schema.path("additionalProperties").isObject()) {
            defaults(at + ".additionalProperties", schema.path("additionalProperties"), errors);
        }
    }

    private static FieldError moved(FieldError error, String at) {
        boolean root = error.field().isEmpty() || error.field().equals("<nil>");
        return new FieldError(root ? at : at + "." + error.field(), error.reason(), error.message());
    }
}
