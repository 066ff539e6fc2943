package dev.aks4j.tests.agreement;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pool of a {@link Sketch}. What is null is left out. Mutable. */
final class SketchedPool {

    String name;
    boolean system;
    String size = "Standard_D4ds_v5";
    Integer count = 3;
    Integer min;
    Integer max;
    boolean spot;
    BigDecimal price;
    String surge;
    String unavailable;
    Integer maxPods;
    String osSku;
    boolean fips;
    boolean trustedLaunch;
    /** What has no field here: place in the profile and value. */
    final Map<String, Object> more = new LinkedHashMap<>();

    /** The same for what only the pool's own API takes. */
    final Map<String, Object> alone = new LinkedHashMap<>();

    final Map<String, String> labels = new LinkedHashMap<>();
    List<String> taints = List.of();
    List<Integer> zones = List.of();
    String version;
    Integer diskGib;
    Integer drainMinutes;
    Integer soakMinutes;

    SketchedPool(String name) {
        this.name = name;
    }

    boolean windows() {
        return osSku != null && osSku.startsWith("Windows");
    }

    void scale(int from, int to) {
        min = from;
        max = to;
        count = null;
    }
}
