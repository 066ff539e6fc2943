package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.cel.Cel;
import dev.aks4j.simulated.kubernetes.internal.cel.CelException;
import dev.aks4j.simulated.kubernetes.internal.cel.CelValues;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.schema.FieldError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Evaluates the {@code x-kubernetes-validations} of a schema. Stateless. */
final class CustomRules {

    private CustomRules() {}

    /** Returns whether a schema has rules anywhere. */
    static boolean has(JsonNode schema) {
        return schema.findValue("x-kubernetes-validations") != null;
    }

    /**
     * Reports the rules that a value breaks.
     *
     * @param before the value before; a missing node if there is none
     */
    static void check(JsonNode value, JsonNode before, JsonNode schema, String path, Consumer<FieldError> errors) {
        if (value.isNull() || value.isMissingNode()) {
            return;
        }
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            rule(rule, value, before, path, errors);
        }
        if (value instanceof ObjectNode object) {
            schema.path("properties")
                    .properties()
                    .forEach(property -> check(
                            object.path(property.getKey()),
                            before.path(property.getKey()),
                            property.getValue(),
                            path.isEmpty() ? property.getKey() : path + "." + property.getKey(),
                            errors));
            JsonNode additional = schema.path("additionalProperties");
            if (additional.isObject()) {
                object.properties()
                        .forEach(entry -> check(
                                entry.getValue(),
                                before.path(entry.getKey()),
                                additional,
                                path + "[" + entry.getKey() + "]",
                                errors));
            }
        } else if (value instanceof ArrayNode array) {
            List<String> keys = KubeJson.texts(schema.path("x-kubernetes-list-map-keys"));
            for (int i = 0; i < array.size(); i++) {
                check(
                        array.get(i),
                        same(array.get(i), before, keys),
                        schema.path("items"),
                        path + "[" + i + "]",
                        errors);
            }
        }
    }

    private static JsonNode same(JsonNode element, JsonNode before, List<String> keys) {
        if (!keys.isEmpty()) {
            for (JsonNode other : before) {
                if (keys.stream().allMatch(key -> other.path(key).equals(element.path(key)))) {
                    return other;
                }
            }
        }
        return before.path("-");
    }

    private static void rule(JsonNode rule, JsonNode value, JsonNode before, String path, Consumer<FieldError> errors) {
        String expression = KubeJson.text(rule, "rule");
        boolean transition = expression.matches("(?s).*\\boldSelf\\b.*");
        boolean optional = rule.path("optionalOldSelf").asBoolean();
        if (transition && before.isMissingNode() && !optional) {
            return;
        }
        Map<String, Object> names = new HashMap<>();
        Object self = CelValues.of(value);
        names.put("self", self);
        Object old = CelValues.of(before);
        names.put("oldSelf", optional ? java.util.Optional.ofNullable(old) : old);
        String at = path + KubeJson.text(rule, "fieldPath");
        try {
            if (Boolean.FALSE.equals(Cel.evaluate(expression, names))) {
                errors.accept(error(rule, expression, names, value, at));
            }
        } catch (CelException e) {
            errors.accept(FieldError.invalid(
                    at, kind(value), "rule evaluation error: " + e.getMessage() + " evaluating rule: " + expression));
        }
    }

    private static FieldError error(
            JsonNode rule, String expression, Map<String, Object> names, JsonNode value, String at) {
        String message = KubeJson.text(rule, "message");
        String computed = KubeJson.text(rule, "messageExpression");
        if (!computed.isEmpty()) {
            try {
                message = String.valueOf(Cel.evaluate(computed, names));
            } catch (CelException e) {
                message = message.isEmpty() ? "failed rule: " + expression : message;
            }
        }
        if (message.isEmpty()) {
            message = "failed rule: " + expression;
        }
        return switch (KubeJson.text(rule, "reason")) {
            case "FieldValueForbidden" -> FieldError.forbidden(at, message);
            case "FieldValueRequired" -> FieldError.required(at, message);
            default ->
                value.isContainerNode()
                        ? FieldError.invalid(at, message)
                        : FieldError.invalid(at, kind(value), message);
        };
    }

    /** The value that an error shows: a single one as it is, others by their kind. */
    private static Object kind(JsonNode value) {
        return new Object() {
            @Override
            public String toString() {
                return value.isObject()
                        ? "\"object\""
                        : value.isArray()
                                ? "\"array\""
                                : value.isTextual() ? FieldError.quote(value.asText()) : value.toString();
            }
        };
    }
}
