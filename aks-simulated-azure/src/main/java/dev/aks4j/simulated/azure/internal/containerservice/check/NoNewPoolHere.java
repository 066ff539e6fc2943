package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** A pool of an existing cluster is made through the agentPools API, not through the cluster. */
final class NoNewPoolHere implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        boolean fresh = write.existing().isPresent()
                && !write.onPool()
                && write.touched().anyMatch(pool -> pool.existing().isEmpty());
        return fresh
                ? Refusals.badRequest(
                        "agentPoolProfiles",
                        "A new agent pool was introduced. Adding agent pools to an existing cluster is not allowed through"
                                + " managed cluster operations. For agent pool specific change, please use per agent pool"
                                + " operations: https://aka.ms/agent-pool-rest-api")
                : Refusals.none();
    }
}
