package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.arm.Regions;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.util.Optional;

/** Snapshots of node pools: a pool's version, image and machine size, kept to make other pools alike. Synchronous. */
final class NodePoolSnapshots {

    static final String TYPE = "Microsoft.ContainerService/Snapshots";

    private final Cloud cloud;
    private final ManagedClusters clusters;

    NodePoolSnapshots(Cloud cloud, ManagedClusters clusters) {
        this.cloud = cloud;
        this.clusters = clusters;
    }

    /** Returns what a pool says it is made from, if that is a snapshot that exists. */
    static Optional<ObjectNode> source(Cloud cloud, ObjectNode pool) {
        return AzureJson.text(pool, "/creationData/sourceResourceId")
                .flatMap(id -> cloud.resources().find(StoredResource.class, id))
                .filter(found -> found.type().equals(TYPE))
                .map(found -> (ObjectNode) found.body().path("properties"));
    }

    Response answer(ArmCall request) {
        if (request.path().rest().size() == 1) {
            return list(request);
        }
        Optional<StoredResource> existing =
                cloud.resources().find(StoredResource.class, request.path().resource());
        return switch (request.method()) {
            case "PUT" -> put(request, existing);
            case "PATCH" -> {
                StoredResource found = existing.orElseThrow(() -> Arm.notFound(request.path()));
                found.body().set("tags", AzureJson.child(request.body(), "tags"));
                yield Lro.json(200, found.view());
            }
            case "GET" ->
                Lro.json(
                        200,
                        existing.orElseThrow(() -> Arm.notFound(request.path())).view());
            case "DELETE" -> {
                cloud.resources().remove(request.path().resource());
                yield Response.empty(existing.isPresent() ? 200 : 204);
            }
            default -> throw Arm.noSuchVerb(request);
        };
    }

    private Response list(ArmCall request) {
        return Lro.json(
                200,
                Arm.listBody(cloud
                        .resources()
                        .below(StoredResource.class, request.path().scope())
                        .stream()
                        .filter(each -> each.type().equals(TYPE))
                        .map(StoredResource::view)
                        .toList()));
    }

    private Response put(ArmCall request, Optional<StoredResource> existing) {
        ObjectNode body = request.body();
        String called = request.path().rest().get(1);
        if (!called.matches("[a-zA-Z0-9]|[a-zA-Z0-9][-_a-zA-Z0-9]{0,61}[a-zA-Z0-9]")) {
            throw refuse("the name '" + called + "' has 1 to 63 letters, digits, underscores or hyphens and begins and"
                    + " ends with a letter or digit");
        }
        String region = Regions.require(body, "Microsoft.ContainerService/snapshots");
        String source = AzureJson.text(body, "/properties/creationData/sourceResourceId")
                .orElseThrow(() -> refuse("a sourceResourceId is required"));
        ArmPath path = ArmPath.parse(source);
        AgentPool pool = Optional.of(path)
                .filter(any -> any.matches("managedClusters", "*", "agentPools", "*"))
                .flatMap(any -> clusters.find(ManagedClusters.clusterId(any)))
                .flatMap(cluster -> cluster.pool(path.rest().get(3)))
                .orElseThrow(() -> refuse("there is no node pool '" + source + "'"));
        ObjectNode view = AzureJson.object()
                .put(
                        "id",
                        cloud.subscriptionScope() + "/resourcegroups/"
                                + request.path().group().orElseThrow()
                                + "/providers/Microsoft.ContainerService/snapshots/"
                                + request.path().rest().get(1))
                .put("name", request.path().rest().get(1))
                .put("type", TYPE)
                .put("location", region);
        if (body.path("tags").isObject()) {
            view.set("tags", body.get("tags"));
        }
        view.set("properties", properties(pool, source));
        cloud.resources().put(new StoredResource(request.path().resource(), TYPE, view));
        return Lro.json(existing.isPresent() ? 200 : 201, view);
    }

    private static ObjectNode properties(AgentPool pool, String source) {
        ObjectNode properties = AzureJson.object();
        properties.putObject("creationData").put("sourceResourceId", source);
        properties.put("snapshotType", "NodePool").put("kubernetesVersion", pool.currentVersion());
        properties.put("nodeImageVersion", pool.image());
        properties.put("osType", pool.properties().path("osType").asText());
        properties.put("osSku", pool.properties().path("osSKU").asText());
        properties.put("vmSize", pool.properties().path("vmSize").asText());
        return properties.put("enableFIPS", AzureJson.flag(pool.properties(), "/enableFIPS"));
    }

    private static ArmError refuse(String details) {
        return ArmError.aks(
                        400,
                        "InvalidParameter",
                        "The value of parameter creationData.sourceResourceId is invalid. Error details: " + details
                                + ".")
                .target("creationData.sourceResourceId");
    }
}
