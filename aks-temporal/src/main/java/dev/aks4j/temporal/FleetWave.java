package dev.aks4j.temporal;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import dev.aks4j.core.model.Experimental;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One wave of a rollout: the clusters with some labels. Immutable and thread-safe.
 *
 * <pre>{@code
 * FleetWave.of("canary").label("ring", "0").bake(Duration.ofHours(24))
 * FleetWave.of("everybody").atOnce(50).failuresAllowed(2)
 * }</pre>
 */
@Experimental
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class FleetWave {

    private String name = "";
    private Map<String, String> labels = Map.of();
    private int atOnce = 10;
    private int failuresAllowed;
    private long bakeSeconds;

    private FleetWave() {}

    /** Returns a wave of every cluster that no earlier wave had: 10 at once, no failure allowed, no time to bake. */
    public static FleetWave of(String name) {
        FleetWave wave = new FleetWave();
        wave.name = name;
        return wave;
    }

    private FleetWave copy() {
        FleetWave copy = of(name);
        copy.labels = labels;
        copy.atOnce = atOnce;
        copy.failuresAllowed = failuresAllowed;
        copy.bakeSeconds = bakeSeconds;
        return copy;
    }

    /** Returns this wave, of clusters with this label too. */
    public FleetWave label(String key, String value) {
        FleetWave copy = copy();
        copy.labels = new LinkedHashMap<>(labels);
        copy.labels.put(key, value);
        return copy;
    }

    /** Returns this wave with another number of clusters that are worked on at once; from 1 on. Default: 10. */
    public FleetWave atOnce(int clusters) {
        if (clusters < 1) {
            throw new IllegalArgumentException(
                    "A wave cannot work on " + clusters + " clusters at once. Give 1 or more.");
        }
        FleetWave copy = copy();
        copy.atOnce = clusters;
        return copy;
    }

    /**
     * Returns this wave with another share of its clusters, in percent, that may fail; one more stops the rollout. Default: 0.
     */
    public FleetWave failuresAllowed(int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("A share of " + percent + " percent is none. Give 0 to 100.");
        }
        FleetWave copy = copy();
        copy.failuresAllowed = percent;
        return copy;
    }

    /** Returns this wave with a time after it in which its clusters must stay healthy before the next one begins. */
    public FleetWave bake(Duration time) {
        FleetWave copy = copy();
        copy.bakeSeconds = time.toSeconds();
        return copy;
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    int atOnce() {
        return atOnce;
    }

    Duration bake() {
        return Duration.ofSeconds(bakeSeconds);
    }

    boolean has(FleetMember member) {
        return member.labels().entrySet().containsAll(labels.entrySet());
    }

    boolean isTooMuch(int failed, int all) {
        return failed * 100L > (long) failuresAllowed * all;
    }

    @Override
    public String toString() {
        return name;
    }
}
