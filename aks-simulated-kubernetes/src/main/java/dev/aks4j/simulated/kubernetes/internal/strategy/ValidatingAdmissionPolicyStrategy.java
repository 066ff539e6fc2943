package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.Set;

/** The rules for policies that check objects. Stateless. */
final class ValidatingAdmissionPolicyStrategy implements Strategy {

    @Override
    public void defaults(ObjectNode object, Release release) {
        common(object);
    }

    /** Fills in what policies of both kinds have. */
    static void common(ObjectNode object) {
        ObjectNode spec = KubeJson.make(object, "spec");
        KubeJson.putDefault(spec, "failurePolicy", "Fail");
        AdmissionRules.defaults(spec.path("matchConstraints"));
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        checks(spec, KubeJson.text(object, "metadata", "name"), matching(spec, errors), errors);
    }

    /** Collects what policies of both kinds may not be, and returns the names that their expressions may use. */
    static Set<String> matching(JsonNode spec, Errors errors) {
        errors.oneOf("spec.failurePolicy", KubeJson.text(spec, "failurePolicy"), "Fail", "Ignore");
        if (spec.path("paramKind").isObject()) {
            AdmissionRules.kind(spec.path("paramKind"), errors);
        }
        JsonNode match = spec.path("matchConstraints");
        if (match.isObject()) {
            AdmissionRules.match("spec.matchConstraints", match, errors);
            if (match.path("resourceRules").isEmpty()) {
                errors.required("spec.matchConstraints.resourceRules");
            }
        } else {
            errors.required("spec.matchConstraints");
        }
        Set<String> names = new HashSet<>(AdmissionRules.SEEN);
        if (!spec.path("paramKind").isObject()) {
            names.remove("params");
        }
        Set<String> plain = new HashSet<>(names);
        plain.remove("variables");
        AdmissionRules.conditions("spec.matchConditions", spec.path("matchConditions"), plain, errors);
        if (spec.path("variables").isEmpty()) {
            names = plain;
        }
        Set<String> seen = names;
        Checks.each("spec.variables", spec.path("variables"), (at, variable) -> variable(at, variable, seen, errors));
        return seen;
    }

    private static void variable(String at, JsonNode variable, Set<String> names, Errors errors) {
        String name = KubeJson.text(variable, "name");
        if (name.isBlank()) {
            errors.required(at + ".name", "name is not specified");
        } else if (!name.matches("[_a-zA-Z][_a-zA-Z0-9]*")) {
            errors.invalid(at + ".name", name, "must be a valid CEL identifier");
        }
        String expression = KubeJson.text(variable, "expression");
        if (expression.isBlank()) {
            errors.required(at + ".expression", "expression is not specified");
        } else {
            AdmissionRules.expression(at + ".expression", expression, names, errors);
        }
    }

    private static void checks(JsonNode spec, String name, Set<String> names, Errors errors) {
        if (spec.path("validations").isEmpty() && spec.path("auditAnnotations").isEmpty()) {
            String why = "validations or auditAnnotations must contain at least one item";
            errors.required("spec.validations", why);
            errors.required("spec.auditAnnotations", why);
            return;
        }
        Checks.each("spec.validations", spec.path("validations"), (at, one) -> {
            String expression = KubeJson.text(one, "expression");
            if (expression.isBlank()) {
                errors.required(at + ".expression", "expression is not specified");
            } else {
                AdmissionRules.expression(at + ".expression", expression, names, "bool", errors);
            }
            String message = KubeJson.text(one, "message");
            String computed = KubeJson.text(one, "messageExpression");
            if (!computed.isEmpty() && computed.isBlank()) {
                errors.invalid(at + ".messageExpression", computed, "must be non-empty if specified");
            } else if (!computed.isBlank()) {
                AdmissionRules.expression(at + ".messageExpression", computed, names, "string", errors);
            }
            if (!message.isEmpty() && message.isBlank()) {
                errors.invalid(at + ".message", message, "must be non-empty if specified");
            } else if (message.strip().matches("(?s).*[\n\r].*")) {
                errors.invalid(at + ".message", message, "must not contain line breaks");
            }
            if (one.hasNonNull("reason")) {
                errors.oneOf(
                        at + ".reason", KubeJson.text(one, "reason"), "Forbidden", "Invalid", "RequestEntityTooLarge");
            }
        });
        Set<String> used = new HashSet<>();
        Checks.each("spec.auditAnnotations", spec.path("auditAnnotations"), (at, one) -> {
            String key = KubeJson.text(one, "key");
            errors.each(at + ".key", name + "/" + key, Names.qualified(name + "/" + key));
            String expression = KubeJson.text(one, "valueExpression").strip();
            if (expression.isEmpty()) {
                errors.required(at + ".valueExpression", "valueExpression is not specified");
            } else {
                AdmissionRules.expression(at + ".valueExpression", expression, names, errors);
            }
            if (!used.add(key)) {
                errors.duplicate(at + ".key", key);
            }
        });
    }
}
