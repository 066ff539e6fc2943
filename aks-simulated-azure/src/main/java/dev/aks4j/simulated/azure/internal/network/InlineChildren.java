package dev.aks4j.simulated.azure.internal.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.arm.Arm;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.operation.Outcome;
import dev.aks4j.simulated.azure.internal.plain.PlainResources;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmPath;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Children that stand in a list of their parent, such as the routes of a route table, and have an address of their own. */
final class InlineChildren {

    private static final Duration TIME = Duration.ofSeconds(3);
    /** The parent's type and the child's, and in which list of the parent the children are. */
    private static final Map<String, String> LISTS = Map.of(
            "routeTables/routes", "routes",
            "networkSecurityGroups/securityRules", "securityRules",
            "networkSecurityGroups/defaultSecurityRules", "defaultSecurityRules",
            "loadBalancers/backendAddressPools", "backendAddressPools",
            "loadBalancers/frontendIPConfigurations", "frontendIPConfigurations",
            "loadBalancers/loadBalancingRules", "loadBalancingRules",
            "loadBalancers/outboundRules", "outboundRules",
            "loadBalancers/probes", "probes");

    private final Cloud cloud;
    private final NetworkLro operations;
    private final PlainResources parents;

    InlineChildren(Cloud cloud, NetworkLro operations, PlainResources parents) {
        this.parents = parents;
        this.cloud = cloud;
        this.operations = operations;
    }

    /** Answers a request on a child; nothing if the path is not one. */
    Optional<Response> answer(ArmCall request) {
        return LISTS.entrySet().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(request.path().types())
                        && request.path().rest().size() > 2)
                .findFirst()
                .map(each -> answer(request, each.getValue()));
    }

    private Response answer(ArmCall request, String list) {
        ArmPath path = request.path();
        String resource = path.resource();
        String parentId = path.namesResource()
                ? resource.substring(0, resource.lastIndexOf('/', resource.lastIndexOf('/') - 1))
                : resource;
        StoredResource parent =
                cloud.resources().find(StoredResource.class, parentId).orElseThrow(() -> Arm.notFound(path));
        ObjectNode properties = AzureJson.child(parent.body(), "properties");
        ArrayNode children = properties.path(list) instanceof ArrayNode array ? array : properties.putArray(list);
        ObjectNode shown = parents.view(parent);
        if (!path.namesResource()) {
            return Arm.list(PlainResources.objects(shown.at("/properties/" + list)));
        }
        String name = path.rest().get(3);
        int at = -1;
        for (int i = 0; i < children.size(); i++) {
            at = children.get(i).path("name").asText().equalsIgnoreCase(name) ? i : at;
        }
        switch (request.method()) {
            case "GET" -> {
                if (at < 0) {
                    throw Arm.notFound(path);
                }
                return Arm.json(200, shown.at("/properties/" + list).get(at));
            }
            case "PUT" -> {
                ObjectNode child = AzureJson.object().put("name", name);
                child.set(
                        "properties",
                        AzureJson.child(request.body(), "properties").deepCopy());
                Children.address(parent.body(), list, child);
                if (at < 0) {
                    children.add(child);
                } else {
                    children.set(at, child);
                }
                return operations.written(at < 0 ? 201 : 200, child, begin(request, "Updating"), region(parent));
            }
            case "DELETE" -> {
                if (at < 0) {
                    return Response.empty(204);
                }
                children.remove(at);
                return operations.deleting(begin(request, "Deleting"), region(parent));
            }
            default -> throw Arm.noSuchVerb(request);
        }
    }

    private AzureOperation begin(ArmCall request, String kind) {
        return cloud.operations().begin(request, kind, request.path().resource(), TIME, Outcome.of(() -> {}));
    }

    private static String region(StoredResource parent) {
        return parent.body().path("location").asText();
    }
}
