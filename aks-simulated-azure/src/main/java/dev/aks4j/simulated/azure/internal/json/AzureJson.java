package dev.aks4j.simulated.azure.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reading and writing of plain JSON trees. Thread-safe. */
public final class AzureJson {

    private static final ObjectMapper COMPACT = new ObjectMapper();
    private static final ObjectMapper PRETTY = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private AzureJson() {}

    /** Returns an empty object. */
    public static ObjectNode object() {
        return COMPACT.createObjectNode();
    }

    /** Returns an empty array. */
    public static ArrayNode array() {
        return COMPACT.createArrayNode();
    }

    /** Parses bytes; empty if they are not JSON. */
    public static Optional<JsonNode> parse(byte[] bytes) {
        try {
            JsonNode node = COMPACT.readTree(bytes);
            return Optional.ofNullable(node).filter(n -> !n.isMissingNode());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Parses text that is known to be JSON. */
    public static ObjectNode read(String text) {
        try {
            return (ObjectNode) COMPACT.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** Converts maps, lists and scalars to a tree. */
    public static JsonNode of(Object value) {
        return COMPACT.valueToTree(value);
    }

    /** Writes without white space, as Azure Resource Manager does. */
    public static String compact(JsonNode node) {
        return node.toString();
    }

    /** Writes with indentation, as the AKS resource provider does. */
    public static String pretty(JsonNode node) {
        try {
            return PRETTY.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the text at a JSON pointer; empty if it is absent, null or the empty string. */
    public static Optional<String> text(JsonNode node, String pointer) {
        JsonNode found = node.at(pointer);
        return found.isMissingNode() || found.isNull() || found.asText().isEmpty()
                ? Optional.empty()
                : Optional.of(found.asText());
    }

    /** Returns the number at a JSON pointer; empty if it is absent or null. */
    public static Optional<Integer> number(JsonNode node, String pointer) {
        JsonNode found = node.at(pointer);
        return found.isMissingNode() || found.isNull() || !found.canConvertToInt()
                ? Optional.empty()
                : Optional.of(found.intValue());
    }

    /** Tells whether the value at a JSON pointer is true. */
    public static boolean flag(JsonNode node, String pointer) {
        return node.at(pointer).asBoolean(false);
    }

    /** Tells whether there is a value other than null at a JSON pointer. */
    public static boolean has(JsonNode node, String pointer) {
        JsonNode found = node.at(pointer);
        return !found.isMissingNode() && !found.isNull();
    }

    /** Returns the texts of the array at a JSON pointer; empty if there is none. */
    public static List<String> texts(JsonNode node, String pointer) {
        List<String> texts = new ArrayList<>();
        node.at(pointer).forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** Returns the fields of the object at a JSON pointer; empty if there is none. */
    public static List<Map.Entry<String, JsonNode>> fields(JsonNode node, String pointer) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>();
        node.at(pointer).properties().forEach(fields::add);
        return fields;
    }

    /** Returns the object in a field, creating it if it is absent. */
    public static ObjectNode child(ObjectNode node, String field) {
        return node.get(field) instanceof ObjectNode existing ? existing : node.putObject(field);
    }

    /** Sets a field unless it has a value other than null. */
    public static void orElse(ObjectNode node, String field, Object value) {
        if (!node.hasNonNull(field)) {
            node.set(field, of(value));
        }
    }
}
