package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.Set;

/** The rules for CSI nodes. Stateless. */
final class CsiNodeStrategy implements Strategy {

    @Override
    public void validate(ObjectNode object, Errors errors) {
        Checks checks = new Checks(errors);
        Set<String> names = new HashSet<>();
        Checks.each("spec.drivers", KubeJson.at(object, "spec", "drivers"), (at, driver) -> {
            String name = KubeJson.text(driver, "name");
            String id = KubeJson.text(driver, "nodeID");
            new VolumeSourceRules(checks).driver(at + ".name", name);
            if (id.isEmpty()) {
                errors.required(at + ".nodeID");
            } else if (id.length() > 256) {
                errors.invalid(at + ".nodeID", id, "must be 256 characters or less");
            }
            errors.notNegative(at + ".allocatable.count", KubeJson.at(driver, "allocatable", "count"));
            if (!names.add(name)) {
                errors.duplicate(at + ".name", name);
            }
            Set<String> keys = new HashSet<>();
            for (JsonNode key : driver.path("topologyKeys")) {
                if (!keys.add(key.asText())) {
                    errors.duplicate(at + ".topologyKeys", key.asText());
                }
                checks.qualified(at + ".topologyKeys", key.asText());
            }
        });
    }
}
