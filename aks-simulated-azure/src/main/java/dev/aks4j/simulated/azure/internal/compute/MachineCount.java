package dev.aks4j.simulated.azure.internal.compute;

/**
 * Virtual machines of one scale set, as quotas count them. Immutable.
 *
 * @param region the region
 * @param vmSize the name of their size
 * @param count how many there are
 * @param spot whether they are spot machines
 */
public record MachineCount(String region, String vmSize, int count, boolean spot) {

    /** Returns as many machines of the kind as a number says. */
    public MachineCount times(int number) {
        return new MachineCount(region, vmSize, number, spot);
    }

    int cores() {
        return OfferedSizes.find(vmSize).map(size -> size.cpus() * count).orElse(0);
    }

    boolean of(String family) {
        return OfferedSizes.find(vmSize)
                .filter(size -> size.family().equalsIgnoreCase(family))
                .isPresent();
    }
}
