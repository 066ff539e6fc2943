package dev.aks4j.testkit.compute;

/**
 * Virtual machines of one scale set, as quotas count them. Immutable.
 *
 * @param region the region
 * @param vmSize the name of their size
 * @param count how many there are
 * @param spot whether they are spot machines
 */
public record Machines(String region, String vmSize, int count, boolean spot) {

    /** Returns as many machines of the kind as a number says. */
    public Machines times(int number) {
        return new Machines(region, vmSize, number, spot);
    }

    int cores() {
        return VmSizes.find(vmSize).map(size -> size.cpus() * count).orElse(0);
    }

    boolean of(String family) {
        return VmSizes.find(vmSize)
                .filter(size -> size.family().equalsIgnoreCase(family))
                .isPresent();
    }
}
