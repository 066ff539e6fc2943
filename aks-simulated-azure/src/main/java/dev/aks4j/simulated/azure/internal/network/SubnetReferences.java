package dev.aks4j.simulated.azure.internal.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ResourceReference;
import dev.aks4j.simulated.azure.internal.state.Resource;
import java.util.Map;
import java.util.Optional;

/** What a subnet refers to has the right type, exists, and is in the network's region. */
final class SubnetReferences {

    private static final Map<String, String> TYPES = Map.of(
            "networkSecurityGroup", "Microsoft.Network/networkSecurityGroups",
            "routeTable", "Microsoft.Network/routeTables",
            "natGateway", "Microsoft.Network/natGateways");

    private SubnetReferences() {}

    static void require(Cloud cloud, String region, ObjectNode properties) {
        TYPES.forEach((property, type) -> {
            String id = properties.path(property).path("id").asText("");
            ResourceReference.require(id, type, "properties.subnets.properties." + property + ".id");
            Optional<Resource> found = cloud.resources().find(id);
            boolean elsewhere = found.map(Resource::view)
                    .filter(view -> !view.path("location").asText(region).equalsIgnoreCase(region))
                    .isPresent();
            if (!id.isEmpty() && (found.isEmpty() || elsewhere)) {
                throw ArmError.service(
                        400,
                        "InvalidResourceReference",
                        "Resource " + id + " referenced by a subnet was not found. Please make sure that the referenced"
                                + " resource exists, and that both resources are in the same region.");
            }
        });
    }
}
