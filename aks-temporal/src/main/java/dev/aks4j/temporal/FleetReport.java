package dev.aks4j.temporal;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import dev.aks4j.core.model.Experimental;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** How a rollout stands. Immutable and thread-safe. */
@Experimental
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE)
public final class FleetReport {

    /** How a rollout can stand. */
    public enum State {
        /** Clusters of a wave are upgraded. */
        UPGRADING,
        /** A wave is done, and its clusters must stay healthy for a while. */
        BAKING,
        /** Too many clusters of a wave failed. It waits for a word. */
        STOPPED,
        /** Every wave is done. */
        DONE,
        /** The pools of the wave that failed were rolled back. */
        ROLLED_BACK,
        /** Somebody gave it up. */
        GIVEN_UP
    }

    private State state = State.UPGRADING;
    private String wave = "";
    private Set<String> done = new TreeSet<>();
    private Map<String, String> failed = new TreeMap<>();

    private FleetReport() {}

    static FleetReport of(State state, String wave, Set<String> done, Map<String, String> failed) {
        FleetReport report = new FleetReport();
        report.state = state;
        report.wave = wave;
        report.done = new TreeSet<>(done);
        report.failed = new TreeMap<>(failed);
        return report;
    }

    /** Returns how the rollout stands. */
    public State state() {
        return state;
    }

    /** Returns the wave that it is in; the last one when it is done. */
    public String wave() {
        return wave;
    }

    /** Returns the ids of the clusters that are upgraded and healthy. */
    public Set<String> done() {
        return Set.copyOf(done);
    }

    /** Returns what failed, with the first line of the reason, by the cluster's id. */
    public Map<String, String> failed() {
        return Map.copyOf(failed);
    }

    @Override
    public String toString() {
        return state + " in wave " + wave + ": " + done.size() + " done, " + failed.size() + " failed";
    }
}
