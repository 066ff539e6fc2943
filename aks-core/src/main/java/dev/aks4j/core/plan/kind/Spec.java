package dev.aks4j.core.plan.kind;

import java.util.List;

/**
 * Says what one resource should be. A spec is an immutable value, checked when it was built; it hands over its own
 * {@link ResourceKind}, so that a plan needs no registry of types. Implementations are immutable and thread-safe.
 */
public interface Spec {

    /** Returns where the resource lives. Relative as long as no subscription is chosen. */
    Address address();

    /** Returns the kind that knows how to compare and write this spec; it accepts this spec's class. */
    ResourceKind<?> kind();

    /**
     * Returns further specs that this one brings along, for example the role assignment that a cluster's identity needs
     * on its subnet. A plan includes them as if they had been given.
     */
    default List<Spec> derived() {
        return List.of();
    }
}
