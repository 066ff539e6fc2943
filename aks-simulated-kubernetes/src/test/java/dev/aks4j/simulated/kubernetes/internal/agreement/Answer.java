package dev.aks4j.simulated.kubernetes.internal.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An answer without what differs from one run to the next.
 *
 * @param status the HTTP status
 * @param body the body
 * @param warnings the warnings, in order of text
 */
record Answer(int status, JsonNode body, List<String> warnings) {

    private static final Set<String> TIMES = Set.of(
            "creationTimestamp",
            "deletionTimestamp",
            "lastTransitionTime",
            "lastUpdateTime",
            "lastProbeTime",
            "lastPhaseTransitionTime",
            "lastScheduleTime",
            "startTime",
            "completionTime",
            "time",
            "expirationTimestamp");
    private static final Set<String> IDS = Set.of("uid", "resourceVersion", "selfLink", "continue", "token");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern TIME = Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final Pattern GENERATED = Pattern.compile("\\bgen-[a-z0-9]{5}\\b");
    private static final Pattern VERSION = Pattern.compile(
            "(ResourceVersion in (?:record|object meta)(?: \\(|: )|resourceVersion\\\\*\":\\\\*\")\\d+(\\)|\\\\*\"|)");
    private static final Pattern MOUNT = Pattern.compile("kube-api-access-[a-z0-9]{5}");
    private static final Pattern ADDRESS = Pattern.compile("10\\.0\\.\\d{1,3}\\.\\d{1,3}");

    /** Returns an answer in the form in which answers are compared. */
    static Answer of(int status, String text, List<String> warnings) {
        JsonNode body;
        try {
            body = text.isEmpty() ? TextNode.valueOf("") : Lines.readAll(text);
        } catch (IllegalArgumentException e) {
            body = TextNode.valueOf(text);
        }
        List<String> sorted = new ArrayList<>(warnings);
        sorted.sort(null);
        return new Answer(status, normal(body, "", new HashMap<>()), sorted);
    }

    private static JsonNode normal(JsonNode node, String field, Map<String, String> seen) {
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, JsonNode> entry : new TreeMap<>(fields(object)).entrySet()) {
                copy.set(entry.getKey(), normal(entry.getValue(), entry.getKey(), seen));
            }
            return copy;
        }
        if (node instanceof ArrayNode array) {
            List<JsonNode> elements = new ArrayList<>();
            array.forEach(element -> elements.add(normal(element, field, seen)));
            if (field.equals("causes")) {
                elements.sort((a, b) -> a.toString().compareTo(b.toString()));
            }
            if (field.equals("managedFields")) {
                elements.sort(java.util.Comparator.comparing(
                                (JsonNode one) -> one.path("operation").asText())
                        .thenComparing(one -> one.path("manager").asText())
                        .thenComparing(one -> one.path("subresource").asText())
                        .thenComparing(JsonNode::toString));
            }
            return JsonNodeFactory.instance.arrayNode().addAll(elements);
        }
        if (node.isTextual()) {
            return TextNode.valueOf(text(node.asText(), field));
        }
        if (field.equals("nodePort") || field.equals("healthCheckNodePort")) {
            return node.asInt() > 0 ? TextNode.valueOf("PORT") : node;
        }
        return node;
    }

    private static Map<String, JsonNode> fields(ObjectNode object) {
        Map<String, JsonNode> fields = new HashMap<>();
        object.properties().forEach(entry -> fields.put(entry.getKey(), entry.getValue()));
        return fields;
    }

    private static String text(String text, String field) {
        if (IDS.contains(field)) {
            return text.isEmpty() ? "" : "ID";
        }
        if (TIMES.contains(field)) {
            return "TIME";
        }
        // Most texts are short; what is looked for has marks that are found faster than by a pattern.
        String normal = text;
        if (text.length() >= 20) {
            normal = text.indexOf('-') < 0 ? text : UUID.matcher(text).replaceAll("UUID");
            normal = normal.contains("20") ? TIME.matcher(normal).replaceAll("TIME") : normal;
            normal = normal.contains("esourceVersion") ? VERSION.matcher(normal).replaceAll("$1N$2") : normal;
            normal = normal.contains("kube-api-access-")
                    ? MOUNT.matcher(normal).replaceAll("kube-api-access-XXXXX")
                    : normal;
        }
        normal = normal.contains("gen-") ? GENERATED.matcher(normal).replaceAll("gen-XXXXX") : normal;
        if (field.equals("clusterIP") || field.equals("clusterIPs")) {
            normal = ADDRESS.matcher(normal).replaceAll("10.0.X.X");
        }
        if (field.equals("message")) {
            normal = message(normal);
        }
        return normal;
    }

    /** The server lists some causes in random order, and shows differences of its own structures. */
    private static String message(String text) {
        int difference = text.indexOf("\n@@");
        String head = difference > 0 ? text.substring(0, difference + 1) : text;
        int open = head.indexOf(" is invalid: [");
        if (open > 0 && head.endsWith("]")) {
            String[] parts = head.substring(open + 14, head.length() - 1).split(", (?=[a-zA-Z.\\[\\]0-9]+: )");
            java.util.Arrays.sort(parts);
            return head.substring(0, open + 14) + String.join(", ", parts) + "]";
        }
        return head;
    }

    String reason() {
        return body.path("reason").asText("");
    }

    boolean sameOutcome(Answer other) {
        return status == other.status && reason().equals(other.reason());
    }

    boolean same(Answer other) {
        return sameOutcome(other) && body.equals(other.body) && warnings.equals(other.warnings);
    }
}
