package dev.aks4j.simulated.azure.internal.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.state.Resource;
import java.util.List;

/** A virtual machine scale set, whoever made it. */
public interface ScaleSet extends Resource {

    /** The resource type. */
    String TYPE = "Microsoft.Compute/virtualMachineScaleSets";

    @Override
    default String type() {
        return TYPE;
    }

    /** Returns its machines as a client sees them. */
    List<ObjectNode> machines();
}
