package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;

/** Clusters as Azure shows them, made up for tests. */
final class LiveDocuments {

    static final ResourceId ID = ResourceId.parse(
            "/subscriptions/s/resourceGroups/rg/providers/" + "Microsoft.ContainerService/managedClusters/shop");

    private final Json.ObjectBuilder document = Json.object();
    private final Json.ArrayBuilder pools;

    LiveDocuments(String version) {
        document.put("location", "westeurope");
        Json.ObjectBuilder properties = document.putObject("properties");
        properties.put("provisioningState", "Succeeded").put("kubernetesVersion", version);
        properties.put("currentKubernetesVersion", version);
        properties.putObject("powerState").put("code", "Running");
        pools = properties.putArray("agentPoolProfiles");
    }

    Json.ObjectBuilder pool(String name, String mode, String version) {
        return pools.addObject()
                .put("name", name)
                .put("mode", mode)
                .put("count", 3)
                .put("provisioningState", "Succeeded")
                .put("orchestratorVersion", version)
                .put("currentOrchestratorVersion", version);
    }

    Json.ObjectBuilder properties() {
        return document.within("properties");
    }

    Cluster cluster() {
        return cluster(null);
    }

    Cluster cluster(OperateContext azure) {
        Json copy = document.build();
        return new Cluster(azure, ID, copy);
    }
}
