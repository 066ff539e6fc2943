package dev.aks4j.testkit.containerservice.check;

import dev.aks4j.testkit.arm.ArmError;
import dev.aks4j.testkit.containerservice.ClusterWrite;
import dev.aks4j.testkit.containerservice.PoolWrite;
import dev.aks4j.testkit.json.Json;
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
        if (Json.text(pool.desired(), "/powerState/code").equals(Optional.of("Stopped"))) {
            return Refusals.invalidParameter("agentPoolProfile.powerState", "a system node pool cannot be stopped");
        }
        String unavailable =
                Json.text(pool.desired(), "/upgradeSettings/maxUnavailable").orElse("0");
        return unavailable.matches("0%?")
                ? Refusals.none()
                : Refusals.invalidParameter(
                        "agentPoolProfile.upgradeSettings.maxUnavailable",
                        "maxUnavailable is not allowed on" + " system node pools");
    }
}
