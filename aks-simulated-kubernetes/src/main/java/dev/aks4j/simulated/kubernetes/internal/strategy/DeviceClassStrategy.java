package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The rules for classes of devices. Stateless. */
final class DeviceClassStrategy implements Strategy {

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        DeviceRules.selectors("spec.selectors", spec.path("selectors"), errors);
        DeviceRules.configurations("spec.config", spec.path("config"), java.util.Optional.empty(), errors);
        if (spec.hasNonNull("extendedResourceName")) {
            String at = "spec.extendedResourceName";
            String name = spec.path("extendedResourceName").asText();
            if (!name.contains("/")) {
                errors.invalid(at, name, "a name must be a domain-prefixed path, such as 'example.com/my-prop'");
            }
            errors.each(at, name, Names.qualified(name));
        }
    }
}
