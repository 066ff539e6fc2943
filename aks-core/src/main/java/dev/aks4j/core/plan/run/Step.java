package dev.aks4j.core.plan.run;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.internal.plan.run.Lane;
import dev.aks4j.core.model.Json;
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
 * @param known for a write to an existing resource: what it was known by when it was planned, our mark among it if it
 *     carried it. A run that does not find it again neither changes nor removes the resource. Paths that begin with
 *     {@code ..} tell the same of what holds the resource, such as the cluster of a pool, also of one that is created
 */
public record Step(
        String id,
        String type,
        String name,
        Change change,
        Write write,
        Set<String> after,
        List<Difference> expected,
        List<Difference> known) {

    /** Copies the collections. */
    public Step {
        after = Set.copyOf(after);
        expected = List.copyOf(expected);
        known = List.copyOf(known);
    }

    /** Creates a step whose resource is known by its id only. */
    public Step(
            String id,
            String type,
            String name,
            Change change,
            Write write,
            Set<String> after,
            List<Difference> expected) {
        this(id, type, name, change, write, after, expected, List.of());
    }

    /** Returns this step with another name for people. */
    public Step named(String other) {
        return new Step(id, type, other, change, write, after, expected, known);
    }

    /**
     * Returns the lane of this step: of two steps on one lane, only one is under way at a time. A node pool is a lane of its
     * own, and waits for writes to its cluster as they wait for it.
     */
    public String lane() {
        return Lane.of(write.target()).toString();
    }

    /** Returns which step it is, as programs read it; not what is sent. */
    @JsonValue
    public Json toJson() {
        return Json.object()
                .put("id", id)
                .put("change", change)
                .put("type", type)
                .put("name", name)
                .put("address", write.target().toString())
                .put("after", after.stream().sorted().toList())
                .build();
    }

    /** Returns change, type and name, for example {@code create managedCluster shop}. */
    @Override
    public String toString() {
        return change.verb() + " " + type + " " + name;
    }
}
