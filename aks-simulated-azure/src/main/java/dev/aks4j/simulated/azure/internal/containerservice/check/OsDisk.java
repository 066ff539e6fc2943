package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** The operating system's disk has 30 to 2048 GiB, or 0 for the size that Azure chooses. */
final class OsDisk implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {
        return AzureJson.number(pool.requested(), "/osDiskSizeGB")
                .filter(size -> size != 0 && (size < 30 || size > 2048))
                .flatMap(size -> Refusals.invalidParameter(
                        "agentPoolProfile.osDiskSizeGB", "osDiskSizeGB is 0 or 30 to 2048, not " + size));
    }
}
