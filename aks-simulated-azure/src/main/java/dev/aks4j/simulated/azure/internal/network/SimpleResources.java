package dev.aks4j.simulated.azure.internal.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.arm.Regions;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.operation.Outcome;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Network resources that only have to exist: what a client writes is what it reads, with a provisioning state. */
final class SimpleResources {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(6);

    private final Cloud cloud;
    private final NetworkLro operations;

    SimpleResources(Cloud cloud, NetworkLro operations) {
        this.cloud = cloud;
        this.operations = operations;
    }

    Response answer(ArmCall request, String type) {
        String full = "Microsoft.Network/" + type;
        if (!request.path().namesResource()) {
            List<ObjectNode> views = cloud
                    .resources()
                    .below(StoredResource.class, request.path().scope())
                    .stream()
                    .filter(resource -> resource.type().equals(full))
                    .map(StoredResource::view)
                    .toList();
            return Arm.list(views);
        }
        return switch (request.method()) {
            case "PUT" -> put(request, full);
            case "GET" -> Arm.json(200, existing(request).view());
            case "DELETE" -> delete(request);
            default -> throw Arm.noSuchVerb(request);
        };
    }

    private Response put(ArmCall request, String type) {
        ObjectNode asked = request.body();
        String id = request.path().resource();
        AddressChecks.name(request.path().rest().get(1));
        String region = Regions.require(asked, type);
        Optional<StoredResource> existing = cloud.resources().find(StoredResource.class, id);
        ObjectNode body = AzureJson.object()
                .put("name", request.path().rest().get(1))
                .put("id", id)
                .put("etag", "W/\"" + cloud.random().guid() + "\"")
                .put("type", type)
                .put("location", region);
        for (String field : List.of("tags", "sku", "zones")) {
            if (asked.hasNonNull(field)) {
                body.set(field, asked.get(field));
            }
        }
        ObjectNode properties = body.putObject("properties").put("provisioningState", "Updating");
        if (asked.path("properties") instanceof ObjectNode given) {
            properties.setAll(given);
            properties.put("provisioningState", "Updating");
        }
        if (type.endsWith("publicIPAddresses")) {
            properties.put(
                    "ipAddress",
                    "20.50." + Math.floorMod(id.hashCode(), 250) + "."
                            + cloud.random().digits(2));
        }
        StoredResource stored = new StoredResource(id, type, body);
        cloud.resources().put(stored);
        AzureOperation operation = cloud.operations()
                .begin(
                        request,
                        "Updating",
                        id,
                        cloud.random().between(SHORT, LONG),
                        Outcome.of(() -> properties.put("provisioningState", "Succeeded")));
        return operations.written(existing.isPresent() ? 200 : 201, stored.view(), operation, region);
    }

    private Response delete(ArmCall request) {
        Optional<StoredResource> found =
                cloud.resources().find(StoredResource.class, request.path().resource());
        if (found.isEmpty()) {
            return Response.empty(204);
        }
        StoredResource resource = found.get();
        AzureOperation operation = cloud.operations()
                .begin(
                        request,
                        "Deleting",
                        resource.id(),
                        cloud.random().between(SHORT, LONG),
                        Outcome.of(() -> cloud.resources().remove(resource.id())));
        return operations.deleting(operation, resource.body().path("location").asText());
    }

    private StoredResource existing(ArmCall request) {
        return cloud.resources()
                .find(StoredResource.class, request.path().resource())
                .orElseThrow(() -> Arm.notFound(request.path()));
    }
}
