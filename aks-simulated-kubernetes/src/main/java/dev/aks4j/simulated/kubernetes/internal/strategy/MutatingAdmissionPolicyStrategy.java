package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.Set;

/** The rules for policies that change objects. Stateless. */
final class MutatingAdmissionPolicyStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        ValidatingAdmissionPolicyStrategy.common(object);
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        Set<String> names = ValidatingAdmissionPolicyStrategy.matching(spec, errors);
        for (JsonNode rule : KubeJson.at(spec, "matchConstraints", "resourceRules")) {
            for (JsonNode operation : rule.path("operations")) {
                errors.oneOf("spec.matchConstraints.resourceRules.operations", operation.asText(), "CREATE", "UPDATE");
            }
        }
        if (spec.path("mutations").isEmpty()) {
            errors.required("spec.mutations", "mutations must contain at least one item");
        }
        Checks.each("spec.mutations", spec.path("mutations"), (at, one) -> mutation(at, one, names, errors));
        String again = KubeJson.text(spec, "reinvocationPolicy");
        if (again.isEmpty()) {
            errors.required("spec.reinvocationPolicy");
        } else {
            errors.oneOf("spec.reinvocationPolicy", again, "IfNeeded", "Never");
        }
    }

    private static void mutation(String at, JsonNode mutation, Set<String> names, Errors errors) {
        String type = KubeJson.text(mutation, "patchType");
        if (type.isEmpty()) {
            errors.required(at + ".patchType");
            return;
        }
        switch (type) {
            case "JSONPatch" -> patch(at, mutation, "jsonPatch", "applyConfiguration", type, names, errors);
            case "ApplyConfiguration" -> patch(at, mutation, "applyConfiguration", "jsonPatch", type, names, errors);
            default -> errors.notSupported(at + ".patchType", type, "ApplyConfiguration", "JSONPatch");
        }
    }

    private static void patch(
            String at, JsonNode mutation, String own, String other, String type, Set<String> names, Errors errors) {
        if (!mutation.path(own).isObject()) {
            errors.required(at + "." + own, "must be specified when patchType is " + type);
        } else {
            String expression = KubeJson.text(mutation, own, "expression").strip();
            if (expression.isEmpty()) {
                errors.required(at + "." + own + ".expression");
            } else {
                AdmissionRules.patch(at + "." + own + ".expression", expression, names, errors);
            }
        }
        if (mutation.path(other).isObject()) {
            errors.invalid(at + "." + other, "{" + other + "}", "must not be specified when patchType is " + type);
        }
    }
}
