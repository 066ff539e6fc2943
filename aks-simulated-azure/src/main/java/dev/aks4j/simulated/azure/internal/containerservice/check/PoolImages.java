package dev.aks4j.simulated.azure.internal.containerservice.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** Which images confidential machines have, and until when there were images of Azure Linux 2.0. */
final class PoolImages implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {
        if (pool.existing().isPresent()) {
            return Refusals.none();
        }
        JsonNode asked = pool.requested();
        String sku = pool.desired().path("osSKU").asText();
        String size = pool.desired().path("vmSize").asText();
        boolean confidential = size.matches("(?i)Standard_[DE]C\\d+.*");
        boolean trusted = AzureJson.flag(asked, "/securityProfile/enableSecureBoot")
                || AzureJson.flag(asked, "/securityProfile/enableVTPM");
        boolean sandbox = asked.path("workloadRuntime").asText().startsWith("Kata");
        if (trusted && confidential) {
            return Refusals.code(
                    "InvalidOSSKU",
                    "agentPoolProfile.osSKU",
                    "OSSKU='" + sku
                            + "' is invalid, details: trusted launch is not supported with confidential VM size "
                            + size);
        } else if (confidential && (sku.equals("Ubuntu2204") || AzureJson.flag(asked, "/enableFIPS") || sandbox)) {
            return Refusals.invalidParameter(
                    "agentPoolProfile.vmSize", size + " does not support Ubuntu2204, FIPS and pod sandboxing");
        }
        return sku.equals("AzureLinux") && write.minor() < 32
                ? Refusals.invalidParameter(
                        "agentPoolProfile.osSKU",
                        "there are no images of Azure Linux 2.0 any more; Kubernetes 1.32 has Azure Linux 3.0")
                : Refusals.none();
    }
}
