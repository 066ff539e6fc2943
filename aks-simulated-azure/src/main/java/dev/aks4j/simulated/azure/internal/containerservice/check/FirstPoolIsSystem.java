package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** The first pool of a new cluster is a system pool. */
final class FirstPoolIsSystem implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        return HostedSystem.isOn(write)
                        || write.existing().isPresent()
                        || write.pools().stream()
                                .findFirst()
                                .filter(PoolWrite::system)
                                .isPresent()
                ? Refusals.none()
                : Refusals.invalidParameter(
                        "agentPoolProfiles", "the first agent pool of a managed cluster must be of mode System");
    }
}
