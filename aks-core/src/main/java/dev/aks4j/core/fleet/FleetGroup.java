package dev.aks4j.core.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One update group in a stage: the members whose {@code updateGroup} it is. By default one member at a time is upgraded.
 * Immutable and thread-safe.
 */
public final class FleetGroup {

    final String name;
    final Optional<String> maxConcurrency;
    final List<String> beforeGates;
    final List<String> afterGates;

    private FleetGroup(
            String name, Optional<String> maxConcurrency, List<String> beforeGates, List<String> afterGates) {
        this.name = name;
        this.maxConcurrency = maxConcurrency;
        this.beforeGates = List.copyOf(beforeGates);
        this.afterGates = List.copyOf(afterGates);
    }

    /** Returns a group by its name. */
    public static FleetGroup of(String name) {
        return new FleetGroup(name, Optional.empty(), List.of(), List.of());
    }

    /** Returns this group with so many members that are upgraded at once: a count, or a share such as {@code 25%}. */
    public FleetGroup maxConcurrency(String most) {
        return new FleetGroup(name, Optional.of(most), beforeGates, afterGates);
    }

    /** Returns this group with a gate that somebody must open before it begins. */
    public FleetGroup approvalBefore(String displayName) {
        return new FleetGroup(name, maxConcurrency, and(beforeGates, displayName), afterGates);
    }

    /** Returns this group with a gate that somebody must open before it counts as done. */
    public FleetGroup approvalAfter(String displayName) {
        return new FleetGroup(name, maxConcurrency, beforeGates, and(afterGates, displayName));
    }

    static List<String> and(List<String> some, String one) {
        List<String> more = new ArrayList<>(some);
        more.add(one);
        return more;
    }

    /** Returns the name. */
    public String name() {
        return name;
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
