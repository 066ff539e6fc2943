package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.cluster.NodeSnapshot;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.wire.Response;
import java.util.List;
import java.util.Optional;

/** The machines of a pool: reads, and the removal of chosen ones. */
final class Machines {

    private static final String TYPE = "Microsoft.ContainerService/managedClusters/agentPools/machines";

    private final ManagedClusters clusters;
    private final Lro lro;
    private final PoolChanges changes;

    Machines(Cloud cloud, ManagedClusters clusters, Lro lro, Durations durations) {
        this.clusters = clusters;
        this.lro = lro;
        this.changes = new PoolChanges(cloud, clusters, durations);
    }

    Response answer(ArmCall request) {
        if (!request.method().equals("GET")) {
            throw Arm.noSuchVerb(request);
        }
        ManagedCluster cluster = clusters.require(request.path());
        AgentPool pool = PoolVerbs.require(cluster, request);
        List<NodeSnapshot> nodes = nodes(cluster, pool);
        if (request.path().rest().size() == 5) {
            return Lro.json(
                    200,
                    Arm.listBody(nodes.stream()
                            .map(node -> view(cluster, pool, node))
                            .toList()));
        }
        String name = request.path().rest().get(5);
        return nodes.stream()
                .filter(node -> node.name().equalsIgnoreCase(name))
                .findFirst()
                .map(node -> Lro.json(200, view(cluster, pool, node)))
                .orElseThrow(() -> missing(name, pool));
    }

    private static List<NodeSnapshot> nodes(ManagedCluster cluster, AgentPool pool) {
        return ClusterSnapshots.of(cluster).nodes().stream()
                .filter(node -> node.pool().equals(pool.name()))
                .toList();
    }

    private static ObjectNode view(ManagedCluster cluster, AgentPool pool, NodeSnapshot node) {
        ObjectNode view = AzureJson.object()
                .put("id", PoolChanges.id(cluster, pool.name()) + "/machines/" + node.name())
                .put("name", node.name())
                .put("type", TYPE);
        node.zone().ifPresent(zone -> view.putArray("zones").add(zone));
        ObjectNode properties = view.putObject("properties");
        properties
                .putObject("network")
                .putArray("ipAddresses")
                .addObject()
                .put("family", "IPv4")
                .put("ip", node.internalIp());
        properties.put("resourceId", node.providerId().replaceFirst("^azure://", ""));
        return view;
    }

    Response delete(ArmCall request) {
        ManagedCluster cluster = clusters.require(request.path());
        AgentPool pool = PoolVerbs.require(cluster, request);
        List<String> names = AzureJson.texts(request.body(), "/machineNames");
        if (names.isEmpty()) {
            throw ArmError.aks(
                            400,
                            "InvalidParameter",
                            "The value of parameter machineNames is invalid. Error details: at least one is required.")
                    .target("machineNames");
        }
        Busy.foreign(request, cluster);
        Busy.requireIdle(cluster, Optional.of(pool.name()), "DeletingMachines");
        Busy.requireRunning(cluster);
        List<NodeSnapshot> nodes = nodes(cluster, pool);
        names.forEach(name -> {
            if (nodes.stream().noneMatch(node -> node.name().equalsIgnoreCase(name))) {
                throw missing(name, pool);
            }
        });
        List<Integer> numbers = nodes.stream()
                .filter(node -> names.stream().anyMatch(node.name()::equalsIgnoreCase))
                .map(node -> Integer.valueOf(
                        node.providerId().substring(node.providerId().lastIndexOf('/') + 1)))
                .toList();
        int left = nodes.size() - numbers.size();
        if (pool.properties().path("mode").asText().equals("System") && left < 1) {
            throw ArmError.aks(
                    400,
                    "InvalidParameter",
                    "A system node pool '" + pool.name() + "' must keep at least one machine.");
        }
        AzureOperation operation = changes.deleteMachines(request, cluster, pool, numbers);
        return lro.accepted(operation, cluster.region());
    }

    private static ArmError missing(String name, AgentPool pool) {
        return ArmError.aks(
                404, "NotFound", "Could not find the machine '" + name + "' in the agentpool '" + pool.name() + "'.");
    }
}
