package dev.aks4j.simulated.kubernetes.internal.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.List;

/** Decides whether one rule of a role covers a request. Stateless. */
final class RoleRules {

    private RoleRules() {}

    static boolean covers(JsonNode rule, Attributes request) {
        if (!has(rule.path("verbs"), request.verb())) {
            return false;
        }
        return request.aboutObjects() ? coversObject(rule, request) : coversPath(rule, request.path());
    }

    private static boolean coversObject(JsonNode rule, Attributes request) {
        if (!has(rule.path("apiGroups"), request.group()) || !coversResource(rule.path("resources"), request)) {
            return false;
        }
        List<String> names = KubeJson.texts(rule.path("resourceNames"));
        return names.isEmpty() || names.contains(request.name());
    }

    private static boolean coversResource(JsonNode resources, Attributes request) {
        for (JsonNode resource : resources) {
            String text = resource.asText();
            boolean anyWithPart = !request.subresource().isEmpty() && text.equals("*/" + request.subresource());
            if (text.equals("*") || text.equals(request.fullResource()) || anyWithPart) {
                return true;
            }
        }
        return false;
    }

    private static boolean coversPath(JsonNode rule, String path) {
        for (JsonNode url : rule.path("nonResourceURLs")) {
            String text = url.asText();
            boolean prefix = text.endsWith("*") && path.startsWith(text.substring(0, text.length() - 1));
            if (prefix || text.equals(path)) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(JsonNode values, String wanted) {
        for (JsonNode value : values) {
            if (value.asText().equals("*") || value.asText().equals(wanted)) {
                return true;
            }
        }
        return false;
    }
}
