package dev.aks4j.simulated.azure.internal.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * What a write leaves open although it names it: the empty text, whatever the property, and zero for the few numbers in
 * which Azure takes it for "unset". Clients whose language has no absent values send them in every write.
 */
final class Blanks {

    /** Maps of the caller's own, in which the empty text is a value. */
    private static final Set<String> MAPS = Set.of(
            "tags",
            "nodelabels",
            "labels",
            "annotations",
            "config",
            "metadata",
            "parameters",
            "variables",
            "userassignedidentities");

    private static final Set<String> ZERO_IS_UNSET = Set.of("drainTimeoutInMinutes", "osDiskSizeGB");

    private Blanks() {}

    /** Returns the body without what it leaves open. */
    static ObjectNode leftOut(ObjectNode body) {
        remove(body);
        return body;
    }

    private static void remove(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().removeIf(field -> unset(field.getKey(), field.getValue()));
            object.properties().forEach(field -> {
                if (!MAPS.contains(field.getKey().toLowerCase(java.util.Locale.ROOT))) {
                    remove(field.getValue());
                }
            });
        } else {
            node.forEach(Blanks::remove);
        }
    }

    private static boolean unset(String name, JsonNode value) {
        return value.isTextual() && value.asText().isEmpty()
                || value.isNumber() && value.asDouble() == 0 && ZERO_IS_UNSET.contains(name);
    }
}
