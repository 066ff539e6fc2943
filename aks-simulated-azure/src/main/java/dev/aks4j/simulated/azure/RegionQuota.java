package dev.aks4j.simulated.azure;

import dev.aks4j.simulated.azure.internal.state.CoreQuotas;

/**
 * The quotas of the subscription in one region, which AKS checks and {@code Microsoft.Compute} lists as usages.
 * Thread-safe.
 */
public final class RegionQuota {

    private final Acts acts;
    private final String region;

    RegionQuota(Acts acts, String region) {
        this.acts = acts;
        this.region = region;
    }

    /**
     * Limits the cores of a family of VM sizes; spot machines do not count. Without a limit of its own, a family has 1000.
     *
     * @param family the family as Azure spells it, such as {@code standardDDSv5Family}
     * @param limit how many cores
     */
    public RegionQuota cores(String family, int limit) {
        acts.cores(region, family, limit);
        return this;
    }

    /**
     * Limits the cores of all families together, Azure's Total Regional vCPUs; spot machines do not count. Without it the
     * limit is 10,000, and more where a family was raised above its 1000.
     *
     * @param limit how many cores
     */
    public RegionQuota totalCores(int limit) {
        acts.cores(region, CoreQuotas.TOTAL, limit);
        return this;
    }

    /**
     * Limits the cores of spot machines of all families together. Without it the limit is 10,000.
     *
     * @param limit how many cores
     */
    public RegionQuota spotCores(int limit) {
        acts.cores(region, CoreQuotas.SPOT, limit);
        return this;
    }
}
