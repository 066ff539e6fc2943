package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.cel.Cel;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The rules for policies of admission and their bindings. Stateless. */
final class PolicyStrategies {

    private static final Set<String> SEEN =
            Set.of("object", "oldObject", "request", "namespaceObject", "params", "authorizer", "variables");

    private PolicyStrategies() {}

    /** Collects what an expression does not keep of its language. */
    static void expression(String at, String expression, Set<String> names, Errors errors) {
        Cel.problem(expression, names).ifPresent(problem -> errors.invalid(at, expression, problem));
    }

    private static void defaults(JsonNode match) {
        if (!(match instanceof ObjectNode object)) {
            return;
        }
        KubeJson.putDefault(object, "matchPolicy", "Equivalent");
        for (String selector : List.of("namespaceSelector", "objectSelector")) {
            if (!object.path(selector).isObject()) {
                object.putObject(selector);
            }
        }
        for (String list : List.of("resourceRules", "excludeResourceRules")) {
            KubeJson.objects(object.path(list)).forEach(rule -> KubeJson.putDefault(rule, "scope", "*"));
        }
    }

    private static void match(String at, JsonNode match, Errors errors) {
        if (!match.isObject()) {
            return;
        }
        errors.oneOf(at + ".matchPolicy", KubeJson.text(match, "matchPolicy"), "Equivalent", "Exact");
        Checks checks = new Checks(errors);
        checks.labelSelector(at + ".namespaceSelector", match.path("namespaceSelector"));
        checks.labelSelector(at + ".objectSelector", match.path("objectSelector"));
        for (String list : List.of("resourceRules", "excludeResourceRules")) {
            Checks.each(at + "." + list, match.path(list), (here, rule) -> {
                Set<String> names = new HashSet<>();
                Checks.each(here + ".resourceNames", rule.path("resourceNames"), (spot, name) -> {
                    errors.each(spot, name.asText(), Names.pathSegment(name.asText()));
                    if (!names.add(name.asText())) {
                        errors.duplicate(spot, name.asText());
                    }
                });
                MoreStrategies.Webhooks.rule(here, rule, errors);
            });
        }
    }

    private static void kind(JsonNode kind, Errors errors) {
        String at = "spec.paramKind";
        String version = KubeJson.text(kind, "apiVersion");
        if (version.isEmpty()) {
            errors.required(at + ".apiVersion");
        } else {
            String[] parts = version.split("/", -1);
            String group = parts.length == 2 ? parts[0] : "";
            String own = parts[parts.length - 1];
            if (parts.length > 2) {
                errors.invalid(at + ".apiVersion", version, "unexpected GroupVersion string: " + version);
            } else {
                if (!group.isEmpty() && !Names.subdomain(group).isEmpty()) {
                    errors.invalid(at + ".apiVersion", group, String.join(",", Names.subdomain(group)));
                }
                if (own.isEmpty()) {
                    errors.invalid(at + ".apiVersion", version, "version must be specified");
                } else if (!Names.label1035(own).isEmpty()) {
                    errors.invalid(at + ".apiVersion", own, String.join(",", Names.label1035(own)));
                }
            }
        }
        String name = KubeJson.text(kind, "kind");
        if (name.isEmpty()) {
            errors.required(at + ".kind");
        } else {
            List<String> problems = Names.label1035(name.toLowerCase(Locale.ROOT));
            if (!problems.isEmpty()) {
                errors.invalid(
                        at + ".kind",
                        name,
                        "may have mixed case, but should otherwise match: " + String.join(",", problems));
            }
        }
    }

    static void conditions(String at, JsonNode conditions, Set<String> names, Errors errors) {
        if (conditions.size() > 64) {
            errors.tooMany(at, conditions.size(), 64);
        }
        Set<String> used = new HashSet<>();
        Checks.each(at, conditions, (here, condition) -> {
            String expression = KubeJson.text(condition, "expression").strip();
            if (expression.isEmpty()) {
                errors.required(here + ".expression");
            } else {
                expression(here + ".expression", expression, names, errors);
            }
            String name = KubeJson.text(condition, "name");
            if (name.isEmpty()) {
                errors.required(here + ".name");
            } else {
                errors.each(here + ".name", name, Names.qualified(name));
                if (!used.add(name)) {
                    errors.duplicate(here + ".name", name);
                }
            }
        });
    }

    /** Policies that check objects. */
    static final class Policies implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            ObjectNode spec = KubeJson.make(object, "spec");
            KubeJson.putDefault(spec, "failurePolicy", "Fail");
            PolicyStrategies.defaults(spec.path("matchConstraints"));
        }

        @Override
        public void validate(ObjectNode object, Errors errors) {
            JsonNode spec = object.path("spec");
            errors.oneOf("spec.failurePolicy", KubeJson.text(spec, "failurePolicy"), "Fail", "Ignore");
            if (spec.path("paramKind").isObject()) {
                kind(spec.path("paramKind"), errors);
            }
            JsonNode match = spec.path("matchConstraints");
            if (match.isObject()) {
                match("spec.matchConstraints", match, errors);
                if (match.path("resourceRules").isEmpty()) {
                    errors.required("spec.matchConstraints.resourceRules");
                }
            } else {
                errors.required("spec.matchConstraints");
            }
            Set<String> names = new HashSet<>(SEEN);
            if (!spec.path("paramKind").isObject()) {
                names.remove("params");
            }
            Set<String> plain = new HashSet<>(names);
            plain.remove("variables");
            conditions("spec.matchConditions", spec.path("matchConditions"), plain, errors);
            if (spec.path("variables").isEmpty()) {
                names = plain;
            }
            Set<String> seen = names;
            Checks.each(
                    "spec.variables", spec.path("variables"), (at, variable) -> variable(at, variable, seen, errors));
            checks(spec, KubeJson.text(object, "metadata", "name"), seen, errors);
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
                expression(at + ".expression", expression, names, errors);
            }
        }

        private static void checks(JsonNode spec, String name, Set<String> names, Errors errors) {
            if (spec.path("validations").isEmpty()
                    && spec.path("auditAnnotations").isEmpty()) {
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
                    expression(at + ".expression", expression, names, errors);
                }
                String message = KubeJson.text(one, "message");
                String computed = KubeJson.text(one, "messageExpression");
                if (!computed.isEmpty() && computed.isBlank()) {
                    errors.invalid(at + ".messageExpression", computed, "must be non-empty if specified");
                } else if (!computed.isBlank()) {
                    expression(at + ".messageExpression", computed, names, errors);
                }
                if (!message.isEmpty() && message.isBlank()) {
                    errors.invalid(at + ".message", message, "must be non-empty if specified");
                } else if (message.strip().matches("(?s).*[\n\r].*")) {
                    errors.invalid(at + ".message", message, "must not contain line breaks");
                }
                if (one.hasNonNull("reason")) {
                    errors.oneOf(
                            at + ".reason",
                            KubeJson.text(one, "reason"),
                            "Forbidden",
                            "Invalid",
                            "RequestEntityTooLarge");
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
                    expression(at + ".valueExpression", expression, names, errors);
                }
                if (!used.add(key)) {
                    errors.duplicate(at + ".key", key);
                }
            });
        }
    }

    /** Where policies apply. */
    static final class Bindings implements Strategy {

        @Override
        public void defaults(ObjectNode object, Release release) {
            PolicyStrategies.defaults(object.path("spec").path("matchResources"));
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
            match("spec.matchResources", spec.path("matchResources"), errors);
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
}
