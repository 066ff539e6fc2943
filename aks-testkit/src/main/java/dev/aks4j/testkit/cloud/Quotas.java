package dev.aks4j.testkit.cloud;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many cores a subscription may use, by region and family of VM sizes. Thread-safe. */
public final class Quotas {

    private static final int DEFAULT = 1000;

    private final Map<String, Integer> cores = new ConcurrentHashMap<>();

    /** Sets the limit of a family in a region. */
    public void cores(String region, String family, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("A quota of cores is zero or more, not " + limit + ".");
        }
        cores.put(key(region, family), limit);
    }

    /** Returns the limit of a family in a region: 1000 unless it was set. */
    public int cores(String region, String family) {
        return cores.getOrDefault(key(region, family), DEFAULT);
    }

    private static String key(String region, String family) {
        return (region + "/" + family).toLowerCase(Locale.ROOT);
    }
}
