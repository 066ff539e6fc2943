package dev.aks4j.simulated.kubernetes.internal.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.json.KubeJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Whether rules give away more than somebody has. Stateless. */
final class Escalation {

    private static final List<String> FIELDS =
            List.of("apiGroups", "resources", "nonResourceURLs", "resourceNames", "verbs");

    private Escalation() {}

    /** Returns what is missing in the rules that somebody has, one line for each, in the API server's form. */
    static List<String> missing(List<JsonNode> owned, Iterable<JsonNode> wanted) {
        Map<String, ObjectNode> missing = new LinkedHashMap<>();
        for (JsonNode rule : wanted) {
            for (ObjectNode part : parts(rule)) {
                if (owned.stream().noneMatch(one -> covers(one, part))) {
                    ObjectNode key = part.deepCopy();
                    key.remove("verbs");
                    String name = part.has("nonResourceURLs") ? part.toString() : key.toString();
                    missing.merge(name, part, Escalation::joined);
                }
            }
        }
        TreeSet<String> lines = new TreeSet<>();
        missing.values().forEach(rule -> lines.add(line(rule)));
        return List.copyOf(lines);
    }

    private static ObjectNode joined(ObjectNode one, ObjectNode other) {
        ((ArrayNode) one.path("verbs")).addAll((ArrayNode) other.path("verbs"));
        return one;
    }

    /** Takes a rule apart into rules with one verb, one resource and one name. */
    private static List<ObjectNode> parts(JsonNode rule) {
        List<ObjectNode> parts = new ArrayList<>();
        List<String> names = KubeJson.texts(rule.path("resourceNames"));
        for (JsonNode verb : rule.path("verbs")) {
            for (JsonNode url : rule.path("nonResourceURLs")) {
                parts.add(part("nonResourceURLs", url.asText(), "verbs", verb.asText()));
            }
        }
        for (JsonNode group : rule.path("apiGroups")) {
            for (JsonNode resource : rule.path("resources")) {
                for (JsonNode verb : rule.path("verbs")) {
                    ObjectNode part =
                            part("apiGroups", group.asText(), "resources", resource.asText(), "verbs", verb.asText());
                    if (names.isEmpty()) {
                        parts.add(part);
                    }
                    names.forEach(
                            name -> parts.add(part.deepCopy().set("resourceNames", KubeJson.array(List.of(name)))));
                }
            }
        }
        return parts;
    }

    private static ObjectNode part(String... fields) {
        ObjectNode part = KubeJson.object();
        for (int i = 0; i < fields.length; i += 2) {
            part.putArray(fields[i]).add(fields[i + 1]);
        }
        return part;
    }

    private static boolean covers(JsonNode owned, ObjectNode part) {
        return hasAny(owned, part, "verbs")
                && hasAny(owned, part, "apiGroups")
                && coversResource(owned, part)
                && coversUrl(owned, part)
                && coversName(owned, part);
    }

    private static boolean hasAny(JsonNode owned, ObjectNode part, String field) {
        List<String> have = KubeJson.texts(owned.path(field));
        return have.contains("*") || have.containsAll(KubeJson.texts(part.path(field)));
    }

    private static boolean coversResource(JsonNode owned, ObjectNode part) {
        List<String> have = KubeJson.texts(owned.path("resources"));
        return have.contains("*")
                || KubeJson.texts(part.path("resources")).stream().allMatch(one -> {
                    int slash = one.indexOf('/');
                    return have.contains(one) || slash >= 0 && have.contains("*" + one.substring(slash));
                });
    }

    private static boolean coversUrl(JsonNode owned, ObjectNode part) {
        List<String> have = KubeJson.texts(owned.path("nonResourceURLs"));
        return KubeJson.texts(part.path("nonResourceURLs")).stream()
                .allMatch(url -> have.stream()
                        .anyMatch(one ->
                                one.equals(url) || one.endsWith("*") && url.startsWith(one.replaceAll("\\*+$", ""))));
    }

    private static boolean coversName(JsonNode owned, ObjectNode part) {
        List<String> have = KubeJson.texts(owned.path("resourceNames"));
        List<String> wanted = KubeJson.texts(part.path("resourceNames"));
        return have.isEmpty() || !wanted.isEmpty() && have.containsAll(wanted);
    }

    private static String line(ObjectNode rule) {
        List<String> texts = new ArrayList<>();
        for (String field : FIELDS) {
            if (!rule.path(field).isEmpty()) {
                String name = field.equals("apiGroups")
                        ? "APIGroups"
                        : Character.toUpperCase(field.charAt(0)) + field.substring(1);
                List<String> quoted = KubeJson.texts(rule.path(field)).stream()
                        .map(text -> '"' + text + '"')
                        .toList();
                texts.add(name + ":[" + String.join(" ", quoted) + "]");
            }
        }
        return "{" + String.join(", ", texts) + "}";
    }
}
