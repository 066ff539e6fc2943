package dev.aks4j.core.internal.arm;

/**
 * One of Azure's token buckets. Immutable.
 *
 * @param key what the bucket belongs to; requests with one key share it
 * @param label what the limit is called, for people
 * @param capacity how many requests it holds when full
 * @param perSecond how many it gains each second
 * @param gateway whether Azure Resource Manager itself counts, and not the provider behind it
 * @param without the key under which the same requests were counted while their region was not known; empty if the key
 *     has no region
 */
public record Limit(String key, String label, double capacity, double perSecond, boolean gateway, String without) {

    /** Returns the label without the names of resources, of which there are many. */
    String kind() {
        boolean named = key.startsWith("get/") || key.startsWith("put/");
        return named ? label.substring(0, label.lastIndexOf(' ')) : label;
    }
}
