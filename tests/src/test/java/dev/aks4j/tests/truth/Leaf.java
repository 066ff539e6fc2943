package dev.aks4j.tests.truth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Documents as places and values, and whether a value is there; written for this test and shared with nothing. */
final class Leaf {

    /** Lists whose elements are resources with names. */
    private static final List<String> PARTS = List.of("/agentPoolProfiles", "/subnets", "/securityRules", "/routes");

    private Leaf() {}

    /** Returns the values of a document by their places; lists are values, those of parts with names are not. */
    static Map<String, JsonNode> of(JsonNode document) {
        Map<String, JsonNode> leaves = new TreeMap<>();
        collect("", document, leaves);
        return leaves;
    }

    private static void collect(String at, JsonNode node, Map<String, JsonNode> leaves) {
        boolean parts = PARTS.stream().anyMatch(at::endsWith);
        if (parts && node.isArray()) {
            node.forEach(part -> collect(at + "/" + part.path("name").asText(), part, leaves));
        } else if (node.isObject() && node.size() > 0 && !node.has("$aks4j.late") && !node.has("$aks4j.secret")) {
            node.properties()
                    .forEach(each -> collect(at + "/" + each.getKey().replace('/', '|'), each.getValue(), leaves));
        } else if (!node.isMissingNode()) {
            leaves.put(at, node);
        }
    }

    /** Returns the value at a place; a missing node if there is none. */
    static JsonNode at(JsonNode document, String at) {
        JsonNode node = document;
        for (String name : at.substring(1).split("/")) {
            JsonNode next = MissingNode.getInstance();
            if (node.isArray()) {
                for (JsonNode part : node) {
                    next = part.path("name").asText().equalsIgnoreCase(name) ? part : next;
                }
            } else {
                String key = name.replace('|', '/');
                next = node.path(key);
                for (var each : node.properties()) {
                    boolean id =
                            key.startsWith("/subscriptions") && each.getKey().equalsIgnoreCase(key);
                    next = id ? each.getValue() : next;
                }
            }
            node = next;
        }
        return node;
    }

    /** Returns whether a value that was said is the one that is there, as Azure means it at this place. */
    static boolean holds(String at, JsonNode said, JsonNode there) {
        if (said.has("$aks4j.late") || said.has("$aks4j.secret")) {
            return true;
        }
        if (said.isNull() || said.isContainerNode() && said.isEmpty()) {
            return there.isMissingNode()
                    || there.isNull()
                    || there.isContainerNode()
                    || there.asText().equals("0");
        }
        if (said.isBoolean() && there.isMissingNode()) {
            return !said.asBoolean();
        }
        if (said.isNumber()) {
            return there.isNumber() && said.asDouble() == there.asDouble();
        }
        if (said.isArray()) {
            return there.isArray() && there.size() >= said.size() && all(at, said, there);
        }
        if (said.isObject()) {
            for (var each : said.properties()) {
                if (!holds(at + "/" + each.getKey(), each.getValue(), there.path(each.getKey()))) {
                    return false;
                }
            }
            return true;
        }
        boolean letters = at.contains("/nodeLabels/") || at.contains("/nodeTaints") || at.contains("/tags/");
        String one = said.asText();
        String other = there.asText("(nothing)");
        return letters ? one.equals(other) : one.equalsIgnoreCase(other);
    }

    private static boolean all(String at, JsonNode said, JsonNode there) {
        List<JsonNode> left = new ArrayList<>();
        there.forEach(left::add);
        for (JsonNode one : said) {
            boolean found = false;
            for (int i = 0; i < left.size() && !found; i++) {
                if (holds(at, one, left.get(i))) {
                    left.remove(i);
                    found = true;
                }
            }
            if (!found) {
                return false;
            }
        }
        return left.isEmpty() || left.stream().allMatch(rest -> rest.asText().contains("scalesetpriority=spot"));
    }
}
