package dev.aks4j.simulated.azure.internal.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.net.AddressRange;
import dev.aks4j.simulated.azure.internal.state.Resource;
import java.util.List;
import java.util.Optional;

/** A subnet. Guarded by the simulator's lock. */
public final class Subnet implements Resource {

    private final String id;
    private ObjectNode properties;
    private String state = "Updating";
    private String etag;

    Subnet(String id, ObjectNode requested, String etag) {
        this.id = id;
        this.etag = etag;
        this.properties = defaults(requested);
    }

    private static ObjectNode defaults(ObjectNode requested) {
        ObjectNode properties = requested.deepCopy();
        properties.remove("provisioningState");
        AzureJson.orElse(properties, "delegations", List.of());
        AzureJson.orElse(properties, "privateEndpointNetworkPolicies", "Disabled");
        AzureJson.orElse(properties, "privateLinkServiceNetworkPolicies", "Enabled");
        return properties;
    }

    void update(ObjectNode requested, String newEtag) {
        properties = defaults(requested);
        etag = newEtag;
    }

    void state(String newState) {
        state = newState;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String type() {
        return "Microsoft.Network/virtualNetworks/subnets";
    }

    /** Returns the address range. */
    public AddressRange range() {
        return prefixes().stream()
                .flatMap(text -> AddressRange.parse(text).stream())
                .findFirst()
                .orElseThrow();
    }

    List<String> prefixes() {
        return prefixes(properties);
    }

    static List<String> prefixes(ObjectNode properties) {
        return AzureJson.text(properties, "/addressPrefix")
                .map(List::of)
                .orElseGet(() -> AzureJson.texts(properties, "/addressPrefixes"));
    }

    /** Returns the service to which the subnet is delegated. */
    public Optional<String> delegation() {
        return AzureJson.text(properties, "/delegations/0/properties/serviceName");
    }

    /** Tells whether a NAT gateway is attached. */
    public boolean hasNatGateway() {
        return AzureJson.has(properties, "/natGateway/id");
    }

    /** Returns the id of its route table. */
    public Optional<String> routeTable() {
        return AzureJson.text(properties, "/routeTable/id");
    }

    /** Tells whether a route table is attached. */
    public boolean hasRouteTable() {
        return AzureJson.has(properties, "/routeTable/id");
    }

    /** Returns the id of the virtual network. */
    public String networkId() {
        return id.substring(0, id.lastIndexOf("/subnets/"));
    }

    @Override
    public ObjectNode view() {
        ObjectNode view = AzureJson.object().put("name", name()).put("id", id).put("etag", etag);
        ObjectNode shown = view.putObject("properties").put("provisioningState", state);
        shown.setAll(properties.deepCopy());
        return view.put("type", type());
    }
}
