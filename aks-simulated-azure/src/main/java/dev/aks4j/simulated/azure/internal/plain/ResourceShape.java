package dev.aks4j.simulated.azure.internal.plain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import java.util.Optional;

/** What is particular about one type of plain resources. Called under the simulator's lock. */
public interface ResourceShape {

    /** The shape of resources about which nothing is particular. */
    ResourceShape ANY = (call, body, existing) -> {};

    /**
     * Completes what a client wrote by what Azure fills in.
     *
     * @param body the resource as it will be kept; its properties are there
     * @param existing the resource, if there is one
     * @throws dev.aks4j.simulated.azure.internal.request.ArmError to refuse the write
     */
    void complete(ArmCall call, ObjectNode body, Optional<StoredResource> existing);

    /**
     * Refuses to remove a resource that something else needs.
     *
     * @throws dev.aks4j.simulated.azure.internal.request.ArmError to refuse
     */
    default void requireFree(StoredResource resource) {}

    /**
     * Completes what a client reads of a resource by what others say of it, such as who uses it.
     *
     * @param view a copy of the resource
     */
    default void shown(ObjectNode view) {}

    /** Hears that a resource has been written to its end. */
    default void written(StoredResource resource) {}
}
