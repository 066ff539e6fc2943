package dev.aks4j.simulated.azure.internal.compute;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What clients wrote to a scale set and its machines: data disks and network interfaces. What nobody wrote is as the scale
 * set's owner made it. Guarded by the simulator's lock.
 */
public final class MachineParts {

    private static final String SET = "";

    private final Map<String, ArrayNode> disks = new HashMap<>();
    private final Map<String, ArrayNode> cards = new HashMap<>();
    private final Map<String, Integer> writes = new HashMap<>();

    /** Keeps the data disks of a machine. */
    void disks(String instance, ArrayNode attached) {
        disks.put(instance, attached);
        writes.merge(instance, 1, Integer::sum);
    }

    ArrayNode disks(String instance) {
        return disks.getOrDefault(instance, AzureJson.array());
    }

    /** Keeps the network interfaces of a machine. */
    void cards(String instance, ArrayNode configurations) {
        cards.put(instance, configurations);
        writes.merge(instance, 1, Integer::sum);
    }

    /** Keeps the network interfaces that machines get, unless they have some of their own. */
    void cards(ArrayNode configurations) {
        cards(SET, configurations);
    }

    private String etag(String instance) {
        return "\"" + (1 + writes.getOrDefault(instance, 0)) + "\"";
    }

    /** Completes what the owner shows of the scale set. */
    public ObjectNode set(ObjectNode view) {
        ObjectNode profile = AzureJson.child(AzureJson.child(view, "properties"), "virtualMachineProfile");
        Optional.ofNullable(cards.get(SET))
                .ifPresent(written -> AzureJson.child(profile, "networkProfile")
                        .set("networkInterfaceConfigurations", written.deepCopy()));
        return view.put("etag", etag(SET));
    }

    /** Completes what the owner shows of a machine. */
    public ObjectNode machine(ObjectNode view) {
        String instance = view.path("instanceId").asText();
        ObjectNode properties = AzureJson.child(view, "properties");
        AzureJson.child(properties, "storageProfile")
                .set("dataDisks", disks(instance).deepCopy());
        Optional.ofNullable(cards.get(instance))
                .or(() -> Optional.ofNullable(cards.get(SET)))
                .ifPresent(written -> AzureJson.child(properties, "networkProfileConfiguration")
                        .set("networkInterfaceConfigurations", written.deepCopy()));
        return view.put("etag", etag(instance));
    }
}
