package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.nio.charset.StandardCharsets;

/** The rules for config maps. Stateless. */
final class ConfigMapStrategy implements Strategy {

    private static final int LIMIT = 1024 * 1024;

    @Override
    public void validate(ObjectNode object, Errors errors) {
        long size = 0;
        for (String part : new String[] {"data", "binaryData"}) {
            for (var entry : KubeJson.strings(object.path(part)).entrySet()) {
                key(part, entry.getKey(), errors);
                size += entry.getValue().getBytes(StandardCharsets.UTF_8).length;
            }
        }
        object.path("binaryData").fieldNames().forEachRemaining(key -> {
            if (object.path("data").has(key)) {
                errors.invalid("data[" + key + "]", key, "duplicate of key present in binaryData");
            }
        });
        if (size > LIMIT) {
            errors.tooLong("", LIMIT);
        }
    }

    static void key(String part, String key, Errors errors) {
        if (key.isEmpty()
                || key.length() > 253
                || !key.matches("[-._a-zA-Z0-9]+")
                || key.equals(".")
                || key.equals("..")) {
            errors.invalid(
                    part + "[" + key + "]",
                    key,
                    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name', "
                            + " or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')");
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        immutable(now, before, errors, "data", "binaryData");
    }

    static void immutable(JsonNode now, JsonNode before, Errors errors, String... parts) {
        if (!before.path("immutable").asBoolean()) {
            return;
        }
        if (!now.path("immutable").asBoolean()) {
            errors.forbidden("immutable", "field is immutable when `immutable` is set");
        }
        for (String part : parts) {
            if (!now.path(part).equals(before.path(part))) {
                errors.forbidden(part, "field is immutable when `immutable` is set");
            }
        }
    }
}
