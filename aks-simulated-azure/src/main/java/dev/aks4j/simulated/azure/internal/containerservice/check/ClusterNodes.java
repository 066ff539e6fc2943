package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** How many nodes a cluster may have: 5000, in the free tier 1000, with kubenet 400. */
final class ClusterNodes implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        int nodes = write.mostNodes();
        if (write.network().path("networkPlugin").asText().equals("kubenet") && nodes > 400) {
            return Optional.of(ArmError.aks(
                            400,
                            "ValidationError",
                            "Cluster's upper limit node count is " + nodes
                                    + " which exceeds the limit for Kubenet 400.")
                    .subcode("KubenetNodeCountTotalExceedsLimit"));
        }
        int most = write.envelope().at("/sku/tier").asText().equalsIgnoreCase("Free") ? 1000 : 5000;
        return nodes <= most
                ? Refusals.none()
                : Refusals.invalidParameter(
                        "agentPoolProfiles",
                        "the cluster may have at most " + most + " nodes in its tier, not " + nodes);
    }
}
