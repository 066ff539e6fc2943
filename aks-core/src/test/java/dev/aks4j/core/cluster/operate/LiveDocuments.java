package dev.aks4j.core.cluster.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.model.ResourceId;

/** Clusters as Azure shows them, made up for tests. */
final class LiveDocuments {

    static final ResourceId ID = ResourceId.parse(
            "/subscriptions/s/resourceGroups/rg/providers/" + "Microsoft.ContainerService/managedClusters/shop");

    private final ObjectNode document = JsonNodeFactory.instance.objectNode();

    LiveDocuments(String version) {
        document.put("location", "westeurope");
        ObjectNode properties = document.putObject("properties");
        properties.put("provisioningState", "Succeeded").put("kubernetesVersion", version);
        properties.put("currentKubernetesVersion", version);
        properties.putObject("powerState").put("code", "Running");
        properties.putArray("agentPoolProfiles");
    }

    ObjectNode pool(String name, String mode, String version) {
        ObjectNode pool = ((ArrayNode) document.at("/properties/agentPoolProfiles")).addObject();
        return pool.put("name", name)
                .put("mode", mode)
                .put("count", 3)
                .put("provisioningState", "Succeeded")
                .put("orchestratorVersion", version)
                .put("currentOrchestratorVersion", version);
    }

    ObjectNode properties() {
        return (ObjectNode) document.path("properties");
    }

    Cluster cluster() {
        return cluster(null);
    }

    Cluster cluster(OperateContext azure) {
        JsonNode copy = document.deepCopy();
        return new Cluster(azure, ID, copy);
    }
}
