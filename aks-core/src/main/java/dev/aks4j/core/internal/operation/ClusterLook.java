package dev.aks4j.core.internal.operation;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.Optional;

/** Reads from a cluster how far an operation on it, or on one of its node pools, seems to be. */
public final class ClusterLook {

    private static final String CLUSTER = "Microsoft.ContainerService/managedClusters";

    private ClusterLook() {}

    /** Returns the cluster that shows the state of a resource; empty if none does. */
    static Optional<ResourceId> at(ResourceId resource) {
        if (resource.type().equalsIgnoreCase(CLUSTER)) {
            return Optional.of(resource);
        }
        return resource.type().equalsIgnoreCase(CLUSTER + "/agentPools") ? resource.parent() : Optional.empty();
    }

    /** Returns the state that the cluster shows for the resource; Succeeded if it shows none. */
    static String state(ResourceId resource, Json cluster) {
        if (resource.type().equalsIgnoreCase(CLUSTER)) {
            return States.provisioning(cluster);
        }
        for (Json pool : cluster.path("properties").path("agentPoolProfiles")) {
            if (pool.path("name").asText().equalsIgnoreCase(resource.name())) {
                return pool.path("provisioningState").asText(States.SUCCEEDED);
            }
        }
        return States.SUCCEEDED;
    }
}
