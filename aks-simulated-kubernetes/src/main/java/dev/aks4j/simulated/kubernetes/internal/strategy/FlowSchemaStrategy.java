package dev.aks4j.simulated.kubernetes.internal.strategy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules for flow schemas, which say which requests belong to which priority level. Stateless. */
final class FlowSchemaStrategy implements Strategy {

    private static final String[] VERBS = {
        "create", "delete", "deletecollection", "get", "list", "patch", "proxy", "update", "watch"
    };
    private static final Map<String, String> SUBJECTS =
            Map.of("ServiceAccount", "serviceAccount", "User", "user", "Group", "group");

    @Override
    public void defaults(ObjectNode object, Release release) {
        ObjectNode spec = KubeJson.make(object, "spec");
        if (spec.path("matchingPrecedence").asInt() == 0) {
            spec.put("matchingPrecedence", 1000);
        }
    }

    @Override
    public void validate(ObjectNode object, Errors errors) {
        JsonNode spec = object.path("spec");
        int precedence = spec.path("matchingPrecedence").asInt();
        if (precedence <= 0) {
            errors.invalid("spec.matchingPrecedence", precedence, "must be a positive value");
        }
        if (precedence > 10_000) {
            errors.invalid("spec.matchingPrecedence", precedence, "must not be greater than 10000");
        }
        if (precedence == 1 && !KubeJson.text(object, "metadata", "name").equals("exempt")) {
            errors.invalid(
                    "spec.matchingPrecedence",
                    precedence,
                    "only the schema named 'exempt' may have matchingPrecedence 1");
        }
        JsonNode method = spec.path("distinguisherMethod");
        String kind = KubeJson.text(method, "type");
        if (method.isObject() && !Set.of("ByNamespace", "ByUser").contains(kind)) {
            errors.notSupported(
                    "spec.distinguisherMethod.type", KubeJson.object().put("Type", kind), "ByNamespace", "ByUser");
        }
        String level = KubeJson.text(spec, "priorityLevelConfiguration", "name");
        if (level.isEmpty()) {
            errors.required("spec.priorityLevelConfiguration.name", "must reference a priority level");
        } else {
            errors.each("spec.priorityLevelConfiguration.name", level, Names.subdomain(level));
        }
        Checks.each("spec.rules", spec.path("rules"), (at, rule) -> rule(at, rule, errors));
    }

    private static void rule(String at, JsonNode rule, Errors errors) {
        if (rule.path("subjects").isEmpty()) {
            errors.required(at + ".subjects", "subjects must contain at least one value");
        }
        Checks.each(at + ".subjects", rule.path("subjects"), (here, subject) -> subject(here, subject, errors));
        if (rule.path("resourceRules").isEmpty()
                && rule.path("nonResourceRules").isEmpty()) {
            errors.required(at, "at least one of resourceRules and nonResourceRules has to be non-empty");
        }
        Checks.each(at + ".resourceRules", rule.path("resourceRules"), (here, one) -> resources(here, one, errors));
        Checks.each(at + ".nonResourceRules", rule.path("nonResourceRules"), (here, one) -> {
            verbs(here, one, errors);
            wildcards(
                    here + ".nonResourceURLs",
                    one.path("nonResourceURLs"),
                    "nonResourceURLs must contain at least one value",
                    "non-resource URLs",
                    errors);
        });
    }

    private static void subject(String at, JsonNode subject, Errors errors) {
        String kind = KubeJson.text(subject, "kind");
        if (!SUBJECTS.containsKey(kind)) {
            errors.notSupported(at + ".kind", kind, "Group", "ServiceAccount", "User");
            return;
        }
        String own = SUBJECTS.get(kind);
        JsonNode named = subject.path(own);
        String here = at + "." + own;
        String name = KubeJson.text(named, "name");
        if (!named.isObject()) {
            errors.required(here, own + " is required when subject kind is '" + kind + "'");
        } else {
            if (name.isEmpty()) {
                errors.required(here + ".name");
            } else if (own.equals("serviceAccount") && !name.equals("*")) {
                errors.each(here + ".name", name, Names.subdomain(name));
            }
            if (own.equals("serviceAccount")) {
                String namespace = KubeJson.text(named, "namespace");
                if (namespace.isEmpty()) {
                    errors.required(here + ".namespace", "must specify namespace for service account");
                } else {
                    errors.each(here + ".namespace", namespace, Names.label(namespace));
                }
            }
        }
        for (String other : List.of("ServiceAccount", "User", "Group")) {
            String field = SUBJECTS.get(other);
            if (!field.equals(own) && subject.path(field).isObject()) {
                errors.forbidden(at + "." + field, field + " is forbidden when subject kind is not '" + other + "'");
            }
        }
    }

    private static void verbs(String at, JsonNode rule, Errors errors) {
        JsonNode verbs = rule.path("verbs");
        List<String> given = KubeJson.texts(verbs);
        if (given.isEmpty()) {
            errors.required(at + ".verbs", "verbs must contain at least one value");
        } else if (given.contains("*")) {
            if (given.size() > 1) {
                errors.invalid(at + ".verbs", verbs, "if '*' is present, must not specify other verbs");
            }
        } else if (!List.of(VERBS).containsAll(given)) {
            errors.notSupported(at + ".verbs", verbs, VERBS);
        }
    }

    private static void wildcards(String at, JsonNode list, String missing, String others, Errors errors) {
        if (list.isEmpty()) {
            errors.required(at, missing);
        } else if (list.size() > 1 && KubeJson.texts(list).contains("*")) {
            errors.invalid(at, list, "if '*' is present, must not specify other " + others);
        }
    }

    private static void resources(String at, JsonNode rule, Errors errors) {
        verbs(at, rule, errors);
        wildcards(
                at + ".apiGroups",
                rule.path("apiGroups"),
                "resource rules must supply at least one api group",
                "api groups",
                errors);
        wildcards(
                at + ".resources",
                rule.path("resources"),
                "resource rules must supply at least one resource",
                "resources",
                errors);
        JsonNode namespaces = rule.path("namespaces");
        List<String> given = KubeJson.texts(namespaces);
        if (given.isEmpty() && !rule.path("clusterScope").asBoolean()) {
            errors.required(
                    at + ".namespaces",
                    "resource rules that are not cluster scoped must supply at least one namespace");
        } else if (given.contains("*")) {
            if (given.size() > 1) {
                errors.invalid(at + ".namespaces", namespaces, "if '*' is present, must not specify other namespaces");
            }
        } else {
            Checks.each(at + ".namespaces", namespaces, (here, namespace) -> {
                for (String problem : Names.label(namespace.asText())) {
                    errors.invalid(
                            here,
                            namespace.asText(),
                            "each member of this list must be '*' or a DNS-1123 label; " + problem);
                }
            });
        }
    }
}
