package dev.aks4j.simulated.azure.internal.state;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Which sizes of virtual machines a subscription may not use, in a region or in zones of it. Thread-safe. */
public final class SizeRestrictions {

    private final Set<String> restricted = ConcurrentHashMap.newKeySet();

    /** Takes a size from the subscription in a region. */
    public void restrict(String region, String size) {
        restricted.add(key(region, size, "*"));
    }

    /** Takes a size from the subscription in one zone. */
    public void restrictZone(String region, String size, String zone) {
        restricted.add(key(region, size, zone));
    }

    /** Gives a size back, in the region and all its zones. */
    public void lift(String region, String size) {
        restricted.removeIf(each -> each.startsWith(key(region, size, "")));
    }

    /** Tells whether no size is taken anywhere. */
    public boolean isEmpty() {
        return restricted.isEmpty();
    }

    /** Tells whether a size is taken in a whole region. */
    public boolean restricts(String region, String size) {
        return restricted.contains(key(region, size, "*"));
    }

    /** Returns those of a region's zones in which a size is taken. */
    public List<String> zones(String region, String size, List<String> all) {
        boolean everywhere = restricts(region, size);
        Set<String> zones = new TreeSet<>(all);
        zones.removeIf(zone -> !everywhere && !restricted.contains(key(region, size, zone)));
        return List.copyOf(zones);
    }

    private static String key(String region, String size, String zone) {
        return (region + "/" + size + "/" + zone).toLowerCase(Locale.ROOT);
    }
}
