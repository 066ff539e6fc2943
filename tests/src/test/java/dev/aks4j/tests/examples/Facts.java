package dev.aks4j.tests.examples;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.tests.Jackson;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A JSON document as its leaves: pointer and value. Left out is what says nothing: nulls, empty texts and empty
 * objects. A list of plain values is one leaf. Ids of resources
 * are compared without regard to case, as Azure does; whole minutes equal their seconds.
 */
final class Facts {

    /** What the examples write where our specs name a secret. */
    private static final Map<String, String> SECRETS = Map.of("windows", "replacePassword1234$", "principal", "secret");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SPOT = "\"kubernetes.azure.com/scalesetpriority=spot:NoSchedule\"";

    private Facts() {}

    /** Reads lines of a pointer and a value: JSON, or else a text. */
    static Map<String, JsonNode> read(String lines) {
        Map<String, JsonNode> facts = new TreeMap<>();
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            int gap = line.indexOf(' ');
            facts.put(line.substring(0, gap), value(line.substring(gap + 1).strip()));
        });
        return facts;
    }

    private static JsonNode value(String text) {
        boolean plain = !text.matches("[\\[\"].*|true|false|-?\\d+");
        try {
            return plain ? normal(TextNode.valueOf(text)) : normal(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Takes a document apart. */
    static Map<String, JsonNode> of(JsonNode document) {
        Map<String, JsonNode> facts = new TreeMap<>();
        collect("", document, facts);
        return facts;
    }

    private static void collect(String at, JsonNode node, Map<String, JsonNode> facts) {
        Optional<SecretValue> secret = SecretValue.read(Jackson.json(node));
        if (secret.isPresent()) {
            facts.put(at, TextNode.valueOf(SECRETS.get(secret.get().name())));
        } else if (node.isObject()) {
            node.properties().forEach(entry -> collect(at + "/" + escape(entry.getKey()), entry.getValue(), facts));
            if (at.contains("/userAssignedIdentities/") && node.isEmpty()) {
                facts.put(at, TextNode.valueOf("{}"));
            }
        } else if (node.isArray() && node.path(0).isObject()) {
            for (int i = 0; i < node.size(); i++) {
                collect(at + "/" + i, node.get(i), facts);
            }
        } else if (!node.isNull() && !(node.isTextual() && node.asText().isEmpty())) {
            facts.put(at, normal(node));
        }
    }

    private static String escape(String key) {
        String name = key.startsWith("/subscriptions/") ? key.toLowerCase(Locale.ROOT) : key;
        return name.replace("~", "~0").replace("/", "~1");
    }

    private static JsonNode normal(JsonNode node) {
        try {
            String text = node.toString();
            if (text.startsWith("\"/subscriptions/") || text.startsWith("[\"/subscriptions/")) {
                return JSON.readTree(text.toLowerCase(Locale.ROOT));
            }
            if (text.matches("\"\\d+m\"")) {
                int minutes = Integer.parseInt(text.substring(1, text.length() - 2));
                return TextNode.valueOf(minutes * 60 + "s");
            }
            return text.startsWith("[")
                    ? JSON.readTree(text.replace("," + SPOT, ""))
                    : node.isNumber() ? JSON.readTree(String.valueOf(node.asLong())) : node;
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
