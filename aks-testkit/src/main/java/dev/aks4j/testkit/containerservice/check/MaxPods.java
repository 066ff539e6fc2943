package dev.aks4j.testkit.containerservice.check;

import dev.aks4j.testkit.arm.ArmError;
import dev.aks4j.testkit.containerservice.ClusterWrite;
import dev.aks4j.testkit.containerservice.PoolWrite;
import dev.aks4j.testkit.json.Json;
import java.util.Optional;

/** How many pods a node may have: 10 to 250, and a pool of nodes at least 30. */
final class MaxPods implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        int pods = Json.number(pool.desired(), "/maxPods").orElse(0);
        if (pods < 10 || pods > 250) {
            return Refusals.invalidParameter(
                    "agentPoolProfile.maxPods", "maxPods of pool \"" + pool.name() + "\" is 10 to 250, not " + pods);
        }
        return pool.system() && pods * Math.max(1, pool.count()) < 30
                ? Refusals.invalidParameter(
                        "agentPoolProfile.maxPods", "pool \"" + pool.name() + "\" has room for fewer than 30 pods")
                : Refusals.none();
    }
}
