package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.ManagedCluster;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.containerservice.Versions;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** With spot pools, the control plane and pools are not upgraded in one write. */
final class SpotPoolsApart implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {
        boolean controlPlane = !write.onPool()
                && write.existing()
                        .map(ManagedCluster::currentVersion)
                        .flatMap(Versions::parse)
                        .filter(have -> have.minor() != write.minor())
                        .isPresent();
        return controlPlane
                        && write.pools().stream().anyMatch(PoolWrite::spot)
                        && !write.raised().isEmpty()
                ? Optional.of(ArmError.aks(
                        400,
                        "OperationNotAllowed",
                        "The control plane and agent pools of a cluster with spot pools cannot be upgraded at the same"
                                + " time."))
                : Refusals.none();
    }
}
