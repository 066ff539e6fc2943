package dev.aks4j.simulated.azure.internal.compute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.state.Resource;
import java.util.List;
import java.util.Optional;

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

    /** Returns the private address of a machine. */
    String address(String instance);

    /** Returns what clients wrote to it. */
    MachineParts parts();

    /** Returns the machine with a number. */
    default Optional<ObjectNode> machine(String instance) {
        return machines().stream()
                .filter(machine -> machine.path("instanceId").asText().equals(instance))
                .findFirst();
    }
}
