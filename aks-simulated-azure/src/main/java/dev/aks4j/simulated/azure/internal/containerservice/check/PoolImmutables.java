package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The properties of a pool that stay as they were created. */
final class PoolImmutables implements PoolCheck {

    private static final List<String> IMMUTABLE = List.of(
            "type",
            "osType",
            "vmSize",
            "osDiskSizeGB",
            "osDiskType",
            "kubeletDiskType",
            "maxPods",
            "vnetSubnetID",
            "podSubnetID",
            "podIPAllocationMode",
            "availabilityZones",
            "scaleSetPriority",
            "scaleSetEvictionPolicy",
            "spotMaxPrice",
            "nodePublicIPPrefixID",
            "enableEncryptionAtHost",
            "enableUltraSSD",
            "proximityPlacementGroupID",
            "hostGroupID",
            "capacityReservationGroupID",
            "gpuInstanceProfile",
            "gpuProfile.driver",
            "creationData.sourceResourceId",
            "kubeletConfig",
            "linuxOSConfig",
            "messageOfTheDay",
            "gatewayProfile.publicIPPrefixSize",
            "windowsProfile.disableOutboundNat");

    /** What a pool of Windows nodes cannot change, although one of Linux nodes can. */
    private static final List<String> IMMUTABLE_ON_WINDOWS = List.of("osSKU", "enableFIPS");

    private static final Map<String, String> ABSENT = Map.of(
            "scaleSetPriority",
            "Regular",
            "scaleSetEvictionPolicy",
            "Delete",
            "spotMaxPrice",
            "-1",
            "gpuProfile.driver",
            "Install",
            "podIPAllocationMode",
            "DynamicIndividual",
            "gatewayProfile.publicIPPrefixSize",
            "31");

    private static boolean same(JsonNode current, JsonNode asked, String property) {
        if (asked.asText().isEmpty() && !asked.isContainerNode()) {
            return true;
        } else if (property.equals("osDiskSizeGB") && asked.asInt() == 0) {
            return true;
        } else if (asked.isNumber()) {
            return asked.asDouble()
                    == (current.isMissingNode()
                            ? Double.parseDouble(ABSENT.getOrDefault(property, "NaN"))
                            : current.asDouble());
        } else if (asked.isArray()) {
            return new HashSet<>(AzureJson.texts(asked, "")).equals(new HashSet<>(AzureJson.texts(current, "")));
        } else if (asked.isObject()) {
            return asked.isEmpty() || asked.equals(current);
        }
        String have = current.isMissingNode() ? ABSENT.getOrDefault(property, "false") : current.asText();
        return have.equalsIgnoreCase(asked.asText());
    }

    private static boolean changes(PoolWrite pool, String property) {
        String pointer = "/" + property.replace('.', '/');
        return pool.current().isPresent()
                && AzureJson.has(pool.requested(), pointer)
                && !same(pool.current().get().at(pointer), pool.requested().at(pointer), property);
    }

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {
        for (String property : IMMUTABLE) {
            if (changes(pool, property)) {
                return property.equals("availabilityZones") ? zones() : refusal(write, property);
            }
        }
        return pool.windows()
                ? IMMUTABLE_ON_WINDOWS.stream()
                        .filter(property -> changes(pool, property))
                        .findFirst()
                        .flatMap(property -> refusal(write, property))
                : Refusals.none();
    }

    /** The name that AKS gives the property depends on the API by which the write came. */
    private static Optional<ArmError> refusal(ClusterWrite write, String property) {
        return Refusals.propertyChange((write.onPool() ? "properties." : "agentPoolProfile.") + property);
    }

    private static Optional<ArmError> zones() {
        return Refusals.code(
                "PropertyChangeNotAllowed",
                "agentPoolProfile.availabilityZone",
                "Changing property \"agentPoolProfile.availabilityZone\" is not allowed in an api-version before"
                        + " \"2026-01-02-preview\".");
    }
}
