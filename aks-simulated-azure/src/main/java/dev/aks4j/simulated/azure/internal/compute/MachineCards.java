package dev.aks4j.simulated.azure.internal.compute;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.plain.PlainResources;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.azure.internal.state.StoredResource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The network interfaces of machines of scale sets, and the pools of load balancers that they are in. */
public final class MachineCards {

    private static final String PLACE = "/properties/networkProfileConfiguration/networkInterfaceConfigurations";

    private MachineCards() {}

    /** Refuses a pool that is not there, and pools of two load balancers of one kind. */
    static void require(Cloud cloud, ArrayNode cards) {
        for (JsonNode address : addresses(cards)) {
            Set<String> inside = new HashSet<>();
            Set<String> outside = new HashSet<>();
            for (JsonNode pool : address.at("/properties/loadBalancerBackendAddressPools")) {
                String id = pool.path("id").asText();
                StoredResource balancer = cloud.resources()
                        .find(StoredResource.class, balancer(id))
                        .filter(found ->
                                PlainResources.objects(found.body().at("/properties/backendAddressPools")).stream()
                                        .anyMatch(
                                                each -> each.path("id").asText().equalsIgnoreCase(id)))
                        .orElseThrow(() -> ArmError.service(
                                400,
                                "InvalidResourceReference",
                                "Resource " + id + " referenced by a network interface was not found. Please make sure"
                                        + " that the referenced resource exists, and that both resources are in the"
                                        + " same region."));
                boolean internal =
                        PlainResources.objects(balancer.body().at("/properties/frontendIPConfigurations")).stream()
                                .anyMatch(frontend -> AzureJson.has(frontend, "/properties/subnet/id"));
                (internal ? inside : outside).add(balancer.id());
            }
            if (inside.size() > 1 || outside.size() > 1) {
                throw ArmError.service(
                        400,
                        "NetworkInterfaceAssociatedWithMultipleLoadBalancersOfSameType",
                        "A network interface is in pools of two load balancers of the same type: "
                                + (inside.size() > 1 ? inside : outside) + ".");
            }
        }
    }

    private static String balancer(String pool) {
        int end = pool.toLowerCase(java.util.Locale.ROOT).indexOf("/backendaddresspools/");
        return end < 0 ? pool : pool.substring(0, end);
    }

    private static List<ObjectNode> addresses(JsonNode cards) {
        List<ObjectNode> addresses = new ArrayList<>();
        for (JsonNode card : cards) {
            addresses.addAll(PlainResources.objects(card.at("/properties/ipConfigurations")));
        }
        return addresses;
    }

    /** Returns the ids of the addresses that are in a pool of a load balancer. */
    public static List<String> members(Cloud cloud, String pool) {
        List<String> members = new ArrayList<>();
        for (ScaleSet set : cloud.resources().below(ScaleSet.class, cloud.subscriptionScope())) {
            for (ObjectNode machine : set.machines()) {
                for (ObjectNode address : addresses(machine.at(PLACE))) {
                    for (JsonNode each : address.at("/properties/loadBalancerBackendAddressPools")) {
                        if (each.path("id").asText().equalsIgnoreCase(pool)) {
                            members.add(cardId(machine) + "/ipConfigurations/"
                                    + address.path("name").asText());
                        }
                    }
                }
            }
        }
        return members;
    }

    /** Returns the private addresses of the machines in a subnet. */
    public static Set<String> taken(Cloud cloud, String subnet) {
        Set<String> taken = new HashSet<>();
        for (ScaleSet set : cloud.resources().below(ScaleSet.class, cloud.subscriptionScope())) {
            for (ObjectNode machine : set.machines()) {
                if (addresses(machine.at(PLACE)).stream()
                        .anyMatch(each ->
                                each.at("/properties/subnet/id").asText().equalsIgnoreCase(subnet))) {
                    taken.add(set.address(machine.path("instanceId").asText()));
                }
            }
        }
        return taken;
    }

    private static String cardId(ObjectNode machine) {
        return machine.at("/properties/networkProfile/networkInterfaces/0/id").asText();
    }

    /** Returns the network interface of a machine, as it is read. */
    static ObjectNode card(ScaleSet set, ObjectNode machine) {
        String id = cardId(machine);
        ObjectNode card = AzureJson.object()
                .put("name", id.substring(id.lastIndexOf('/') + 1))
                .put("id", id);
        card.put("etag", "W/" + machine.path("etag").asText());
        ObjectNode properties = card.putObject("properties")
                .put("provisioningState", "Succeeded")
                .put("primary", true)
                .put("enableIPForwarding", true);
        properties.putObject("virtualMachine").put("id", machine.path("id").asText());
        ArrayNode shown = properties.putArray("ipConfigurations");
        for (ObjectNode address : addresses(machine.at(PLACE))) {
            ObjectNode one = shown.addObject().put("name", address.path("name").asText());
            one.put("id", id + "/ipConfigurations/" + address.path("name").asText());
            ObjectNode inner = AzureJson.child(address, "properties").deepCopy();
            inner.put("provisioningState", "Succeeded")
                    .put("privateIPAllocationMethod", "Dynamic")
                    .put(
                            "privateIPAddress",
                            set.address(machine.path("instanceId").asText()));
            one.set("properties", inner);
        }
        return card;
    }
}
