package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.Set;

/** The rules for the bindings of admission policies, which say where they apply. Stateless. */
final class ValidatingAdmissionPolicyBindingStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        AdmissionRules.defaults(object.path("spec").path("matchResources"));
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        String policy = KubeJson.text(spec, "policyName");
        if (policy.isEmpty()) {
            errors.required("spec.policyName");
        } else {
            errors.each("spec.policyName", policy, Names.subdomain(policy));
        }
        if (spec.path("paramRef").isObject()) {
            reference(spec.path("paramRef"), errors);
        }
        AdmissionRules.match("spec.matchResources", spec.path("matchResources"), errors);
        String at = "spec.validationActions";
        JsonNode actions = spec.path("validationActions");
        Set<String> used = new HashSet<>();
        Checks.each(at, actions, (here, action) -> {
            errors.oneOf(here, action.asText(), "Audit", "Deny", "Warn");
            if (!used.add(action.asText())) {
                errors.duplicate(here, action.asText());
            }
        });
        if (used.contains("Deny") && used.contains("Warn")) {
            errors.invalid(
                    at,
                    actions,
                    "must not contain both Deny and Warn (repeating the same validation failure information in the"
                            + " API response and headers serves no purpose)");
        }
        if (used.isEmpty()) {
            errors.required(at, errors.release().atLeast(37) ? "" : "at least one validation action is required");
        }
    }

    private static void reference(JsonNode reference, Errors errors) {
        String at = "spec.paramRef";
        String name = KubeJson.text(reference, "name");
        boolean selected = reference.path("selector").isObject();
        if (!name.isEmpty()) {
            errors.each(at + ".name", name, Names.pathSegment(name));
            if (selected) {
                errors.forbidden(at + ".name", "name and selector are mutually exclusive");
            }
        }
        if (selected) {
            new Checks(errors).labelSelector(at + ".selector", reference.path("selector"));
            if (!name.isEmpty()) {
                errors.forbidden(at + ".selector", "name and selector are mutually exclusive");
            }
        }
        if (name.isEmpty() && !selected) {
            errors.required(at, "one of name or selector must be specified");
        }
        String action = KubeJson.text(reference, "parameterNotFoundAction");
        if (action.isEmpty()) {
            errors.required(at + ".parameterNotFoundAction");
        } else if (!Set.of("Deny", "Allow").contains(action)) {
            errors.notSupported(at + ".parameterNotFoundAction", action, "Deny", "Allow");
        }
    }
}
