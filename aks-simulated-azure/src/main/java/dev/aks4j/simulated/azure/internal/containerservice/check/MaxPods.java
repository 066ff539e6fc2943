package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** How many pods a node may have: 10 to 250, on system pools 30; and a pool of nodes 30 together. */
final class MaxPods implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        int pods = AzureJson.number(pool.desired(), "/maxPods").orElse(0);
        if (pods < 10 || pods > 250) {
            return Refusals.invalidParameter(
                    "agentPoolProfile.maxPods", "maxPods of pool \"" + pool.name() + "\" is 10 to 250, not " + pods);
        }
        if (pool.system() && pods < 30) {
            return Refusals.invalidParameter(
                    "agentPoolProfile.maxPods",
                    "maxPods of system pool \"" + pool.name() + "\" is 30 or more, not " + pods);
        }
        return pool.most() > 0 && pods * pool.most() < 30
                ? Refusals.invalidParameter(
                        "agentPoolProfile.maxPods", "pool \"" + pool.name() + "\" has room for fewer than 30 pods")
                : Refusals.none();
    }
}
