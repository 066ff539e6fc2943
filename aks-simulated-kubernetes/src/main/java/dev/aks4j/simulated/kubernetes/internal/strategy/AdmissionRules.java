package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.cel.Cel;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What policies of admission, their bindings and webhooks have in common. Stateless. */
final class AdmissionRules {

    static final Set<String> SEEN =
            Set.of("object", "oldObject", "request", "namespaceObject", "params", "authorizer", "variables");

    private AdmissionRules() {}

    /** Collects what an expression does not keep of its language. */
    static void expression(String at, String expression, Set<String> names, Errors errors) {
        expression(at, expression, names, "", errors);
    }

    /** Checks an expression whose value has to be of a type. */
    static void expression(String at, String expression, Set<String> names, String type, Errors errors) {
        Cel.problem(expression, names, type).ifPresent(problem -> errors.invalid(at, expression, problem));
    }

    /** Checks an expression that makes an object; only whether it can be read, because it makes types of its own. */
    static void patch(String at, String expression, Set<String> names, Errors errors) {
        if (!expression.contains("Object") && !expression.contains("JSONPatch")) {
            expression(at, expression, names, errors);
        }
    }

    static void defaults(JsonNode match) {
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

    static void match(String at, JsonNode match, Errors errors) {
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
                rule(here, rule, errors);
            });
        }
    }

    static void kind(JsonNode kind, Errors errors) {
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
                expression(here + ".expression", expression, names, "bool", errors);
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

    static void rule(String at, JsonNode rule, Errors errors) {
        for (String field : List.of("apiGroups", "apiVersions", "resources", "operations")) {
            JsonNode values = rule.path(field);
            if (values.isEmpty()) {
                errors.required(at + "." + field);
            } else if (values.size() > 1 && KubeJson.texts(values).contains("*") && !field.equals("resources")) {
                errors.invalid(
                        at + "." + field,
                        values,
                        "if '*' is present, must not specify other "
                                + (field.equals("apiGroups")
                                        ? "API groups"
                                        : field.equals("apiVersions") ? "API versions" : "operations"));
            }
        }
        Checks.each(
                at + ".operations",
                rule.path("operations"),
                (here, one) -> errors.oneOf(here, one.asText(), "*", "CONNECT", "CREATE", "DELETE", "UPDATE"));
        Checks.each(at + ".apiVersions", rule.path("apiVersions"), (here, version) -> {
            if (version.asText().isEmpty()) {
                errors.required(here);
            }
        });
        resources(at + ".resources", rule.path("resources"), errors);
        errors.oneOf(at + ".scope", KubeJson.text(rule, "scope"), "*", "Cluster", "Namespaced");
    }

    private static void resources(String at, JsonNode resources, Errors errors) {
        List<String> given = KubeJson.texts(resources);
        Set<String> whole = new HashSet<>();
        Set<String> parts = new HashSet<>();
        for (int i = 0; i < given.size(); i++) {
            String one = given.get(i);
            int slash = one.indexOf('/');
            if (one.isEmpty()) {
                errors.required(at + "[" + i + "]");
            }
            if (slash < 0) {
                continue;
            }
            String resource = one.substring(0, slash);
            String part = one.substring(slash + 1);
            if (whole.contains(resource)) {
                errors.invalid(at + "[" + i + "]", one, "if '" + resource + "/*' is present, must not specify " + one);
            }
            if (parts.contains(part)) {
                errors.invalid(at + "[" + i + "]", one, "if '*/" + part + "' is present, must not specify " + one);
            }
            if (part.equals("*")) {
                whole.add(resource);
            }
            if (resource.equals("*")) {
                parts.add(part);
            }
        }
        if (given.size() > 1 && given.contains("*/*")) {
            errors.invalid(at, resources, "if '*/*' is present, must not specify other resources");
        }
        if (given.contains("*") && given.stream().anyMatch(one -> !one.contains("/") && !one.equals("*"))) {
            errors.invalid(at, resources, "if '*' is present, must not specify other resources without subresources");
        }
    }
}
