package dev.aks4j.core.internal.model;

import java.util.Map;

/** Values that are there, because whoever asks has put them there. Stateless. */
public final class Known {

    private Known() {}

    /**
     * Returns the value of a key that the map holds.
     *
     * @throws IllegalStateException if it does not, which is a fault of ours
     */
    public static <K, V> V in(Map<K, V> map, K key) {
        V value = map.get(key);
        if (value == null) {
            throw new IllegalStateException("Nothing is kept of " + key + ".");
        }
        return value;
    }
}
