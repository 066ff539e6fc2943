package dev.aks4j.simulated.azure.internal.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.plain.PlainResources;

/** Gives the parts of a network resource what Azure gives them: an id, an ETag, a type and a state. */
final class Children {

    private Children() {}

    static void address(ObjectNode parent, String list, ObjectNode child) {
        child.put(
                "id",
                parent.path("id").asText() + "/" + list + "/"
                        + child.path("name").asText());
        child.set("etag", parent.path("etag"));
        child.put("type", parent.path("type").asText() + "/" + list);
        AzureJson.child(child, "properties").put("provisioningState", "Succeeded");
    }

    static void addressAll(ObjectNode parent, String... lists) {
        ObjectNode properties = AzureJson.child(parent, "properties");
        for (String list : lists) {
            if (!properties.path(list).isArray()) {
                properties.putArray(list);
            }
            PlainResources.objects(properties.path(list)).forEach(child -> address(parent, list, child));
        }
    }
}
