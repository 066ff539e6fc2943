package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.compute.MachineSize;
import dev.aks4j.simulated.azure.internal.compute.OfferedSizes;
import dev.aks4j.simulated.azure.internal.compute.Offers;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The size of a pool's machines exists in the region, is open to the subscription, and is large enough to be a node. */
final class VmSizeKnown implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        return pool.sizes().stream()
                .flatMap(size -> refuse(write, pool, size).stream())
                .findFirst();
    }

    private static Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool, String asked) {
        if (Offers.find(write.region(), asked).isEmpty()) {
            return Optional.of(ArmError.aks(
                            400,
                            "InvalidParameter",
                            "The requested VM size '" + asked + "' is not available in the"
                                    + " current region '" + write.region() + "'. For more details, please visit"
                                    + " https://aka.ms/aks/vm-size.")
                    .target("vmSize"));
        }
        MachineSize size = OfferedSizes.find(asked).orElseThrow();
        if (pool.existing().isEmpty() && write.cloud().sizeRestrictions().restricts(write.region(), size.name())) {
            return Refusals.badRequest("agentPoolProfile.vmSize", notAllowed(write, size));
        }
        return size.cpus() < 2 || size.memoryGib() < 2
                ? Refusals.badRequest(
                        "agentPoolProfile.vmSize",
                        "The VM SKU chosen for this cluster " + size.name() + " does not have"
                                + " enough CPU/memory to run as an AKS node. Please see https://aka.ms/aks/restricted-skus for more details.")
                : Refusals.none();
    }

    private static String notAllowed(ClusterWrite write, MachineSize size) {
        String others = Offers.in(write.region()).stream()
                .map(offer -> offer.size().name())
                .filter(name -> !write.cloud().sizeRestrictions().restricts(write.region(), name))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .sorted()
                .collect(Collectors.joining(","));
        return "The VM size of " + size.name() + " is not allowed in your subscription in location '" + write.region()
                + "'. The available VM sizes are '" + others
                + "'. For more details, please visit https://aka.ms/aks/quotas-skus-regions.";
    }
}
