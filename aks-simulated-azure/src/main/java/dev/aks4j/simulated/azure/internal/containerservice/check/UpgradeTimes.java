package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** How long an upgrade drains a node, 1 to 1440 minutes, and watches it afterwards, 0 to 30 minutes. */
final class UpgradeTimes implements PoolCheck {

    private static Optional<ArmError> within(PoolWrite pool, String field, int least, int most) {
        return AzureJson.number(pool.requested(), "/upgradeSettings/" + field)
                .filter(minutes -> minutes < least || minutes > most)
                .flatMap(minutes -> Refusals.invalidParameter(
                        "agentPoolProfile.upgradeSettings." + field,
                        field + " is " + least + " to " + most + ", not " + minutes));
    }

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {
        return within(pool, "drainTimeoutInMinutes", 1, 1440)
                .or(() -> within(pool, "nodeSoakDurationInMinutes", 0, 30));
    }
}
