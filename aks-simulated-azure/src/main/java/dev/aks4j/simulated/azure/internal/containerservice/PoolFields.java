package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The order in which AKS writes a pool's properties, and the ones it leaves out. */
final class PoolFields {

    private static final List<String> ORDER = List.of(
            "count",
            "vmSize",
            "osDiskSizeGB",
            "osDiskType",
            "kubeletDiskType",
            "vnetSubnetID",
            "podSubnetID",
            "podIPAllocationMode",
            "maxPods",
            "type",
            "availabilityZones",
            "maxCount",
            "minCount",
            "enableAutoScaling",
            "scaleDownMode",
            "provisioningState",
            "powerState",
            "orchestratorVersion",
            "currentOrchestratorVersion",
            "enableNodePublicIP",
            "nodePublicIPPrefixID",
            "scaleSetPriority",
            "scaleSetEvictionPolicy",
            "spotMaxPrice",
            "tags",
            "nodeLabels",
            "nodeTaints",
            "mode",
            "enableEncryptionAtHost",
            "enableUltraSSD",
            "osType",
            "osSKU",
            "nodeImageVersion",
            "upgradeSettings",
            "enableFIPS",
            "securityProfile");

    private PoolFields() {}

    static void arrange(ObjectNode properties, ObjectNode view, ObjectNode states) {
        boolean spot = properties.path("scaleSetPriority").asText().equals("Spot");
        boolean single = MachineProfiles.are(properties);
        for (String field : ORDER) {
            JsonNode value = states.has(field) ? states.get(field) : properties.path(field);
            if (!value.isMissingNode() && !value.isNull() && !leftOut(field, value, spot, single)) {
                view.set(field, value.deepCopy());
            }
            if (single && field.equals("count")) {
                view.putNull("count");
            } else if (single && field.equals("vmSize")) {
                view.put("vmSize", "");
            }
        }
        properties.properties().forEach(field -> {
            if (!ORDER.contains(field.getKey())
                    && !field.getValue().isNull()
                    && !field.getKey().equals(MachineProfiles.STATUS)) {
                view.set(field.getKey(), field.getValue().deepCopy());
            }
        });
    }

    private static boolean leftOut(String field, JsonNode value, boolean spot, boolean single) {
        return switch (field) {
            case "count", "vmSize" -> single;
            case "scaleSetPriority", "scaleSetEvictionPolicy", "spotMaxPrice" -> !spot;
            case "nodeLabels", "nodeTaints", "availabilityZones", "tags" -> value.isEmpty();
            default -> false;
        };
    }
}
