package dev.aks4j.testkit.containerservice.check;

import dev.aks4j.testkit.arm.ArmError;
import dev.aks4j.testkit.containerservice.ClusterWrite;
import dev.aks4j.testkit.containerservice.PoolWrite;
import dev.aks4j.testkit.containerservice.VmSize;
import java.util.Optional;

/** The size of a pool's machines exists, and is large enough to be a node. */
final class VmSizeKnown implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        String asked = pool.desired().path("vmSize").asText();
        if (pool.size().isEmpty()) {
            return Optional.of(ArmError.aks(
                            400,
                            "InvalidParameter",
                            "The requested VM size '" + asked + "' is not available in the"
                                    + " current region '" + write.region() + "'. For more details, please visit"
                                    + " https://aka.ms/aks/vm-size.")
                    .target("vmSize"));
        }
        VmSize size = pool.size().get();
        return size.cpus() < 2 || size.memoryGib() < 2
                ? Refusals.badRequest(
                        "agentPoolProfile.vmSize",
                        "The VM SKU chosen for this cluster " + size.name() + " does not have"
                                + " enough CPU/memory to run as an AKS node. Please see https://aka.ms/aks/restricted-skus for more details.")
                : Refusals.none();
    }
}
