package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.cel.Cel;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the schema of a custom type may and may not say. Not thread-safe. */
final class CustomSchemaRules {

    private static final List<String> TYPES = List.of("array", "boolean", "integer", "number", "object", "string");
    private static final Set<String> META = Set.of("metadata", "kind", "apiVersion");
    private static final List<String> REASONS =
            List.of("FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired");
    private static final List<String> ROOT_FIELDS = List.of(
            "Description",
            "Type",
            "Format",
            "Title",
            "Maximum",
            "ExclusiveMaximum",
            "Minimum",
            "ExclusiveMinimum",
            "MaxLength",
            "MinLength",
            "Pattern",
            "MaxItems",
            "MinItems",
            "UniqueItems",
            "MultipleOf",
            "Required",
            "Items",
            "Properties",
            "ExternalDocs",
            "Example",
            "XPreserveUnknownFields",
            "XValidations");

    /** What holds for a place because of where it stands. */
    private record Around(boolean root, String noDefaults, boolean meta, String uncorrelated) {

        Around inside() {
            return new Around(false, noDefaults, meta, uncorrelated);
        }

        Around withoutDefaults(String reason) {
            return new Around(root, reason, meta, uncorrelated);
        }

        Around inMeta() {
            return new Around(root, noDefaults, true, uncorrelated);
        }

        Around uncorrelatedFrom(String path) {
            return uncorrelated.isEmpty() ? new Around(root, noDefaults, meta, path) : this;
        }
    }

    private final List<FieldError> schemaErrors;
    private final List<FieldError> ruleErrors;
    private final Release release;
    private final boolean structural;

    private CustomSchemaRules(Release release, boolean structural) {
        this.release = release;
        this.structural = structural;
        schemaErrors = new ArrayList<>();
        ruleErrors = new ArrayList<>();
    }

    /**
     * Collects what is wrong with a schema.
     *
     * @param status whether objects of the type have a status subresource
     */
    static void check(String at, JsonNode schema, boolean status, Errors errors) {
        root(at, schema, status, errors);
        List<FieldError> found = StructuralSchemaRules.check(at, schema, errors.release());
        if (found.isEmpty()) {
            found = StructuralSchemaRules.defaults(at, schema, errors.release());
        }
        found.forEach(errors::add);
        CustomSchemaRules rules = new CustomSchemaRules(errors.release(), found.isEmpty());
        rules.schema(at, schema, new Around(true, "", false, ""), true);
        rules.schemaErrors.forEach(errors::add);
        rules.ruleErrors.forEach(errors::add);
    }

    private static void root(String at, JsonNode schema, boolean status, Errors errors) {
        String type = KubeJson.text(schema, "type");
        if (status) {
            for (Map.Entry<String, JsonNode> entry : schema.properties()) {
                if (entry.getKey().equals("type")) {
                    if (!type.isEmpty() && !type.equals("object")) {
                        errors.invalid(
                                at + ".type",
                                type,
                                "only \"object\" is allowed as the type at the root of the schema if the status"
                                        + " subresource is enabled");
                        break;
                    }
                } else if (!isNothing(entry.getValue()) && !ROOT_FIELDS.contains(inner(entry.getKey()))) {
                    errors.invalid(
                            at,
                            schema,
                            "only [" + String.join(" ", ROOT_FIELDS)
                                    + "] fields are allowed at the root of the schema if the status subresource is"
                                    + " enabled");
                    break;
                }
            }
        }
        if (schema.path("nullable").asBoolean()) {
            errors.forbidden(at + ".nullable", "nullable cannot be true at the root");
        }
    }

    private static boolean isNothing(JsonNode value) {
        return value.isNull()
                || value.isContainerNode() && value.isEmpty()
                || value.isBoolean() && !value.asBoolean()
                || value.isTextual() && value.asText().isEmpty();
    }

    private static String inner(String field) {
        if (!field.startsWith("x-kubernetes-")) {
            return field.substring(0, 1).toUpperCase(Locale.ROOT) + field.substring(1);
        }
        StringBuilder name = new StringBuilder("X");
        for (String word : field.substring("x-kubernetes-".length()).split("-")) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }

    private void forbid(String at, String detail) {
        schemaErrors.add(FieldError.forbidden(at, detail));
    }

    private void invalid(String at, Object value, String detail) {
        schemaErrors.add(FieldError.invalid(at, value, detail));
    }

    private void require(String at, String detail) {
        schemaErrors.add(FieldError.required(at, detail));
    }

