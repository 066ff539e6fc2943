package dev.aks4j.simulated.azure.internal.servicenetworking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.arm.ResourceProvider;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.network.Subnet;
import dev.aks4j.simulated.azure.internal.plain.Manner;
import dev.aks4j.simulated.azure.internal.plain.PlainResources;
import dev.aks4j.simulated.azure.internal.plain.PlainType;
import dev.aks4j.simulated.azure.internal.plain.ResourceShape;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Microsoft.ServiceNetworking: traffic controllers with their frontends and associations. */
public final class ServiceNetworkingProvider implements ResourceProvider {

    private static final String CONTROLLERS = "trafficControllers";
    private static final int LEAST = 256;

    private final Cloud cloud;
    private final PlainResources plain;

    /** Makes the provider of a cloud. */
    public ServiceNetworkingProvider(Cloud cloud) {
        this.cloud = cloud;
        plain = new PlainResources(
                cloud,
                namespace(),
                "2025-01-01",
                List.of(
                        PlainType.of(CONTROLLERS, Manner.NETWORK, ResourceShape.ANY),
                        PlainType.of(CONTROLLERS + "/frontends", Manner.NETWORK, this::frontend),
                        PlainType.of(CONTROLLERS + "/associations", Manner.NETWORK, this::association)));
    }

    @Override
    public String namespace() {
        return "Microsoft.ServiceNetworking";
    }

    @Override
    public Set<String> types() {
        return new LinkedHashSet<>(plain.names());
    }

    @Override
    public Response answer(ArmCall request) {
        return plain.answer(request).orElseThrow(() -> Arm.noSuchType(request));
    }

    private void requireController(ArmCall call) {
        String id = call.path().resource();
        String controller = id.substring(0, id.lastIndexOf('/', id.lastIndexOf('/') - 1));
        if (cloud.resources().find(controller).isEmpty()) {
            throw ArmError.gateway(
                    404,
                    "ParentResourceNotFound",
                    "Failed to perform 'write' on resource(s) of type '"
                            + call.path().types() + "', because the parent resource '" + controller
                            + "' could not be found.");
        }
    }

    private void frontend(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        requireController(call);
        ObjectNode properties = AzureJson.child(body, "properties");
        properties.put(
                "fqdn",
                existing.map(had -> had.body().at("/properties/fqdn").asText())
                        .orElseGet(() -> cloud.random().guid().replace("-", "").substring(0, 16) + ".fz"
                                + cloud.random().guid().substring(0, 2) + ".alb.azure.com"));
    }

    private void association(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
        requireController(call);
        ObjectNode properties = AzureJson.child(body, "properties");
        if (!AzureJson.text(properties, "/associationType").orElse("").equals("subnets")) {
            throw ArmError.service(400, "InvalidRequestFormat", "Property associationType must be 'subnets'.");
        }
        String subnetId = AzureJson.text(properties, "/subnet/id")
                .orElseThrow(() -> ArmError.service(400, "InvalidRequestFormat", "Property subnet.id is missing."));
        Subnet subnet = cloud.resources()
                .find(Subnet.class, subnetId)
                .orElseThrow(() -> ArmError.service(
                        400, "InvalidResourceReference", "Resource " + subnetId + " referenced was not found."));
        if (subnet.delegation()
                .filter("Microsoft.ServiceNetworking/trafficControllers"::equalsIgnoreCase)
                .isEmpty()) {
            throw ArmError.service(
                    400,
                    "AppGwForContainersSubnetAssociationError",
                    "Subnet " + subnetId + " must be delegated to Microsoft.ServiceNetworking/trafficControllers.");
        }
        if (subnet.range().size().longValue() < LEAST) {
            throw ArmError.service(
                    400,
                    "AppGwForContainersSubnetAssociationError",
                    "Subnet " + subnetId + " must have at least " + LEAST + " addresses.");
        }
        String id = call.path().resource();
        String siblings = id.substring(0, id.lastIndexOf('/'));
        boolean other =
                cloud.resources().below(StoredResource.class, siblings.substring(0, siblings.lastIndexOf('/'))).stream()
                        .anyMatch(each -> each.type().toLowerCase(Locale.ROOT).endsWith("/associations")
                                && !each.id().equalsIgnoreCase(id));
        if (other && existing.isEmpty()) {
            throw ArmError.service(400, "AssociationLimitReached", "A traffic controller has at most one association.");
        }
    }
}
