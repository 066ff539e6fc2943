package dev.aks4j.core.internal.cluster.offer;

import dev.aks4j.core.model.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How many vCPUs the subscription uses and may use in a region: of each family, of all families, and as spot.
 *
 * @param byKey the quotas by {@link VmSizeOnOffer#key} of their names
 */
public record VcpuQuotas(Map<String, Quota> byKey) {

    /** The quota of all vCPUs that are not spot. */
    static final String TOTAL = "cores";

    /** The quota of spot vCPUs of all families. */
    static final String SPOT = "lowprioritycores";

    /**
     * One quota.
     *
     * @param name its name, as Azure spells it
     * @param used how much of it is in use
     * @param limit how much of it there is
     */
    public record Quota(String name, long used, long limit) {
        /** Returns how much is left. */
        public long left() {
            return Math.max(0, limit - used);
        }
    }

    /** Reads the list of usages. */
    public static VcpuQuotas read(Json answer) {
        Map<String, Quota> byKey = new LinkedHashMap<>();
        for (Json usage : answer.path("value")) {
            String name = usage.at("/name/value").asText();
            byKey.put(
                    VmSizeOnOffer.key(name),
                    new Quota(
                            name,
                            usage.path("currentValue").asLong(),
                            usage.path("limit").asLong()));
        }
        return new VcpuQuotas(byKey);
    }

    /** Returns a quota; nothing if the list does not have it, which stands against nothing. */
    Optional<Quota> find(String key) {
        return Optional.ofNullable(byKey.get(key));
    }
}
