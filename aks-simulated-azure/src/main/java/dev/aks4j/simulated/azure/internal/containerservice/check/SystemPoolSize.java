package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** A system pool has machines with at least two cores and 4 GB of memory. */
final class SystemPoolSize implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        return pool.system()
                        && pool.size()
                                .filter(size -> size.cpus() < 2 || size.memoryGib() < 4)
                                .isPresent()
                ? Refusals.code(
                        "SystemPoolSkuTooLow",
                        "agentPoolProfile.vmSize",
                        "System node pool must use VM sku with more than 2 cores and 4GB memory. Nodepool name: "
                                + pool.name() + ".")
                : Refusals.none();
    }
}
