package dev.aks4j.core.plan.run;

import dev.aks4j.core.internal.plan.run.Lanes;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Write;
import java.util.List;
import java.util.Set;

/**
 * One write of a plan, as plain data: what it needs before it, and what it is expected to find. A run is made of steps
 * and nothing else. Immutable and thread-safe.
 *
 * @param id the step's id, unique in its plan
 * @param type the kind of resource, for example {@code managedCluster}
 * @param name the resource's name as plans show it; where two resources of one plan have the same, with what tells them
 *     apart
 * @param change what happens to the resource
 * @param write what is sent
 * @param after the ids of the steps that must have succeeded before
 * @param expected for a write over an existing resource: every difference that it removes, as seen when it was planned.
 *     A run that finds another difference stops with a {@link ConflictException} instead of overwriting it
 */
public record Step(
        String id, String type, String name, Change change, Write write, Set<String> after, List<Difference> expected) {

    /** Copies the collections. */
    public Step {
        after = Set.copyOf(after);
        expected = List.copyOf(expected);
    }

    /** Returns this step with another name for people. */
    public Step named(String other) {
        return new Step(id, type, other, change, write, after, expected);
    }

    /** Returns the lane of this step: of two steps on one lane, only one is under way at a time. */
    public String lane() {
        return Lanes.of(write.target());
    }

    /** Returns change, type and name, for example {@code create managedCluster shop}. */
    @Override
    public String toString() {
        return change.verb() + " " + type + " " + name;
    }
}
