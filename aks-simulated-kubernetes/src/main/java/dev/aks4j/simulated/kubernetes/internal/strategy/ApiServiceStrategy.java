package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;

/** The rules for API services, which say what other servers serve. Stateless. */
final class ApiServiceStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        if (KubeJson.at(object, "spec", "service") instanceof ObjectNode service) {
            KubeJson.putDefault(service, "port", 443);
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        String wanted = KubeJson.text(spec, "version") + "." + KubeJson.text(spec, "group");
        String name = KubeJson.text(object, "metadata", "name");
        if (!name.equals(wanted)) {
            errors.invalid("metadata.name", name, "must be `spec.version+\".\"+spec.group`: \"" + wanted + "\"");
        }
        String prefix = KubeJson.text(object, "metadata", "generateName");
        if (!prefix.isEmpty() && !prefix.equals(wanted)) {
            errors.invalid(
                    "metadata.generateName", prefix, "must be `spec.version+\".\"+spec.group`: \"" + wanted + "\"");
        }
        String group = KubeJson.text(spec, "group");
        if (!group.isEmpty()) {
            errors.each("spec.group", group, Names.subdomain(group));
        }
        String version = KubeJson.text(spec, "version");
        errors.each("spec.version", version, Names.label1035(version));
        for (String field : List.of("groupPriorityMinimum", "versionPriority")) {
            long value = spec.path(field).asLong();
            long most = field.startsWith("group") ? 20_000 : 1_000;
            if (value <= 0 || value > most) {
                errors.invalid("spec." + field, value, "must be positive and less than " + most);
            }
        }
        JsonNode service = spec.path("service");
        boolean skips = spec.path("insecureSkipTLSVerify").asBoolean();
        if (!service.isObject()) {
            if (spec.hasNonNull("caBundle")) {
                int bytes = spec.path("caBundle").asText().length() * 3 / 4;
                errors.invalid("spec.caBundle", bytes + " bytes", "local APIServices may not have a caBundle");
            }
            if (skips) {
                errors.invalid(
                        "spec.insecureSkipTLSVerify", true, "local APIServices may not have insecureSkipTLSVerify");
            }
            return;
        }
        for (String field : List.of("name", "namespace")) {
            if (KubeJson.text(service, field).isEmpty()) {
                errors.required("spec.service." + field);
            }
        }
        long port = service.path("port").asLong(443);
        if (port < 1 || port > 65_535) {
            errors.invalid("spec.service.port", port, "port is not valid: must be between 1 and 65535, inclusive");
        }
        if (skips && spec.hasNonNull("caBundle")) {
            errors.invalid("spec.insecureSkipTLSVerify", true, "may not be true if caBundle is present");
        }
    }
}
