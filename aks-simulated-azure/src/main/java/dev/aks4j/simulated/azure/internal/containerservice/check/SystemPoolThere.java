package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** A cluster has at least one system pool. */
final class SystemPoolThere implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        return HostedSystem.isOn(write) || write.pools().stream().anyMatch(PoolWrite::system)
                ? Refusals.none()
                : Refusals.code(
                        "MustDefineAtLeastOneSystemPool", "agentPoolProfiles", "Must define at least one system pool.");
    }
}
