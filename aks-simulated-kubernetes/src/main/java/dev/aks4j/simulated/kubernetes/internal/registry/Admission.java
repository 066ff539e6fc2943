package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import java.util.List;
import java.util.Optional;

/** A rule or a default that needs to see other objects. Runs after a type's own defaults, before its validation. */
@FunctionalInterface
public interface Admission {

    /**
     * Looks at an object that is about to be stored, and may change or refuse it.
     *
     * @param before the stored object, empty if it is new
     */
    void admit(ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before);

    /**
     * The same for a write that may be a dry run: what is only tried takes nothing from others.
     *
     * @param dryRun whether nothing is stored
     */
    default void admit(
            ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before, boolean dryRun) {
        admit(state, type, object, before);
    }

    /** Looks at an object that keeps the rules of its type, and may refuse it. */
    default void check(ClusterState state, ResourceType type, ObjectNode object, Optional<ObjectNode> before) {}

    /** Returns what the writer of an object is warned of. */
    default List<String> warnings(ClusterState state, ResourceType type, ObjectNode object) {
        return List.of();
    }
}
