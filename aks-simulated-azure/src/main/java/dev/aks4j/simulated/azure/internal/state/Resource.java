package dev.aks4j.simulated.azure.internal.state;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Something with a resource id. */
public interface Resource {

    /** Returns the id. */
    String id();

    /** Returns the type, such as {@code Microsoft.Network/virtualNetworks}. */
    String type();

    /** Returns what a client sees. */
    ObjectNode view();

    /** Called when the resource has been removed, whoever removed it. */
    default void removed() {}

    /** Returns the name, which is the id's last segment. */
    default String name() {
        return id().substring(id().lastIndexOf('/') + 1);
    }
}
