package dev.aks4j.tests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.model.Json;

/** Between the SDK's JSON and the tree in which tests read the simulator's answers and recorded bodies. */
public final class Jackson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Jackson() {}

    /** Returns a tree of one's own, which may be changed. */
    public static ObjectNode tree(Json document) {
        try {
            return (ObjectNode) MAPPER.readTree(document.toString());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns the tree as the SDK takes it. */
    public static Json json(JsonNode tree) {
        return tree.isMissingNode() ? Json.missing() : Json.parse(tree.toString());
    }
}
