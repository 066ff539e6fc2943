package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** The rules for config maps. Stateless. */
final class ConfigMapStrategy implements Strategy {

    @Override
    public void validate(ObjectNode object, Errors errors) {
        long size = 0;
        JsonNode binary = object.path("binaryData");
        for (var entry : Checks.sorted(object.path("data")).entrySet()) {
            String key = entry.getKey();
            errors.each("data[" + key + "]", key, Names.configKey(key));
            if (binary.has(key)) {
                errors.invalid("data[" + key + "]", key, "duplicate of key present in binaryData");
            }
            size += entry.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        for (var entry : Checks.sorted(binary).entrySet()) {
            errors.each("binaryData[" + entry.getKey() + "]", entry.getKey(), Names.configKey(entry.getKey()));
            size += DataRules.decoded(entry.getValue());
        }
        if (size > DataRules.LIMIT) {
            errors.tooLong("", DataRules.LIMIT);
        }
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        DataRules.sealed(now, before, errors, "data", "binaryData");
    }
}
