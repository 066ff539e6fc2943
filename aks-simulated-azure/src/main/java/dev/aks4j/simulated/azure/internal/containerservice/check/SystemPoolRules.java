package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** What a system pool must be: Linux, on demand, running, and upgraded without unavailable nodes. */
final class SystemPoolRules implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        if (!pool.system()) {
            return Refusals.none();
        }
        if (pool.windows()) {
            return Refusals.invalidParameter("agentPoolProfile.osType", "system node pool must be linux");
        }
        if (pool.spot()) {
            return Refusals.invalidParameter(
                    "agentPoolProfile.scaleSetPriority", "a system node pool cannot be a spot pool");
        }
        if (AzureJson.text(pool.desired(), "/powerState/code").equals(Optional.of("Stopped"))) {
            return Refusals.invalidParameter("agentPoolProfile.powerState", "a system node pool cannot be stopped");
        }
        String unavailable = AzureJson.text(pool.desired(), "/upgradeSettings/maxUnavailable")
                .orElse("0");
        return unavailable.matches("0%?")
                ? Refusals.none()
                : Refusals.invalidParameter(
                        "agentPoolProfile.upgradeSettings.maxUnavailable",
                        "maxUnavailable is not allowed on" + " system node pools");
    }
}
