package dev.aks4j.testkit.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.testkit.arm.ArmError;
import dev.aks4j.testkit.containerservice.ClusterWrite;
import dev.aks4j.testkit.containerservice.PoolWrite;
import dev.aks4j.testkit.json.Json;
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
            "availabilityZones",
            "scaleSetPriority",
            "scaleSetEvictionPolicy",
            "spotMaxPrice",
            "enableEncryptionAtHost",
            "enableUltraSSD",
            "proximityPlacementGroupID",
            "gpuInstanceProfile",
            "hostGroupID");
    private static final Map<String, String> ABSENT =
            Map.of("scaleSetPriority", "Regular", "scaleSetEvictionPolicy", "Delete", "spotMaxPrice", "-1");

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
            return new HashSet<>(Json.texts(asked, "")).equals(new HashSet<>(Json.texts(current, "")));
        }
        String have = current.isMissingNode() ? ABSENT.getOrDefault(property, "false") : current.asText();
        return have.equalsIgnoreCase(asked.asText());
    }

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        for (String property : IMMUTABLE) {
            boolean changes = pool.current().isPresent()
                    && pool.requested().hasNonNull(property)
                    && !same(
                            pool.current().get().path(property),
                            pool.requested().get(property),
                            property);
            if (changes) {
                return Refusals.propertyChange("agentPoolProfile." + property);
            }
        }
        return Refusals.none();
    }
}
