package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.operation.Outcome;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.Resources;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Resources below a cluster that take time to write and delete, and keep no operation from the cluster meanwhile. */
final class ClusterChildren {

    private final Cloud cloud;
    private final ManagedClusters clusters;
    private final Lro lro;
    private final String collection;
    private final String type;

    ClusterChildren(Cloud cloud, ManagedClusters clusters, Lro lro, String collection) {
        this.cloud = cloud;
        this.clusters = clusters;
        this.lro = lro;
        this.collection = collection;
        this.type = "Microsoft.ContainerService/managedClusters/" + collection;
    }

    Response list(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        return Lro.json(
                200,
                Arm.listBody(cloud.resources().below(StoredResource.class, cluster.id()).stream()
                        .filter(each -> each.type().equals(type))
                        .map(StoredResource::view)
                        .toList()));
    }

    Optional<StoredResource> find(ArmCall request) {
        return cloud.resources().find(StoredResource.class, request.path().resource());
    }

    StoredResource require(ArmCall request) {
        clusters.require(request.path());
        return find(request).orElseThrow(() -> Arm.notFound(request.path()));
    }

    /** Returns the cluster that something is to be written in, or refuses. */
    ManagedCluster parent(ArmCall request) {
        String id = ManagedClusters.clusterId(request.path());
        ManagedCluster cluster = clusters.find(id)
                .orElseThrow(() -> ArmError.gateway(
                        404,
                        "ParentResourceNotFound",
                        "Failed to perform 'write' on resource(s) of type 'managedClusters/" + collection
                                + "', because the parent resource '" + id + "' could not be found."));
        requireReady(request, cluster);
        return cluster;
    }

    private void requireReady(ArmCall request, ManagedCluster cluster) {
        Busy.requireRunning(cluster);
        if (!cluster.settled() || cluster.state().equals("Deleting")) {
            throw refuse("managed cluster '" + cluster.name() + "' is in provisioning state " + cluster.state() + ".");
        }
        cloud.operations().unfinished().stream()
                .filter(other -> Resources.same(other.subject(), request.path().resource()))
                .findFirst()
                .ifPresent(other -> {
                    throw refuse("another operation (" + other.kind() + ") on '"
                            + request.path().rest().get(3) + "' is in progress.");
                });
    }

    private static ArmError refuse(String details) {
        return ArmError.aks(409, "OperationNotAllowed", "Operation is not allowed: " + details);
    }

    /** Begins a write; the body has what stands beside id, name and type. */
    Response write(
            ArmCall request,
            ManagedCluster cluster,
            String state,
            ObjectNode body,
            Duration duration,
            Consumer<ObjectNode> success) {
        boolean exists = find(request).isPresent();
        String name = request.path().rest().get(3);
        String id = cluster.id() + "/" + collection + "/" + name;
        ObjectNode view = AzureJson.object().put("id", id).put("name", name).put("type", type);
        view.setAll(body);
        ObjectNode properties = AzureJson.child(view, "properties");
        StoredResource stored = new StoredResource(id, type, view);
        cloud.resources().put(stored);
        AzureOperation operation = begin(request, stored, state, duration, () -> {
            success.accept(properties);
            properties.put("provisioningState", "Succeeded");
        });
        return lro.written(exists ? 200 : 201, stored.view(), operation, cluster.region());
    }

    /** Begins a deletion. */
    Response delete(ArmCall request, Duration duration, Consumer<ObjectNode> success) {
        ManagedCluster cluster = clusters.require(request.path());
        Optional<StoredResource> found = find(request);
        if (found.isEmpty()) {
            return Response.empty(204);
        }
        requireReady(request, cluster);
        ObjectNode properties = AzureJson.child(found.get().body(), "properties");
        AzureOperation operation = begin(request, found.get(), "Deleting", duration, () -> {
            success.accept(properties);
            cloud.resources().remove(found.get().id());
        });
        return lro.accepted(operation, cluster.region());
    }

    private AzureOperation begin(
            ArmCall request, StoredResource resource, String state, Duration duration, Runnable success) {
        ObjectNode properties = AzureJson.child(resource.body(), "properties");
        properties.put("provisioningState", state);
        Outcome outcome = new Outcome() {
            @Override
            public void succeeded() {
                if (cloud.resources().find(resource.id()).isPresent()) {
                    success.run();
                }
            }

            @Override
            public void failed() {
                properties.put("provisioningState", "Failed");
            }

            @Override
            public void canceled() {
                properties.put("provisioningState", "Canceled");
            }
        };
        return cloud.operations().begin(request, state, resource.id(), duration, outcome);
    }
}
