package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.compute.MachineSize;
import dev.aks4j.simulated.azure.internal.compute.OfferedSizes;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A pool of single machines says its sizes and numbers in its profile, and nowhere else. Gateway pools have limits of their own. */
final class SingleMachines implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {
        JsonNode asked = pool.requested();
        boolean gateway = pool.desired().path("mode").asText().equalsIgnoreCase("Gateway");
        if (gateway && AzureJson.texts(write.network(), "/ipFamilies").size() > 1) {
            return refuse("mode", "gateway pools do not support dual-stack clusters");
        } else if (gateway && AzureJson.has(asked, "/podSubnetID")) {
            return refuse("podSubnetID", "gateway pools do not support subnets of pods");
        } else if (!pool.desired().path("type").asText().equalsIgnoreCase("VirtualMachines")
                || pool.existing().isPresent()) {
            return Refusals.none();
        }
        return surroundings(pool, asked).or(() -> sizes(asked));
    }

    private static Optional<ArmError> surroundings(PoolWrite pool, JsonNode asked) {
        boolean limits = asked.hasNonNull("minCount") || asked.hasNonNull("maxCount");
        boolean scaled = AzureJson.has(asked, "/virtualMachinesProfile/scale");
        if (pool.windows()) {
            return refuse("osType", "a pool of the type VirtualMachines runs Linux");
        } else if (!AzureJson.texts(asked, "/availabilityZones").isEmpty()) {
            return refuse("availabilityZones", "a pool of the type VirtualMachines takes no zones");
        } else if (AzureJson.has(asked, "/creationData/sourceResourceId")) {
            return refuse("creationData", "a pool of the type VirtualMachines is not made from a snapshot");
        } else if (scaled && asked.hasNonNull("vmSize")) {
            return refuse("vmSize", "the sizes stand in virtualMachinesProfile");
        }
        return limits ? refuse("minCount", "the limits stand in virtualMachinesProfile.scale") : Refusals.none();
    }

    private static Optional<ArmError> sizes(JsonNode asked) {
        List<JsonNode> rows = new ArrayList<>();
        JsonNode scale = asked.at("/virtualMachinesProfile/scale");
        scale.path("manual").forEach(rows::add);
        List<JsonNode> automatic = new ArrayList<>();
        if (scale.path("autoscale").isArray()) {
            scale.path("autoscale").forEach(automatic::add);
        } else if (scale.path("autoscale").isObject()) {
            automatic.add(scale.path("autoscale"));
        }
        for (JsonNode each : automatic) {
            int least = each.path("minCount").asInt(0);
            int most = each.path("maxCount").asInt(1000);
            if (least < 0 || most > 1000 || least > most) {
                return refuse(
                        "virtualMachinesProfile.scale.autoscale",
                        "the limits lie between 0 and 1000, the minimum below the maximum; asked are " + least + ", "
                                + most);
            } else if (each.path("size").asText().matches("(?i)Standard_N.*")) {
                return refuse("virtualMachinesProfile.scale.autoscale.size", "sizes with a GPU are not supported");
            }
        }
        rows.addAll(automatic);
        Set<String> families = new HashSet<>();
        Set<String> names = new HashSet<>();
        for (JsonNode row : rows) {
            if (!names.add(row.path("size").asText()) && !automatic.isEmpty()) {
                return refuse("virtualMachinesProfile.scale", row.path("size").asText() + " is given twice");
            }
            OfferedSizes.find(row.path("size").asText())
                    .map(MachineSize::family)
                    .ifPresent(families::add);
        }
        return rows.size() > 5 || families.size() > 1
                ? refuse("virtualMachinesProfile.scale", "there are 1 to 5 sizes, all of one family")
                : Refusals.none();
    }

    private static Optional<ArmError> refuse(String property, String details) {
        return Refusals.invalidParameter("agentPoolProfile." + property, details);
    }
}
