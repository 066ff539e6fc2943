package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** The pools of a cluster are all in the network that AKS manages, or all in one of the user's. */
final class ManagedSubnets implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        boolean managed = write.pools().stream()
                .anyMatch(pool -> pool.existing().isPresent() && !AzureJson.has(pool.desired(), "/vnetSubnetID"));
        return write.pools().stream()
                .filter(PoolWrite::touched)
                .filter(pool -> managed && pool.existing().isEmpty() && AzureJson.has(pool.desired(), "/vnetSubnetID"))
                .findFirst()
                .flatMap(pool -> Refusals.code(
                        "InvalidParameter",
                        "agentPoolProfile.vnetSubnetID",
                        "Cannot use a custom subnet because agent pool " + pool.name()
                                + " is using a managed subnet. Please omit the vnetSubnetID parameter from the"
                                + " request."));
    }
}
