package dev.aks4j.simulated.kubernetes.internal.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.cel.Cel;
import dev.aks4j.simulated.kubernetes.internal.cel.CelException;
import dev.aks4j.simulated.kubernetes.internal.cel.CelValues;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import dev.aks4j.simulated.kubernetes.internal.registry.Admission;
import dev.aks4j.simulated.kubernetes.internal.registry.ClusterState;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import dev.aks4j.simulated.kubernetes.internal.selector.LabelSelector;
import dev.aks4j.simulated.kubernetes.internal.status.Failures;
import dev.aks4j.simulated.kubernetes.internal.store.Stored;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Applies validating admission policies where they are bound. Stateless. */
public final class Policies implements Admission {

    private static final String GROUP = ".admissionregistration.k8s.io";
    private static final String NAMESPACES = "namespaces";

    @Override
    public void admit(ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before) {}

    @Override
    public void check(ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before) {
        for (Broken broken : broken(state, type, object, before, "Deny")) {
            int code =
                    switch (broken.reason()) {
                        case "Unauthorized" -> 401;
                        case "Forbidden" -> 403;
                        case "RequestEntityTooLarge" -> 413;
                        default -> 422;
                    };
            String name = KubeJson.text(object, "metadata", "name");
            ObjectNode details = KubeJson.object().put("name", name);
            if (!type.group().isEmpty()) {
                details.put("group", type.group());
            }
            details.put("kind", type.plural());
            details.putArray("causes").addObject().put("message", broken.text());
            throw Failures.of(
                    code,
                    broken.reason(),
                    type.groupResource() + " \"" + name + "\" is forbidden: " + broken.text(),
                    details);
        }
    }

    @Override
    public List<String> warnings(ClusterState state, ResourceType type, ObjectNode object) {
        return broken(state, type, object, Optional.empty(), "Warn").stream()
                .map(one -> one.text()
                        .replace(" denied request: ", " failed: ")
                        .replace("ValidatingAdmissionPolicy", "Validation failed for ValidatingAdmissionPolicy")
                        .replace(" failed: ", ": "))
                .toList();
    }

    private record Broken(String text, String reason) {}

    private static List<Broken> broken(
            ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before, String action) {
        List<Broken> broken = new ArrayList<>();
        if (type.group().equals("admissionregistration.k8s.io")) {
            return broken;
        }
        for (Stored stored : state.store().list("validatingadmissionpolicybindings" + GROUP)) {
            JsonNode binding = stored.json().path("spec");
            String policyName = KubeJson.text(binding, "policyName");
            Optional<ObjectNode> policy = state.find("validatingadmissionpolicies" + GROUP, "", policyName);
            boolean applies = policy.isPresent()
                    && KubeJson.texts(binding.path("validationActions")).contains(action)
                    && matches(state, policy.get().path("spec").path("matchConstraints"), type, object, before, true)
                    && matches(state, binding.path("matchResources"), type, object, before, false);
            if (applies) {
                String source = "ValidatingAdmissionPolicy '" + policyName + "' with binding '"
                        + KubeJson.text(stored.json(), "metadata", "name") + "' denied request: ";
                evaluate(state, policy.get().path("spec"), binding, type, object, before, source, broken);
            }
        }
        return broken;
    }

    private static boolean matches(
            ClusterState state,
            JsonNode match,
            ResourceType type,
            ObjectNode object,
            Optional<ObjectNode> before,
            boolean needed) {
        if (!match.isObject()) {
            return true;
        }
        String namespace = KubeJson.text(object, "metadata", "namespace");
        JsonNode selector = match.path("namespaceSelector");
        if (!selector.isEmpty() && type.namespaced()) {
            Optional<ObjectNode> found = state.find(NAMESPACES, "", namespace);
            if (found.isEmpty() || !LabelSelector.of(selector).matchesObject(found.get())) {
                return false;
            }
        }
        JsonNode own = match.path("objectSelector");
        if (!own.isEmpty() && !LabelSelector.of(own).matchesObject(object)) {
            return false;
        }
        String verb = before.isPresent() ? "UPDATE" : "CREATE";
        for (JsonNode rule : match.path("excludeResourceRules")) {
            if (covers(rule, type, object, verb)) {
                return false;
            }
        }
        if (match.path("resourceRules").isEmpty()) {
            return !needed;
        }
        for (JsonNode rule : match.path("resourceRules")) {
            if (covers(rule, type, object, verb)) {
                return true;
            }
        }
        return false;
    }

