package dev.aks4j.testkit;

import dev.aks4j.testkit.cloud.Quotas;

/** The quotas of the subscription in one region. Thread-safe. */
public final class RegionQuota {

    private final Quotas quotas;
    private final String region;

    RegionQuota(Quotas quotas, String region) {
        this.quotas = quotas;
        this.region = region;
    }

    /**
     * Limits the cores of a family of VM sizes. Without a limit of its own, a family has 1000.
     *
     * @param family the family as Azure spells it, such as {@code standardDDSv5Family}
     * @param limit how many cores
     */
    public RegionQuota cores(String family, int limit) {
        quotas.cores(region, family, limit);
        return this;
    }
}
