package dev.aks4j.simulated.kubernetes.internal.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.kubernetes.internal.resource.ResourceType;
import java.util.Optional;

/** What a writer may write depends on who writes: asked with the whole object, before the rules of its type are. */
@FunctionalInterface
public interface Guard {

    /** Lets everything pass, as for writes from inside the cluster. */
    Guard NONE = (type, object, before) -> {};

    /**
     * Refuses an object, by throwing what the writer gets, or does nothing.
     *
     * @param before the stored object, empty if it is new
     */
    void check(ResourceType type, ObjectNode object, Optional<ObjectNode> before);
}
