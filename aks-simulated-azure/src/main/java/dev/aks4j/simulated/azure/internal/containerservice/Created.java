package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;

/**
 * Traits of the answer to a creation: pools without labels show an empty object, which later reads do not, and there are no
 * ETags yet.
 */
final class Created {

    private Created() {}

    static void hideTags(ObjectNode clusterView) {
        clusterView.remove("eTag");
        for (JsonNode pool : clusterView.at("/properties/agentPoolProfiles")) {
            ((ObjectNode) pool).remove("eTag");
        }
    }

    static void showEmptyLabels(ObjectNode clusterView) {
        for (JsonNode pool : clusterView.at("/properties/agentPoolProfiles")) {
            AzureJson.child((ObjectNode) pool, "nodeLabels");
        }
    }
}
