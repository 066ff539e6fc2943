package dev.aks4j.simulated.azure.internal.state;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many cores a subscription may use in a region: of each family of VM sizes, of all, and as spot. Thread-safe. */
public final class CoreQuotas {

    /** The name of the quota of all cores that are not spot. */
    public static final String TOTAL = "cores";

    /** The name of the quota of spot cores. */
    public static final String SPOT = "lowPriorityCores";

    private static final int FAMILY_DEFAULT = 1000;
    private static final int SPOT_DEFAULT = 10_000;
    private static final long TOTAL_DEFAULT = 10_000;

    private final Map<String, Integer> limits = new ConcurrentHashMap<>();

    /** Sets the limit of a family, of {@link #TOTAL} or of {@link #SPOT} in a region. */
    public void cores(String region, String name, int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("A quota of cores is zero or more, not " + limit + ".");
        }
        limits.put(key(region, name), limit);
    }

    /** Returns the limit of a family in a region: 1000 unless it was set. */
    public int cores(String region, String family) {
        return limits.getOrDefault(key(region, family), FAMILY_DEFAULT);
    }

    /** Returns the limit of spot cores in a region: 10,000 unless it was set. */
    public int spotCores(String region) {
        return limits.getOrDefault(key(region, SPOT), SPOT_DEFAULT);
    }

    /**
     * Returns the limit of all cores in a region that are not spot: 10,000 unless it was set, and more by what families
     * were raised, as Azure raises it with a family.
     */
    public int totalCores(String region) {
        Integer set = limits.get(key(region, TOTAL));
        if (set != null) {
            return set;
        }
        long raised = limits.entrySet().stream()
                .filter(each -> each.getKey().startsWith(key(region, "")))
                .filter(each -> !each.getKey().equals(key(region, SPOT)))
                .mapToLong(each -> Math.max(0, each.getValue() - FAMILY_DEFAULT))
                .sum();
        return (int) Math.min(Integer.MAX_VALUE, TOTAL_DEFAULT + raised);
    }

    private static String key(String region, String name) {
        return (region + "/" + name).toLowerCase(Locale.ROOT);
    }
}