    private static boolean covers(JsonNode rule, ResourceType type, ObjectNode object, String verb) {
        List<String> names = KubeJson.texts(rule.path("resourceNames"));
        String scope = KubeJson.text(rule, "scope");
        return has(rule.path("operations"), verb)
                && has(rule.path("apiGroups"), type.group())
                && has(rule.path("apiVersions"), type.version())
                && (has(rule.path("resources"), type.plural())
                        || KubeJson.texts(rule.path("resources")).contains("*/*"))
                && (names.isEmpty() || names.contains(KubeJson.text(object, "metadata", "name")))
                && (scope.isEmpty() || scope.equals("*") || scope.equals("Namespaced") == type.namespaced());
    }

    private static boolean has(JsonNode list, String value) {
        List<String> values = KubeJson.texts(list);
        return values.contains("*") || values.contains(value);
    }

    private static void evaluate(
            ClusterState state,
            JsonNode policy,
            JsonNode binding,
            ResourceType type,
            ObjectNode object,
            Optional<ObjectNode> before,
            String source,
            List<Broken> broken) {
        Map<String, Object> names = new HashMap<>();
        names.put("object", CelValues.of(object));
        names.put("oldObject", before.map(CelValues::of).orElse(null));
        names.put("request", CelValues.of(request(type, object, before)));
        names.put(
                "namespaceObject",
                CelValues.of(state.find(NAMESPACES, "", KubeJson.text(object, "metadata", "namespace"))
                        .orElse(null)));
        names.put("params", parameters(state, policy, binding, object));
        Map<String, Object> variables = new HashMap<>();
        for (JsonNode variable : policy.path("variables")) {
            variables.put(KubeJson.text(variable, "name"), null);
        }
        names.put("variables", (Supplier<Object>) () -> {
            Map<String, Object> values = new HashMap<>();
            for (JsonNode variable : policy.path("variables")) {
                Map<String, Object> inner = new HashMap<>(names);
                inner.put("variables", values);
                values.put(KubeJson.text(variable, "name"), Cel.evaluate(KubeJson.text(variable, "expression"), inner));
            }
            return values;
        });
        boolean strict = !KubeJson.text(policy, "failurePolicy").equals("Ignore");
        for (JsonNode condition : policy.path("matchConditions")) {
            if (!Boolean.TRUE.equals(value(KubeJson.text(condition, "expression"), names))) {
                return;
            }
        }
        for (JsonNode validation : policy.path("validations")) {
            String expression = KubeJson.text(validation, "expression");
            String reason = KubeJson.text(validation, "reason");
            try {
                if (Boolean.TRUE.equals(Cel.evaluate(expression, names))) {
                    continue;
                }
                broken.add(new Broken(
                        source + message(validation, expression, names), reason.isEmpty() ? "Invalid" : reason));
            } catch (CelException e) {
                if (strict) {
                    broken.add(new Broken(
                            source + "expression '" + expression + "' resulted in error: " + e.getMessage(),
                            "Invalid"));
                }
            }
        }
    }

    private static String message(JsonNode validation, String expression, Map<String, Object> names) {
        String computed = KubeJson.text(validation, "messageExpression");
        Object text = computed.isEmpty() ? null : value(computed, names);
        if (text instanceof String given && !given.isBlank()) {
            return given;
        }
        String message = KubeJson.text(validation, "message");
        return message.isEmpty() ? "failed expression: " + expression.strip() : message.strip();
    }

    private static Object value(String expression, Map<String, Object> names) {
        try {
            return Cel.evaluate(expression, names);
        } catch (CelException e) {
            return null;
        }
    }

    private static ObjectNode request(ResourceType type, ObjectNode object, Optional<ObjectNode> before) {
        ObjectNode request = KubeJson.object().put("operation", before.isPresent() ? "UPDATE" : "CREATE");
        request.put("name", KubeJson.text(object, "metadata", "name"));
        request.put("namespace", KubeJson.text(object, "metadata", "namespace"));
        request.putObject("kind")
                .put("group", type.group())
                .put("version", type.version())
                .put("kind", type.kind());
        request.putObject("resource")
                .put("group", type.group())
                .put("version", type.version())
                .put("resource", type.plural());
        return request;
    }

    private static Object parameters(ClusterState state, JsonNode policy, JsonNode binding, ObjectNode object) {
        JsonNode kind = policy.path("paramKind");
        String name = KubeJson.text(binding, "paramRef", "name");
        if (!kind.isObject() || name.isEmpty()) {
            return null;
        }
        String namespace = KubeJson.text(binding, "paramRef", "namespace");
        String where = namespace.isEmpty() ? KubeJson.text(object, "metadata", "namespace") : namespace;
        return state.types()
                .ofKind(KubeJson.text(kind, "apiVersion"), KubeJson.text(kind, "kind"))
                .flatMap(type -> state.find(type, type.namespaced() ? where : "", name))
                .map(stored -> CelValues.of(stored.json()))
                .orElse(null);
    }
}
