package dev.aks4j.simulated.azure.internal.network;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.plain.PlainResources;
import dev.aks4j.simulated.azure.internal.plain.PlainType;
import dev.aks4j.simulated.azure.internal.plain.ResourceShape;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.Resources;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who uses what in a network: a resource shows those that refer to it, and is not removed while one does. Guarded by the
 * simulator's lock.
 */
final class Uses {

    private static final String NETWORK = "Microsoft.Network/";

    private final Cloud cloud;
    private final Balancers balancers;
    private final PrivateEndpointConnections connections;

    Uses(Cloud cloud, PrivateEndpointConnections connections) {
        this.cloud = cloud;
        this.connections = connections;
        this.balancers = new Balancers(cloud);
    }

    /** Adds what follows from uses to a type. */
    PlainType with(PlainType type) {
        ResourceShape own = type.shape();
        return new PlainType(type.name(), type.manner(), type.tracked(), new ResourceShape() {
            @Override
            public void complete(ArmCall call, ObjectNode body, Optional<StoredResource> existing) {
                own.complete(call, body, existing);
                if (type.name().equals("loadBalancers")) {
                    balancers.addresses(body, existing);
                }
            }

            @Override
            public void requireFree(StoredResource resource) {
                own.requireFree(resource);
                Uses.this.requireFree(type.name(), resource);
            }

            @Override
            public void shown(ObjectNode view) {
                own.shown(view);
                Uses.this.show(type.name(), view);
            }

            @Override
            public void written(StoredResource resource) {
                own.written(resource);
            }
        });
    }

    private void show(String type, ObjectNode view) {
        String id = view.path("id").asText();
        ObjectNode properties = AzureJson.child(view, "properties");
        switch (type) {
            case "loadBalancers" -> balancers.show(view);
            case "publicIPAddresses" -> {
                one(properties, "ipConfiguration", frontends(id));
                one(properties, "natGateway", gateways("publicIpAddresses", id));
            }
            case "publicIPPrefixes" -> {
                one(properties, "natGateway", gateways("publicIpPrefixes", id));
                all(properties, "publicIPAddresses", addresses(id));
            }
            case "networkSecurityGroups" -> all(properties, "subnets", subnets("networkSecurityGroup", id));
            case "routeTables" -> all(properties, "subnets", subnets("routeTable", id));
            case "natGateways" -> all(properties, "subnets", subnets("natGateway", id));
            case "privateLinkServices" ->
                properties.putArray("privateEndpointConnections").addAll(connections.to(id));
            default -> {}
        }
    }

    private static void one(ObjectNode properties, String field, List<String> users) {
        properties.remove(field);
        users.stream().findFirst().ifPresent(user -> properties.putObject(field).put("id", user));
    }

    private static void all(ObjectNode properties, String field, List<String> users) {
        properties.remove(field);
        if (!users.isEmpty()) {
            ArrayNode list = properties.putArray(field);
            users.forEach(user -> list.addObject().put("id", user));
        }
    }

    private List<StoredResource> of(String type) {
        return cloud.resources().below(StoredResource.class, cloud.subscriptionScope()).stream()
                .filter(each -> each.type().equalsIgnoreCase(NETWORK + type))
                .toList();
    }

    private List<String> frontends(String address) {
        List<String> users = new ArrayList<>();
        for (StoredResource balancer : of("loadBalancers")) {
            for (JsonNode frontend : balancer.body().at("/properties/frontendIPConfigurations")) {
                if (refers(frontend.at("/properties/publicIPAddress"), address)) {
                    users.add(frontend.path("id").asText());
                }
            }
        }
        return users;
    }

    private List<String> gateways(String list, String address) {
        return of("natGateways").stream()
                .filter(gateway -> PlainResources.objects(gateway.body().at("/properties/" + list)).stream()
                        .anyMatch(each -> refers(each, address)))
                .map(StoredResource::id)
                .toList();
    }

    private List<String> addresses(String prefix) {
        return of("publicIPAddresses").stream()
                .filter(address -> refers(address.body().at("/properties/publicIPPrefix"), prefix))
                .map(StoredResource::id)
                .toList();
    }

    private List<String> subnets(String field, String id) {
        return cloud.resources().below(Subnet.class, cloud.subscriptionScope()).stream()
                .filter(subnet -> refers(subnet.view().at("/properties/" + field), id))
                .map(Subnet::id)
                .toList();
    }

    private List<String> linkServices(String balancer) {
        return of("privateLinkServices").stream()
                .filter(service ->
                        PlainResources.objects(service.body().at("/properties/loadBalancerFrontendIpConfigurations"))
                                .stream()
                                .anyMatch(each ->
                                        Resources.isBelow(each.path("id").asText(), balancer)))
                .map(StoredResource::id)
                .toList();
    }

    private static boolean refers(JsonNode reference, String id) {
        return Resources.same(reference.path("id").asText(), id);
    }

    private void requireFree(String type, StoredResource resource) {
        String id = resource.id();
        switch (type) {
            case "publicIPAddresses" -> {
                List<String> users = new ArrayList<>(frontends(id));
                users.addAll(gateways("publicIpAddresses", id));
                refuse(
                        users,
                        "PublicIPAddressCannotBeDeleted",
                        "Public IP address " + id + " can not be deleted since it is still allocated to resource %s. In"
                                + " order to delete the public IP, disassociate/detach the Public IP address from the"
                                + " resource.  To learn how to do this, see aka.ms/deletepublicip.");
            }
            case "networkSecurityGroups" ->
                refuse(
                        subnets("networkSecurityGroup", id),
                        "InUseNetworkSecurityGroupCannotBeDeleted",
                        "Network security group " + id + " cannot be deleted because it is in use by the following"
                                + " resources: %s. In order to delete the Network security group, remove the"
                                + " association with the resource(s).");
            case "routeTables" ->
                refuse(
                        subnets("routeTable", id),
                        "InUseRouteTableCannotBeDeleted",
                        "Route table " + resource.name() + " is in use and cannot be deleted. It is used by %s.");
            case "loadBalancers" -> {
                refuse(
                        balancers.members(resource),
                        "LoadBalancerInUseByVirtualMachineScaleSet",
                        "Cannot delete load balancer " + id + " since its child resources are in use by virtual machine"
                                + " scale set: %s.");
                refuse(
                        linkServices(id),
                        "CannotDeleteLoadBalancerWithPrivateLinkService",
                        "Load balancer " + id + " cannot be deleted since it is used by private link service %s.");
            }
            case "privateLinkServices" ->
                refuse(
                        connections.to(id).stream()
                                .map(each -> each.path("id").asText())
                                .toList(),
                        "PrivateLinkServiceWithPrivateEndpointConnectionsCannotBeDeleted",
                        "Private link service " + id + " with private endpoint connections cannot be deleted: %s.");
            default -> {}
        }
    }

    private static void refuse(List<String> users, String code, String message) {
        if (!users.isEmpty()) {
            throw ArmError.service(400, code, message.formatted(String.join(", ", users)));
        }
    }
}
