package dev.aks4j.simulated.azure.internal.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.operation.Outcome;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The verbs of subnets. */
final class Subnets {

    private static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration LONG = Duration.ofSeconds(9);

    private final Cloud cloud;
    private final NetworkLro operations;

    Subnets(Cloud cloud, NetworkLro operations) {
        this.cloud = cloud;
        this.operations = operations;
    }

    Response answer(ArmCall request) {
        VirtualNetwork network = network(request);
        if (!request.path().namesResource()) {
            return Arm.list(network.subnets().stream().map(Subnet::view).toList());
        }
        return switch (request.method()) {
            case "PUT" -> put(request, network);
            case "GET" -> Arm.json(200, existing(request).view());
            case "DELETE" -> delete(request, network);
            default -> throw Arm.noSuchVerb(request);
        };
    }

    private VirtualNetwork network(ArmCall request) {
        String resource = request.path().resource();
        int child = resource.toLowerCase(java.util.Locale.ROOT).indexOf("/subnets/");
        return cloud.resources()
                .find(VirtualNetwork.class, child < 0 ? resource : resource.substring(0, child))
                .orElseThrow(() -> Arm.notFound(request.path()));
    }

    private Response put(ArmCall request, VirtualNetwork network) {
        InUse.requireIdle(network);
        ObjectNode body = request.body();
        if (!body.path("properties").isObject()) {
            throw ArmError.service(400, "InvalidRequestFormat", "Cannot parse the request: properties are missing.");
        }
        ObjectNode properties = AzureJson.child(body, "properties");
        String name = request.path().rest().get(3);
        Map<String, AddressRange> others = new LinkedHashMap<>();
        network.subnets().forEach(subnet -> others.put(subnet.name(), subnet.range()));
        List<String> space =
                network.addressSpace().stream().map(AddressRange::toString).toList();
        AddressChecks.subnet(network.id(), name, properties, space, others);
        SubnetReferences.require(cloud, network.region(), properties);
        String id = network.id() + "/subnets/" + name;
        String etag = "W/\"" + cloud.random().guid() + "\"";
        Optional<Subnet> existing = cloud.resources().find(Subnet.class, id);
        existing.ifPresent(subnet -> {
            if (!subnet.prefixes().equals(Subnet.prefixes(properties))) {
                InUse.requireFree(cloud, subnet);
            }
            subnet.update(properties, etag);
        });
        Subnet subnet = existing.orElseGet(() -> new Subnet(id, properties, etag));
        cloud.resources().put(subnet);
        network.state("Updating");
        AzureOperation operation = cloud.operations()
                .begin(
                        request,
                        "Updating",
                        id,
                        cloud.random().between(SHORT, LONG),
                        Outcome.of(() -> network.state("Succeeded"), () -> broken(network, subnet)));
        return operations.written(existing.isPresent() ? 200 : 201, subnet.view(), operation, network.region());
    }

    private Response delete(ArmCall request, VirtualNetwork network) {
        Optional<Subnet> found =
                cloud.resources().find(Subnet.class, request.path().resource());
        if (found.isEmpty()) {
            return Response.empty(204);
        }
        InUse.requireIdle(network);
        InUse.requireFree(cloud, found.get());
        network.state("Updating");
        found.get().state("Deleting");
        AzureOperation operation = cloud.operations()
                .begin(
                        request,
                        "Deleting",
                        found.get().id(),
                        cloud.random().between(SHORT, LONG),
                        Outcome.of(
                                () -> {
                                    cloud.resources().remove(found.get().id());
                                    network.state("Succeeded");
                                },
                                () -> broken(network, found.get())));
        return operations.deleting(operation, network.region());
    }

    private static void broken(VirtualNetwork network, Subnet subnet) {
        network.state("Failed");
        subnet.state("Failed");
    }

    private Subnet existing(ArmCall request) {
        return cloud.resources()
                .find(Subnet.class, request.path().resource())
                .orElseThrow(() -> Arm.notFound(request.path()));
    }
}
