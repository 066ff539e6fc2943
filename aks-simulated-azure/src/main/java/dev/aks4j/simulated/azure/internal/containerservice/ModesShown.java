package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;

/**
 * What a cluster shows since 2026 of modes that it is not in: nodes are provisioned by hand, and the system pools are its
 * own. AKS Automatic has other defaults, and no recording shows them. Once it is ready, a cluster whose single machines
 * follow the load shows the settings of the autoscaler too.
 */
final class ModesShown {

    private ModesShown() {}

    static void in(ManagedCluster cluster, ObjectNode properties) {
        if (cluster.envelope().at("/sku/name").asText().equals("Base")) {
            AzureJson.orElse(AzureJson.child(properties, "nodeProvisioningProfile"), "mode", "Manual");
            AzureJson.orElse(AzureJson.child(properties, "hostedSystemProfile"), "enabled", false);
        }
        boolean follows = cluster.pools().stream()
                .flatMap(pool -> MachineProfiles.of(pool.properties()).stream())
                .anyMatch(MachineProfiles.Scale::scaled);
        if (follows && cluster.settled()) {
            ClusterDefaults.autoscaler(AzureJson.child(properties, "autoScalerProfile"));
        }
    }
}
