package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.command.ClusterApi;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.util.function.Function;

/** Managed namespaces: PUT and DELETE take time and end inside the cluster; PATCH changes tags at once. */
final class ManagedNamespaces {

    private final ManagedClusters clusters;
    private final Durations durations;
    private final KubeconfigWriter kubeconfigs;
    private final ClusterChildren children;
    private Function<ClusterSnapshot, ClusterApi> apis = cluster -> {
        throw new IllegalStateException("nothing answers for the cluster " + cluster.name());
    };

    ManagedNamespaces(
            Cloud cloud, ManagedClusters clusters, Lro lro, Durations durations, KubeconfigWriter kubeconfigs) {
        this.clusters = clusters;
        this.durations = durations;
        this.kubeconfigs = kubeconfigs;
        this.children = new ClusterChildren(cloud, clusters, lro, "managedNamespaces");
    }

    /** Says how the inside of a cluster is reached. */
    void apis(Function<ClusterSnapshot, ClusterApi> reached) {
        apis = reached;
    }

    Response answer(ArmCall request) {
        int depth = request.path().rest().size();
        if (depth == 3) {
            return children.list(request);
        } else if (depth == 5) {
            return credential(request);
        } else if (depth > 5) {
            throw Arm.noSuchType(request);
        }
        return switch (request.method()) {
            case "PUT" -> put(request);
            case "PATCH" -> {
                StoredResource found = children.require(request);
                found.body().set("tags", AzureJson.child(request.body(), "tags"));
                yield Lro.json(200, found.view());
            }
            case "GET" -> Lro.json(200, children.require(request).view());
            case "DELETE" -> delete(request);
            default -> throw Arm.noSuchVerb(request);
        };
    }

    private Response credential(ArmCall request) {
        if (!request.path().rest().get(4).equalsIgnoreCase("listCredential")) {
            throw Arm.noSuchType(request);
        } else if (!request.method().equals("POST")) {
            throw Arm.noSuchVerb(request);
        }
        return kubeconfigs.listNamespace(request, children.require(request).name());
    }

    private NamespaceObjects inside(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        return new NamespaceObjects(
                apis.apply(ClusterSnapshots.of(cluster)), request.path().rest().get(3));
    }

    private Response put(ArmCall request) {
        ManagedCluster cluster = children.parent(request);
        NamespaceProperties.requireName(request.path().rest().get(3));
        ObjectNode asked = request.body();
        ObjectNode body = AzureJson.object().put("location", cluster.region());
        if (asked.path("tags").isObject()) {
            body.set("tags", asked.get("tags").deepCopy());
        }
        body.set("properties", NamespaceProperties.fill(AzureJson.child(asked, "properties")));
        String state = children.find(request).isPresent() ? "Updating" : "Creating";
        return children.write(
                request,
                cluster,
                state,
                body,
                durations.managedNamespace(),
                properties -> inside(request).settle(properties));
    }

    private Response delete(ArmCall request) {
        return children.delete(request, durations.managedNamespace(), properties -> {
            if (properties.path("deletePolicy").asText().equals("Delete")) {
                inside(request).remove();
            } else {
                inside(request).release();
            }
        });
    }
}
