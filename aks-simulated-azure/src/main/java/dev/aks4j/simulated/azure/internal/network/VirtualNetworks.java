package dev.aks4j.simulated.azure.internal.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.arm.Regions;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.operation.Outcome;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** The verbs of virtual networks. */
final class VirtualNetworks {

    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofSeconds(12);

    private final Cloud cloud;
    private final NetworkLro operations;

    VirtualNetworks(Cloud cloud, NetworkLro operations) {
        this.cloud = cloud;
        this.operations = operations;
    }

    Response answer(ArmCall request) {
        if (!request.path().namesResource()) {
            return Arm.list(
                    cloud.resources().below(VirtualNetwork.class, request.path().scope()).stream()
                            .map(VirtualNetwork::view)
                            .toList());
        }
        return switch (request.method()) {
            case "PUT" -> put(request);
            case "PATCH" -> patch(request);
            case "GET" ->
                Arm.json(
                        200,
                        cloud.resources()
                                .find(request.path().resource())
                                .orElseThrow(() -> Arm.notFound(request.path()))
                                .view());
            case "DELETE" -> delete(request);
            default -> throw Arm.noSuchVerb(request);
        };
    }

    private Response put(ArmCall request) {
        ObjectNode body = request.body();
        String id = request.path().resource();
        AddressChecks.name(request.path().rest().get(1));
        String region = Regions.require(body, "Microsoft.Network/virtualNetworks");
        AddressChecks.network(id, body);
        body.at("/properties/subnets")
                .forEach(subnet -> SubnetReferences.require(cloud, region, (ObjectNode) subnet.path("properties")));
        Optional<VirtualNetwork> existing = cloud.resources().find(VirtualNetwork.class, id);
        existing.ifPresent(network -> {
            Regions.requireSame(network.name(), request.path().group().orElse(""), network.region(), region);
            InUse.requireIdle(network);
        });
        String etag = "W/\"" + cloud.random().guid() + "\"";
        VirtualNetwork network = existing.orElseGet(
                () -> new VirtualNetwork(id, region, cloud.random().guid(), body, etag, cloud.resources()));
        network.update(body, etag);
        cloud.resources().put(network);
        if (body.at("/properties/subnets").isArray()) {
            replaceSubnets(network, body.at("/properties/subnets"), etag);
        }
        network.state("Updating");
        AzureOperation operation = cloud.operations()
                .begin(request, "Updating", id, cloud.random().between(SHORT, LONG), outcome(network));
        return operations.written(existing.isPresent() ? 200 : 201, network.view(), operation, region);
    }

    private void replaceSubnets(VirtualNetwork network, JsonNode subnets, String etag) {
        Set<String> kept = new LinkedHashSet<>();
        for (JsonNode each : subnets) {
            String id = network.id() + "/subnets/" + each.path("name").asText();
            ObjectNode properties = (ObjectNode) each.path("properties");
            kept.add(id);
            Optional<Subnet> existing = cloud.resources().find(Subnet.class, id);
            existing.ifPresent(subnet -> {
                if (!subnet.prefixes().equals(Subnet.prefixes(properties))) {
                    InUse.requireFree(cloud, subnet);
                }
                subnet.update(properties, etag);
            });
            if (existing.isEmpty()) {
                cloud.resources().put(new Subnet(id, properties, etag));
            }
        }
        for (Subnet subnet : network.subnets()) {
            if (kept.stream().noneMatch(id -> id.equalsIgnoreCase(subnet.id()))) {
                InUse.requireFree(cloud, subnet);
                cloud.resources().remove(subnet.id());
            }
        }
    }

    private static Outcome outcome(VirtualNetwork network) {
        return new Outcome() {
            @Override
            public void succeeded() {
                network.state("Succeeded");
            }

            @Override
            public void failed() {
                network.state("Failed");
            }

            @Override
            public void canceled() {
                network.state("Failed");
            }
        };
    }

    private Response patch(ArmCall request) {
        VirtualNetwork network = existing(request);
        ObjectNode merged = network.view();
        merged.set("tags", request.body().path("tags"));
        network.update(merged, "W/\"" + cloud.random().guid() + "\"");
        return Arm.json(200, network.view());
    }

    private Response delete(ArmCall request) {
        Optional<VirtualNetwork> found =
                cloud.resources().find(VirtualNetwork.class, request.path().resource());
        if (found.isEmpty()) {
            return Response.empty(204);
        }
        VirtualNetwork network = found.get();
        InUse.requireIdle(network);
        network.subnets().forEach(subnet -> InUse.requireFree(cloud, subnet));
        network.state("Deleting");
        AzureOperation operation = cloud.operations()
                .begin(request, "Deleting", network.id(), cloud.random().between(SHORT, LONG), removal(network));
        return operations.deleting(operation, network.region());
    }

    /** A removal that fails leaves the network there, broken but free for the next operation. */
    private Outcome removal(VirtualNetwork network) {
        return new Outcome() {
            @Override
            public void succeeded() {
                cloud.resources().remove(network.id());
            }

            @Override
            public void failed() {
                network.state("Failed");
            }

            @Override
            public void canceled() {
                network.state("Failed");
            }
        };
    }

    private VirtualNetwork existing(ArmCall request) {
        return cloud.resources()
                .find(VirtualNetwork.class, request.path().resource())
                .orElseThrow(() -> Arm.notFound(request.path()));
    }
}
