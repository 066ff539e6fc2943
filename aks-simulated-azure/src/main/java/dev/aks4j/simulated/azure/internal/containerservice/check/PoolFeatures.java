package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.compute.MachineSize;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Optional;

/** What does not go together in a pool since 2026, by the release notes and documents of that year. */
final class PoolFeatures implements PoolCheck {

    private static final String DNS = "localDNSProfile";

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {
        ObjectNode desired = pool.desired();
        boolean sandboxed = desired.path("workloadRuntime").asText().startsWith("Kata");
        String sku = desired.path("osSKU").asText();
        String size = desired.path("vmSize").asText();
        if (sandboxed && AzureJson.flag(desired, "/enableFIPS")) {
            return no("enableFIPS", "FIPS is not supported with pod sandboxing");
        } else if (size.matches("(?i)Standard_(DC|EC)\\d+[a-z]*e[a-z]*s[a-z]*_v\\d+")
                && !size.matches("(?i).*\\da.*")) {
            return no("vmSize", "Intel TDX size " + size + " is not supported");
        } else if (sku.equals("AzureContainerLinux") && arm(pool) && !size.matches("(?i).*_v([6-9]|\\d\\d)")) {
            return no("vmSize", "AzureContainerLinux runs on Arm64 sizes of version 6 only");
        } else if (AzureJson.flag(desired, "/artifactStreamingProfile/enabled")
                && (sandboxed || pool.windows() || arm(pool) || sku.equals("AzureContainerLinux"))) {
            return no("artifactStreamingProfile", "artifact streaming is not supported for this pool");
        } else if (AzureJson.text(write.desired(), "/nodeProvisioningProfile/mode")
                        .equals(Optional.of("Auto"))
                && desired.at("/powerState/code").asText().equals("Stopped")) {
            return no("powerState", "stopping agent pools is not supported with node auto provisioning");
        }
        return dns(desired, pool);
    }

    private static boolean arm(PoolWrite pool) {
        return pool.size().map(MachineSize::arm64).orElse(false);
    }

    private static Optional<ArmError> dns(ObjectNode desired, PoolWrite pool) {
        JsonNode profile = desired.path(DNS);
        boolean on = profile.path("mode").asText().matches("Required|Preferred");
        if (on && pool.size().filter(size -> size.cpus() < 4).isPresent()) {
            return no(DNS, "LocalDNS needs at least 4 vCPUs");
        }
        for (String side : List.of("vnetDNSOverrides", "kubeDNSOverrides")) {
            for (var zone : profile.path(side).properties()) {
                String to = zone.getValue().path("forwardDestination").asText();
                boolean root = side.startsWith("vnet") && zone.getKey().equals(".") && to.equals("ClusterCoreDNS");
                boolean inside = zone.getKey().equals("cluster.local") && to.equals("VnetDNS");
                boolean stale = zone.getValue().path("protocol").asText().equals("ForceTCP")
                        && zone.getValue().path("serveStale").asText().equals("Verify");
                if (root || inside || stale) {
                    return no(DNS, "the settings of zone '" + zone.getKey() + "' in " + side + " are not supported");
                }
            }
        }
        return Refusals.none();
    }

    private static Optional<ArmError> no(String property, String details) {
        return Refusals.invalidParameter("agentPoolProfile." + property, details);
    }
}
