package dev.aks4j.core.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The JSON document of a managed cluster or node pool while features write their properties into it. Not thread-safe;
 * used by one build at a time.
 *
 * <pre>{@code document.set("/properties/networkProfile/podCidr", "10.244.0.0/16"); }</pre>
 */
public final class ClusterDocument {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode root = JsonNodeFactory.instance.objectNode();

    /** Creates an empty document. */
    public ClusterDocument() {}

    /**
     * Sets a property, making the objects above it as needed.
     *
     * @param pointer JSON pointer, for example {@code /properties/oidcIssuerProfile/enabled}; object members only
     * @param value a string, number, boolean, list, map or {@link JsonNode}
     */
    public ClusterDocument set(String pointer, Object value) {
        String[] names = pointer.substring(1).split("/", -1);
        ObjectNode node = root;
        for (int i = 0; i < names.length - 1; i++) {
            node = node.withObjectProperty(unescape(names[i]));
        }
        node.set(unescape(names[names.length - 1]), JSON.valueToTree(value));
        return this;
    }

    /** Returns a property; a missing node if nobody set it. */
    public JsonNode get(String pointer) {
        return root.at(pointer);
    }

    /** Returns a copy of the document. */
    public JsonNode toJson() {
        return root.deepCopy();
    }

    private static String unescape(String name) {
        return name.replace("~1", "/").replace("~0", "~");
    }
}
