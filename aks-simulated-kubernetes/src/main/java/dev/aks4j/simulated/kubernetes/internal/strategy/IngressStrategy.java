package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;

/** The rules for ingresses. Stateless. */
final class IngressStrategy implements Strategy {

    @Override
    public void create(ObjectNode object) {
        object.putObject("status").putObject("loadBalancer");
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        if (spec.path("rules").isEmpty() && !spec.has("defaultBackend")) {
            errors.invalid("spec", spec, "either `defaultBackend` or `rules` must be specified");
        }
        for (int i = 0; i < spec.path("rules").size(); i++) {
            JsonNode paths = KubeJson.at(spec.path("rules").get(i), "http", "paths");
            for (int j = 0; j < paths.size(); j++) {
                path(paths.get(j), "spec.rules[" + i + "].http.paths[" + j + "]", errors);
            }
        }
    }

    private static void path(JsonNode path, String field, Errors errors) {
        String type = KubeJson.text(path, "pathType");
        if (type.isEmpty()) {
            errors.required(field + ".pathType", "pathType must be specified");
        } else {
            errors.oneOf(field + ".pathType", type, "Exact", "ImplementationSpecific", "Prefix");
        }
        if (!type.equals("ImplementationSpecific")
                && !KubeJson.text(path, "path").startsWith("/")) {
            errors.invalid(field + ".path", KubeJson.text(path, "path"), "must be an absolute path");
        }
        if (KubeJson.text(path, "backend", "service", "name").isEmpty()
                && !path.path("backend").has("resource")) {
            errors.required(field + ".backend.service.name", "");
        }
    }
}
