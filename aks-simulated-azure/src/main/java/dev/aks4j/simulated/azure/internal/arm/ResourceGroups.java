package dev.aks4j.simulated.azure.internal.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.operation.Outcome;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.Resource;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Resource groups, and the deletion of everything in them. Guarded by the simulator's lock. */
final class ResourceGroups {

    static final String TYPE = "Microsoft.Resources/resourceGroups";

    private static final Pattern NAME = Pattern.compile("[-\\w._()]{0,89}[-\\w_()]");
    private static final Duration EMPTY = Duration.ofSeconds(15);
    private static final Duration FULL = Duration.ofMinutes(6);

    private final Cloud cloud;

    ResourceGroups(Cloud cloud) {
        this.cloud = cloud;
    }

    Response list() {
        return Arm.list(cloud.resources().below(StoredResource.class, cloud.subscriptionScope()).stream()
                .filter(resource -> resource.type().equals(TYPE))
                .map(StoredResource::view)
                .toList());
    }

    Response answer(ArmCall request, String name) {
        if (!request.path().rest().isEmpty()) {
            throw Arm.noSuchVerb(request);
        }
        return switch (request.method()) {
            case "PUT" -> put(request, name);
            case "PATCH" -> patch(request, name);
            case "GET" -> Arm.json(200, existing(name).view());
            case "HEAD" -> Response.empty(find(name).isPresent() ? 204 : 404);
            case "DELETE" -> delete(request, name);
            default -> throw Arm.noSuchVerb(request);
        };
    }

    private Response put(ArmCall request, String name) {
        if (!NAME.matcher(name).matches()) {
            throw ArmError.gateway(
                    400,
                    "InvalidResourceGroup",
                    "The provided resource group name '" + name
                            + "' is invalid. A name has up to 90 characters, which are letters, digits, '-', '_', '.',"
                            + " '(' or ')', and does not end with '.'.");
        }
        ObjectNode body = request.body();
        String location = AzureJson.text(body, "/location")
                .orElseThrow(() -> ArmError.gateway(
                        400, "LocationRequired", "The location property is required for this definition."));
        String region = Regions.canonical(location)
                .orElseThrow(() -> ArmError.gateway(
                        400,
                        "LocationNotAvailableForResourceGroup",
                        "The provided location '" + location
                                + "' is not available for resource group. List of available regions is '"
                                + Regions.names() + "'."));
        Optional<StoredResource> existing = find(name);
        existing.ifPresent(group -> requireUsable(group, region));
        String id = cloud.subscriptionScope() + "/resourceGroups/" + name;
        ObjectNode group = AzureJson.object()
                .put("id", existing.map(Resource::id).orElse(id))
                .put("name", existing.map(Resource::name).orElse(name))
                .put("type", TYPE)
                .put("location", region);
        if (body.path("tags").isObject()) {
            group.set("tags", body.get("tags"));
        }
        if (body.hasNonNull("managedBy")) {
            group.set("managedBy", body.get("managedBy"));
        }
        group.putObject("properties").put("provisioningState", "Succeeded");
        cloud.resources().put(new StoredResource(group.path("id").asText(), TYPE, group));
        return Arm.json(existing.isPresent() ? 200 : 201, group);
    }

    private static void requireUsable(StoredResource group, String region) {
        if (group.body().at("/properties/provisioningState").asText().equals("Deleting")) {
            throw beingDeleted(group);
        }
        String current = group.body().path("location").asText();
        if (!current.equals(region)) {
            throw ArmError.gateway(
                    409,
                    "InvalidResourceGroupLocation",
                    "Invalid resource group location '" + region + "'. The Resource group already exists in location '"
                            + current + "'.");
        }
    }

    private static ArmError beingDeleted(Resource group) {
        return ArmError.gateway(
                409,
                "ResourceGroupBeingDeleted",
                "The resource group '" + group.name()
                        + "' is in deprovisioning state and cannot perform this operation.");
    }

    private Response patch(ArmCall request, String name) {
        StoredResource group = existing(name);
        ObjectNode body = request.body();
        if (body.path("tags").isObject()) {
            group.body().set("tags", body.get("tags"));
        }
        return Arm.json(200, group.view());
    }

    private Response delete(ArmCall request, String name) {
        StoredResource group = existing(name);
        AzureJson.child(group.body(), "properties").put("provisioningState", "Deleting");
        boolean empty = cloud.resources().below(Resource.class, group.id()).isEmpty();
        AzureOperation operation =
                cloud.operations().begin(request, "Deleting", group.id(), empty ? EMPTY : FULL, new Deletion(group));
        return Response.empty(202)
                .with("Location", resultUrl(operation, request.apiVersion()))
                .with("Retry-After", "15");
    }

    /** The end of a deletion: everything is gone, or the group is as it was. */
    private final class Deletion implements Outcome {
        private final StoredResource group;

        private Deletion(StoredResource group) {
            this.group = group;
        }

        @Override
        public void succeeded() {
            cloud.resources().remove(group.id());
        }

        @Override
        public void failed() {
            AzureJson.child(group.body(), "properties").put("provisioningState", "Succeeded");
        }

        @Override
        public void canceled() {
            failed();
        }
    }

    private String resultUrl(AzureOperation operation, String apiVersion) {
        return cloud.endpoints().arm() + cloud.subscriptionScope() + "/operationresults/" + operation.id()
                + "?api-version=" + apiVersion + cloud.operations().signature();
    }

    Response result(ArmCall request) {
        AzureOperation operation = cloud.operations().get(request.path().rest().get(1));
        if (!operation.over()) {
            return Response.empty(202)
                    .with("Location", resultUrl(operation, request.apiVersion()))
                    .with("Retry-After", "15");
        }
        if (operation.status().equals("Succeeded")) {
            return Response.empty(200);
        }
        var error = operation.view().path("error");
        throw ArmError.gateway(
                409, error.path("code").asText(), error.path("message").asText());
    }

    /** Refuses a request into a group that is not there, or a write into one that is going away. */
    void require(String name, String method) {
        StoredResource group = existing(name);
        boolean deleting =
                group.body().at("/properties/provisioningState").asText().equals("Deleting");
        if (deleting && (method.equals("PUT") || method.equals("PATCH"))) {
            throw beingDeleted(group);
        }
    }

    private StoredResource existing(String name) {
        return find(name)
                .orElseThrow(() -> ArmError.gateway(
                        404, "ResourceGroupNotFound", "Resource group '" + name + "' could not be found."));
    }

    private Optional<StoredResource> find(String name) {
        return cloud.resources().find(StoredResource.class, cloud.subscriptionScope() + "/resourceGroups/" + name);
    }
}
