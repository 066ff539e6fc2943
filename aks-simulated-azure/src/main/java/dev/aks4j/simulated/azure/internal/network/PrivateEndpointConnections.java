package dev.aks4j.simulated.azure.internal.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.plain.PlainResources;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.azure.internal.state.Resources;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** The private endpoints that lead to a resource, as that resource shows them and lets them in. Guarded by the simulator's lock. */
public final class PrivateEndpointConnections {

    private static final String ENDPOINTS = "Microsoft.Network/privateEndpoints";
    private static final String CHILDREN = "/privateEndpointConnections";
    private static final String GONE = "Disconnected";

    private final Cloud cloud;

    /** Makes the connections of a cloud. */
    public PrivateEndpointConnections(Cloud cloud) {
        this.cloud = cloud;
    }

    /**
     * One connection.
     *
     * @param link the live part of the endpoint's body
     * @param shown what the target shows of it
     */
    private record Connection(ObjectNode link, ObjectNode shown) {}

    private List<Connection> all(String target) {
        List<Connection> all = new ArrayList<>();
        for (StoredResource endpoint : cloud.resources().below(StoredResource.class, cloud.subscriptionScope())) {
            if (endpoint.type().equalsIgnoreCase(ENDPOINTS)) {
                for (String list : List.of("privateLinkServiceConnections", "manualPrivateLinkServiceConnections")) {
                    for (ObjectNode link :
                            PlainResources.objects(endpoint.body().at("/properties/" + list))) {
                        String to = link.at("/properties/privateLinkServiceId").asText();
                        boolean gone = link.at("/properties/privateLinkServiceConnectionState/status")
                                .asText()
                                .equals(GONE);
                        if (!gone && Resources.same(to, target)) {
                            all.add(new Connection(link, shown(target, endpoint, link)));
                        }
                    }
                }
            }
        }
        return all;
    }

    private static ObjectNode shown(String target, StoredResource endpoint, ObjectNode link) {
        String seed = (endpoint.id() + link.path("name").asText()).toLowerCase(Locale.ROOT);
        String name = target.substring(target.lastIndexOf('/') + 1) + "."
                + UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
        String[] segments = target.split("/");
        ObjectNode shown = AzureJson.object().put("name", name).put("id", target + CHILDREN + "/" + name);
        shown.put("type", segments[6] + "/" + segments[7] + CHILDREN);
        ObjectNode properties = shown.putObject("properties").put("provisioningState", "Succeeded");
        properties.putObject("privateEndpoint").put("id", endpoint.id());
        properties.set("groupIds", link.at("/properties/groupIds").deepCopy());
        properties.set(
                "privateLinkServiceConnectionState",
                link.at("/properties/privateLinkServiceConnectionState").deepCopy());
        return shown;
    }

    /** Returns what a resource shows of the endpoints that lead to it. */
    public List<ObjectNode> to(String target) {
        return all(target).stream().map(Connection::shown).toList();
    }

    /** Answers a request on the connections of a resource; nothing if the path is not one. */
    public Optional<Response> answer(ArmCall request) {
        ArmPath path = request.path();
        boolean list = path.matches("*", "*", "privateEndpointConnections");
        if (!list && !path.matches("*", "*", "privateEndpointConnections", "*")) {
            return Optional.empty();
        }
        String resource = path.resource();
        String target = list
                ? resource
                : resource.substring(
                        0, resource.toLowerCase(Locale.ROOT).lastIndexOf(CHILDREN.toLowerCase(Locale.ROOT)));
        String id = cloud.resources()
                .find(target)
                .orElseThrow(() -> Arm.notFound(path))
                .id();
        if (list) {
            return Optional.of(Arm.list(to(id)));
        }
        Optional<Connection> found = all(id).stream()
                .filter(each -> each.shown()
                        .path("name")
                        .asText()
                        .equalsIgnoreCase(path.rest().get(3)))
                .findFirst();
        if (found.isEmpty() && request.method().equals("DELETE")) {
            return Optional.of(Response.empty(204));
        }
        return Optional.of(answer(request, found.orElseThrow(() -> Arm.notFound(path))));
    }

    private static Response answer(ArmCall request, Connection connection) {
        ObjectNode state =
                AzureJson.child(AzureJson.child(connection.link(), "properties"), "privateLinkServiceConnectionState");
        switch (request.method()) {
            case "GET" -> {}
            case "PUT" -> {
                if (request.body().at("/properties/privateLinkServiceConnectionState") instanceof ObjectNode wanted) {
                    state.setAll(wanted);
                    AzureJson.child(connection.shown(), "properties")
                            .set("privateLinkServiceConnectionState", state.deepCopy());
                }
            }
            case "DELETE" -> {
                state.put("status", GONE);
                return Response.empty(200);
            }
            default -> throw Arm.noSuchVerb(request);
        }
        return Arm.json(200, connection.shown());
    }
}
