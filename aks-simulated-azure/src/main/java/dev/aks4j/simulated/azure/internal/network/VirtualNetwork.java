package dev.aks4j.simulated.azure.internal.network;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.state.Resource;
import dev.aks4j.simulated.azure.internal.state.Resources;
import java.util.List;

/** A virtual network. Its subnets are resources of their own. Guarded by the simulator's lock. */
public final class VirtualNetwork implements Resource {

    private final String id;
    private final String region;
    private final String guid;
    private final Resources resources;
    private ObjectNode request;
    private String state = "Updating";
    private String etag;

    VirtualNetwork(String id, String region, String guid, ObjectNode request, String etag, Resources resources) {
        this.id = id;
        this.region = region;
        this.guid = guid;
        this.request = request;
        this.etag = etag;
        this.resources = resources;
    }

    /** Returns a network with one subnet that is there at once, for those who make a network beside something else. */
    public static VirtualNetwork ready(
            Cloud cloud, String id, String region, String space, String subnet, String range) {
        ObjectNode request = AzureJson.object();
        request.putObject("properties")
                .putObject("addressSpace")
                .putArray("addressPrefixes")
                .add(space);
        String etag = "W/\"" + cloud.random().guid() + "\"";
        VirtualNetwork network =
                new VirtualNetwork(id, region, cloud.random().guid(), request, etag, cloud.resources());
        cloud.resources().put(network);
        cloud.resources()
                .put(new Subnet(id + "/subnets/" + subnet, AzureJson.object().put("addressPrefix", range), etag));
        network.state("Succeeded");
        return network;
    }

    void update(ObjectNode newRequest, String newEtag) {
        request = newRequest;
        etag = newEtag;
    }

    void state(String newState) {
        state = newState;
        subnets().forEach(subnet -> subnet.state(newState));
    }

    /** Returns the provisioning state. */
    public String state() {
        return state;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String type() {
        return "Microsoft.Network/virtualNetworks";
    }

    /** Returns the region. */
    public String region() {
        return region;
    }

    /** Returns the subnets. */
    public List<Subnet> subnets() {
        return resources.below(Subnet.class, id);
    }

    /** Returns the address space. */
    public List<AddressRange> addressSpace() {
        return AzureJson.texts(request, "/properties/addressSpace/addressPrefixes").stream()
                .flatMap(text -> AddressRange.parse(text).stream())
                .toList();
    }

    @Override
    public ObjectNode view() {
        ObjectNode view = AzureJson.object()
                .put("name", name())
                .put("id", id)
                .put("etag", etag)
                .put("type", type());
        view.put("location", region);
        if (request.path("tags").isObject()) {
            view.set("tags", request.get("tags"));
        }
        ObjectNode properties =
                view.putObject("properties").put("provisioningState", state).put("resourceGuid", guid);
        properties.set("addressSpace", request.at("/properties/addressSpace"));
        if (AzureJson.has(request, "/properties/dhcpOptions")) {
            properties.set("dhcpOptions", request.at("/properties/dhcpOptions"));
        }
        properties.put("privateEndpointVNetPolicies", "Disabled");
        ArrayNode shown = properties.putArray("subnets");
        subnets().forEach(subnet -> shown.add(subnet.view()));
        properties.putArray("virtualNetworkPeerings");
        properties.put("enableDdosProtection", AzureJson.flag(request, "/properties/enableDdosProtection"));
        return view;
    }
}
