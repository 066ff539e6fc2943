package dev.aks4j.core.cluster.pool;

import dev.aks4j.core.model.Json;

/** Arithmetic of {@code maxSurge} and {@code maxUnavailable}: a number of nodes, or a percentage of the pool. */
public final class Surge {

    /** What Azure sets where a pool says nothing; sent explicitly, because its documents name two defaults. */
    static final String DEFAULT = "10%";

    private Surge() {}

    /** Returns how many nodes a value means for a pool of a size, rounded up; the default where there is no value. */
    public static int nodes(Json value, int poolSize) {
        String text = value.isMissing() || value.isNull() ? DEFAULT : value.asText();
        try {
            if (text.endsWith("%")) {
                long percent = Long.parseLong(text.substring(0, text.length() - 1));
                return (int) ((percent * poolSize + 99) / 100);
            }
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }
}
