package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** How many nodes a pool may have: up to 1000, those that an upgrade adds included, and a system pool at least one. */
final class PoolCount implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        int least = pool.system() ? 1 : 0;
        if (pool.count() < least || pool.count() > 1000) {
            return Refusals.invalidParameter(
                    "agentPoolProfile.count",
                    "the count of pool \"" + pool.name() + "\" is " + least + " to 1000, not " + pool.count());
        }
        String asked = pool.desired().path("orchestratorVersion").asText();
        boolean upgraded = pool.existing()
                .filter(each -> !asked.equals(each.currentVersion())
                        && !asked.equals(
                                each.properties().path("orchestratorVersion").asText()))
                .isPresent();
        return upgraded && pool.count() + pool.surgeOf(pool.count()) > 1000
                ? Refusals.invalidParameter(
                        "agentPoolProfile.upgradeSettings.maxSurge",
                        "count and surge of pool \"" + pool.name() + "\" exceed 1000")
                : Refusals.none();
    }
}
