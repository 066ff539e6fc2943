package dev.aks4j.simulated.azure;

import dev.aks4j.simulated.azure.internal.compute.MachineSize;
import dev.aks4j.simulated.azure.internal.compute.Offers;
import java.util.List;

/**
 * The sizes of virtual machines in one region, and which of them the subscription may not use. A restriction shows in the
 * list of {@code Microsoft.Compute} with the reason {@code NotAvailableForSubscription}, and AKS refuses new pools of the
 * size, or pools in the zones. Thread-safe.
 */
public final class RegionVmSizes {

    private final Acts acts;
    private final String region;

    RegionVmSizes(Acts acts, String region) {
        this.acts = acts;
        this.region = region;
    }

    /**
     * Takes a size from the subscription in this region.
     *
     * @param size the size, such as {@code Standard_D4ds_v5}
     * @throws IllegalArgumentException if the region does not have the size
     */
    public RegionVmSizes restrict(String size) {
        acts.restrict(region, known(size));
        return this;
    }

    /**
     * Takes a size from the subscription in some zones of this region.
     *
     * @param size the size, such as {@code Standard_D4ds_v5}
     * @param zones the zones, such as 1 and 3
     * @throws IllegalArgumentException if the region does not have the size, or not in one of the zones
     */
    public RegionVmSizes restrictZones(String size, int... zones) {
        List<String> offered = Offers.find(region, known(size)).orElseThrow().zones();
        for (int zone : zones) {
            if (!offered.contains(String.valueOf(zone))) {
                throw new IllegalArgumentException(size + " is not in zone " + zone + " of " + region
                        + ", only in zones " + String.join(", ", offered) + ".");
            }
            acts.restrictZone(region, size, String.valueOf(zone));
        }
        return this;
    }

    /** Gives a size back, in the region and all its zones. */
    public RegionVmSizes lift(String size) {
        acts.lift(region, known(size));
        return this;
    }

    /** Returns the names of the sizes that the region has, those that the subscription may not use among them. */
    public List<String> names() {
        return Offers.in(region).stream()
                .map(Offers.Offer::size)
                .map(MachineSize::name)
                .toList();
    }

    private String known(String size) {
        return Offers.find(region, size)
                .map(offer -> offer.size().name())
                .orElseThrow(() -> new IllegalArgumentException("The simulated region " + region + " has no VM size "
                        + size + ". names() lists those that it has."));
    }
}