    private static Map<String, JsonNode> sorted(JsonNode map) {
        return new TreeMap<>(KubeJson.fields(map));
    }

    /** @param evaluated whether rules in the language of expressions are looked at here */
    private void schema(String at, JsonNode schema, Around around, boolean evaluated) {
        if (!schema.isObject()) {
            return;
        }
        int before = schemaErrors.size();
        itself(at, schema, around);
        JsonNode additional = schema.path("additionalProperties");
        if (additional.isObject() || additional.isBoolean()) {
            boolean alone = additional.isBoolean() && additional.asBoolean();
            if (!schema.path("properties").isEmpty() && !alone) {
                forbid(at + ".additionalProperties", "additionalProperties and properties are mutual exclusive");
            }
            Around inner = around.meta
                    ? around.withoutDefaults("inside additionalProperties applying to object metadata")
                    : around;
            schema(at + ".additionalProperties", additional, inner.inside(), evaluated);
        }
        properties(at, schema, around, evaluated);
        schema(at + ".not", schema.path("not"), around.inside(), false);
        for (String junctor : List.of("allOf", "oneOf", "anyOf")) {
            for (int i = 0; i < schema.path(junctor).size(); i++) {
                schema(at + "." + junctor + "[" + i + "]", schema.path(junctor).get(i), around.inside(), false);
            }
        }
        for (String named : List.of("definitions", "dependencies")) {
            sorted(schema.path(named))
                    .forEach((name, one) -> schema(at + "." + named + "[" + name + "]", one, around.inside(), false));
        }
        if (schema.path("items").isObject()) {
            boolean map = KubeJson.text(schema, "x-kubernetes-list-type").equals("map");
            Around inner = map ? around : around.uncorrelatedFrom(at);
            schema(at + ".items", schema.path("items"), inner.inside(), evaluated);
        }
        extensions(at, schema);
        rules(at, schema, around, evaluated, before);
    }

