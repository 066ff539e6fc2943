package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;

/** The rules for addresses that the cluster knows of. Stateless. */
final class IpAddressStrategy implements Strategy {

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode parent = KubeJson.at(object, "spec", "parentRef");
        if (!parent.isObject()) {
            errors.required("spec.parentRef");
            return;
        }
        Checks checks = new Checks(errors);
        String at = "spec.parentRef";
        if (!KubeJson.text(parent, "group").isEmpty()) {
            checks.subdomain(at + ".group", KubeJson.text(parent, "group"));
        }
        for (String field : List.of("resource", "name")) {
            String value = KubeJson.text(parent, field);
            if (value.isEmpty()) {
                errors.required(at + "." + field);
            } else {
                errors.each(at + "." + field, value, Names.pathSegment(value));
            }
        }
        String namespace = KubeJson.text(parent, "namespace");
        errors.each(at + ".namespace", namespace, Names.pathSegment(namespace));
    }

    @Override
    public void validateUpdate(ObjectNode now, ObjectNode before, Errors errors) {
        errors.unchangedSilently(
                "spec.parentRef", KubeJson.at(now, "spec", "parentRef"), KubeJson.at(before, "spec", "parentRef"));
    }
}
