package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.util.Map;
import java.util.Optional;

/** What stands beside a cluster's properties: tags, identity, SKU. */
final class Envelope {

    private Envelope() {}

    static ObjectNode of(ObjectNode body, Optional<ObjectNode> current) {
        ObjectNode envelope = AzureJson.object();
        if (body.path("tags").isObject()) {
            envelope.set("tags", body.get("tags").deepCopy());
        }
        carry("identity", Map.of(), body, current, envelope);
        carry("sku", Map.of("name", "Base", "tier", "Free"), body, current, envelope);
        ObjectNode sku = AzureJson.child(envelope, "sku");
        AzureJson.orElse(sku, "name", "Base");
        AzureJson.orElse(sku, "tier", "Free");
        if (sku.path("name").asText().equalsIgnoreCase("Basic")) {
            sku.put("name", "Base");
        }
        if (body.path("extendedLocation").isObject()) {
            envelope.set("extendedLocation", body.get("extendedLocation").deepCopy());
        } else if (current.isPresent() && current.get().has("extendedLocation")) {
            envelope.set(
                    "extendedLocation", current.get().get("extendedLocation").deepCopy());
        }
        return envelope;
    }

    private static void carry(
            String field,
            Map<String, String> standard,
            ObjectNode body,
            Optional<ObjectNode> current,
            ObjectNode into) {
        if (body.path(field).isObject()) {
            into.set(field, body.get(field).deepCopy());
        } else if (current.isPresent()) {
            if (current.get().has(field)) {
                into.set(field, current.get().get(field).deepCopy());
            }
        } else if (!standard.isEmpty()) {
            into.set(field, AzureJson.of(standard));
        }
    }
}