    private void itself(String at, JsonNode schema, Around around) {
        String type = KubeJson.text(schema, "type");
        if (!type.isEmpty() && !TYPES.contains(type)) {
            schemaErrors.add(FieldError.notSupported(at + ".type", type, TYPES.toArray(String[]::new)));
        }
        if (schema.hasNonNull("default") && !around.noDefaults.isEmpty()) {
            forbid(at + ".default", "must not be set " + around.noDefaults);
        }
        for (String field :
                List.of("id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref")) {
            JsonNode value = schema.path(field);
            boolean set = field.equals("$ref")
                    ? schema.hasNonNull(field)
                    : field.equals("dependencies") ? value.isObject() : !value.isMissingNode() && !isNothing(value);
            if (set) {
                forbid(at + "." + field, field + " is not supported");
            }
        }
        if (type.equals("null")) {
            forbid(at + ".type", "type cannot be set to null, use nullable as an alternative");
        }
        if (schema.path("items").isArray()) {
            forbid(at + ".items", "items must be a schema object and not an array");
        }
        if (around.meta && schema.path("x-kubernetes-embedded-resource").asBoolean()) {
            forbid(at + ".x-kubernetes-embedded-resource", "must not be used inside of resource meta");
        }
        if (schema.path("uniqueItems").asBoolean()) {
            forbid(
                    at + ".uniqueItems",
                    "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        }
    }

    private void properties(String at, JsonNode schema, Around around, boolean evaluated) {
        String map = KubeJson.text(schema, "x-kubernetes-map-type");
        boolean embedded = schema.path("x-kubernetes-embedded-resource").asBoolean();
        sorted(schema.path("properties")).forEach((name, property) -> {
            Around inner = map.equals("atomic") ? around.uncorrelatedFrom(at) : around;
            if ((around.root || embedded) && META.contains(name)) {
                inner = inner.inMeta();
                if (around.root) {
                    inner = inner.withoutDefaults("in top-level " + name);
                }
            }
            schema(at + ".properties[" + name + "]", property, inner.inside(), evaluated);
        });
    }

    private void extensions(String at, JsonNode schema) {
        String type = KubeJson.text(schema, "type");
        JsonNode free = schema.path("x-kubernetes-preserve-unknown-fields");
        if (free.isBoolean() && !free.asBoolean()) {
            invalid(at + ".x-kubernetes-preserve-unknown-fields", false, "must be true or undefined");
        }
        if (schema.hasNonNull("x-kubernetes-map-type")) {
            String map = KubeJson.text(schema, "x-kubernetes-map-type");
            of(at, type, "object", "map-type");
            if (!Set.of("atomic", "granular").contains(map)) {
                schemaErrors.add(FieldError.notSupported(at + ".x-kubernetes-map-type", map, "atomic", "granular"));
            }
        }
        if (schema.hasNonNull("x-kubernetes-list-type")) {
            String list = KubeJson.text(schema, "x-kubernetes-list-type");
            if (!type.equals("array")) {
                of(at, type, "array", "list-type");
            } else if (list.equals("set")) {
                atomic(at + ".items", schema.path("items"));
            }
            if (!Set.of("atomic", "set", "map").contains(list)) {
                schemaErrors.add(FieldError.notSupported(at + ".x-kubernetes-list-type", list, "atomic", "set", "map"));
            }
        }
        keys(at, schema);
    }

    private void of(String at, String type, String wanted, String extension) {
        String detail = "must be " + wanted + " if x-kubernetes-" + extension + " is specified";
        if (type.isEmpty()) {
            require(at + ".type", detail);
        } else if (!type.equals(wanted)) {
            invalid(at + ".type", type, detail);
        }
    }

    private void atomic(String at, JsonNode items) {
        String detail = "must be atomic as item of a list with x-kubernetes-list-type=set";
        JsonNode list = items.path("x-kubernetes-list-type");
        String type = KubeJson.text(items, "type");
        if (type.equals("array") && list.isTextual() && !list.asText().equals("atomic")) {
            invalid(at + ".x-kubernetes-list-type", list, detail);
        } else if (type.equals("object")
                && !KubeJson.text(items, "x-kubernetes-map-type").equals("atomic")) {
            invalid(at + ".x-kubernetes-map-type", list, detail);
        }
    }

    private void keys(String at, JsonNode schema) {
        JsonNode keys = schema.path("x-kubernetes-list-map-keys");
        String list = KubeJson.text(schema, "x-kubernetes-list-type");
        JsonNode items = schema.path("items");
        if (!keys.isEmpty() && !list.equals("map")) {
            String detail = "must be map if x-kubernetes-list-map-keys is non-empty";
            if (schema.hasNonNull("x-kubernetes-list-type")) {
                invalid(at + ".x-kubernetes-list-type", list, detail);
            } else {
                require(at + ".x-kubernetes-list-type", detail);
            }
        }
        if (list.equals("map")) {
            if (keys.isEmpty()) {
                require(at + ".x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map");
            }
            if (!items.isObject()) {
                require(at + ".items", "must have a schema if x-kubernetes-list-type is map");
            } else if (!KubeJson.text(items, "type").equals("object")) {
                invalid(
                        at + ".items.type",
                        KubeJson.text(items, "type"),
                        "must be object if parent array's x-kubernetes-list-type is map");
            } else {
                mapKeys(at, keys, items);
            }
        }
        if (items.isObject() && Set.of("set", "map").contains(list)) {
            mapItems(at, list, keys, items);
        }
    }

    private void mapKeys(String at, JsonNode keys, JsonNode items) {
        Set<String> seen = new HashSet<>();
        for (String key : KubeJson.texts(keys)) {
            JsonNode property = items.path("properties").path(key);
            if (!property.isObject()) {
                invalid(at + ".x-kubernetes-list-map-keys", keys, "entries must all be names of item properties");
            } else if (Set.of("array", "object").contains(KubeJson.text(property, "type"))) {
                invalid(
                        at + ".items.properties[" + key + "].type",
                        KubeJson.text(items, "type"),
                        "must be a scalar type if parent array's x-kubernetes-list-type is map");
            }
            if (!seen.add(key)) {
                invalid(at + ".x-kubernetes-list-map-keys", keys, "must not contain duplicate entries");
            }
        }
    }

    private void mapItems(String at, String list, JsonNode keys, JsonNode items) {
        if (items.path("nullable").asBoolean()) {
            forbid(at + ".items.nullable", "cannot be nullable when x-kubernetes-list-type is " + list);
        }
        if (!list.equals("map")) {
            return;
        }
        List<String> required = KubeJson.texts(items.path("required"));
        for (String key : KubeJson.texts(keys)) {
            JsonNode property = items.path("properties").path(key);
            String here = at + ".items.properties[" + key + "]";
            if (!property.isObject()) {
                continue;
            }
            if (!required.contains(key) && !property.hasNonNull("default")) {
                require(
                        here + ".default",
                        "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required"
                                + " property");
            }
            if (property.path("nullable").asBoolean()) {
                forbid(here + ".nullable", "this property is in x-kubernetes-list-map-keys, so it cannot be nullable");
            }
        }
    }

    private void rules(String list, JsonNode schema, Around around, boolean evaluated, int before) {
        JsonNode rules = schema.path("x-kubernetes-validations");
        for (int i = 0; i < rules.size(); i++) {
            words(list + ".x-kubernetes-validations[" + i + "]", rules.get(i), schema);
        }
        if (!structural || !evaluated || schemaErrors.size() > before) {
            return;
        }
        for (int i = 0; i < rules.size(); i++) {
            JsonNode rule = rules.get(i);
            String at = list + ".x-kubernetes-validations[" + i + "]";
            String text = KubeJson.text(rule, "rule").strip();
            Cel.problem(text, schema, around.root, Cel.Kind.BOOLEAN)
                    .ifPresent(problem -> ruleErrors.add(FieldError.invalid(at + ".rule", internal(rule), problem)));
            String message = KubeJson.text(rule, "messageExpression").strip();
            if (!message.isEmpty()) {
                Cel.problem(message, schema, around.root, Cel.Kind.TEXT)
                        .ifPresent(problem -> ruleErrors.add(FieldError.invalid(
                                at + ".messageExpression", internal(rule), "messageExpression " + problem)));
            }
            boolean old = text.matches("(?s).*\\boldSelf\\b.*");
            if (old && !around.uncorrelated.isEmpty()) {
                ruleErrors.add(FieldError.invalid(
                        at + ".rule",
                        KubeJson.text(rule, "rule"),
                        "oldSelf cannot be used on the uncorrelatable portion of the schema within "
                                + around.uncorrelated));
            } else if (!old && rule.hasNonNull("optionalOldSelf")) {
                ruleErrors.add(FieldError.invalid(
                        at + ".optionalOldSelf",
                        rule.path("optionalOldSelf").asBoolean(),
                        "may not be set if oldSelf is not used in rule"));
            }
        }
    }

    /** Returns a rule as the server's own code names its parts. */
    private static Object internal(JsonNode rule) {
        ObjectNode go = KubeJson.object().put("Rule", KubeJson.text(rule, "rule"));
        go.put("Message", KubeJson.text(rule, "message"));
        go.put("MessageExpression", KubeJson.text(rule, "messageExpression"));
        go.set("Reason", rule.path("reason").isTextual() ? rule.get("reason") : null);
        go.put("FieldPath", KubeJson.text(rule, "fieldPath"));
        go.set("OptionalOldSelf", rule.path("optionalOldSelf").isBoolean() ? rule.get("optionalOldSelf") : null);
        return new Object() {
            @Override
            public String toString() {
                return go.toString();
            }
        };
    }

    private void words(String at, JsonNode rule, JsonNode schema) {
        String text = KubeJson.text(rule, "rule").strip();
        String message = KubeJson.text(rule, "message");
        if (text.isEmpty()) {
            require(at + ".rule", "rule is not specified");
        } else if (!message.isEmpty() && message.isBlank()) {
            invalid(at + ".message", message, "must be non-empty if specified");
        } else if (broken(message.strip())) {
            invalid(at + ".message", message, "must not contain line breaks");
        } else if (broken(text) && message.isBlank()) {
            require(at + ".message", "message must be specified if rule contains line breaks");
        }
        String expression = KubeJson.text(rule, "messageExpression");
        if (!expression.isEmpty() && expression.isBlank()) {
            require(at + ".messageExpression", "messageExpression must be non-empty if specified");
        }
        String reason = KubeJson.text(rule, "reason");
        if (rule.hasNonNull("reason") && !REASONS.contains(reason)) {
            schemaErrors.add(FieldError.notSupported(at + ".reason", reason, REASONS.toArray(String[]::new)));
        }
        String path = KubeJson.text(rule, "fieldPath");
        if (!path.isEmpty() && path.isBlank()) {
            invalid(at + ".fieldPath", path, "must be non-empty if specified");
        }
        if (broken(path)) {
            invalid(at + ".fieldPath", path, "must not contain line breaks");
        }
        if (!path.isEmpty() && !SchemaPaths.leads(path, schema)) {
            invalid(at + ".fieldPath", path, "must be a valid path");
        }
    }

    private static boolean broken(String text) {
        return text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0;
    }

    Release release() {
        return release;
    }
}
