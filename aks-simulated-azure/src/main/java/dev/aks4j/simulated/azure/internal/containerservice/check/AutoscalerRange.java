package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/**
 * An autoscaled pool has both limits, in order, and a count between them. A pool that exists may get a minimum above its count, and
 * then grows.
 */
final class AutoscalerRange implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        Optional<Integer> least = AzureJson.number(pool.requested(), "/minCount");
        Optional<Integer> most = AzureJson.number(pool.requested(), "/maxCount");
        if (!pool.autoscaled()) {
            return least.isPresent() || most.isPresent()
                    ? Refusals.invalidParameter(
                            "agentPoolProfile.enableAutoScaling",
                            "minCount and maxCount of pool \"" + pool.name() + "\" need enableAutoScaling")
                    : Refusals.none();
        }
        int floor = pool.system() ? 1 : 0;
        if (least.isEmpty() || most.isEmpty()) {
            return Refusals.invalidParameter(
                    "agentPoolProfile.minCount",
                    "pool \"" + pool.name() + "\" is autoscaled and needs minCount and maxCount");
        }
        if (least.get() < floor || most.get() > 1000 || least.get() > most.get()) {
            return Refusals.invalidParameter(
                    "agentPoolProfile.minCount",
                    "minCount " + least.get() + " and maxCount " + most.get() + " of pool \"" + pool.name() + "\" are "
                            + floor + " to 1000, in this order");
        }
        boolean inside = (pool.count() >= least.get() || pool.existing().isPresent()) && pool.count() <= most.get();
        return inside
                ? Refusals.none()
                : Refusals.code(
                        "InvalidParameter",
                        "agentPoolProfile.count",
                        "The value of parameter agentPoolProfile.count is invalid. agentPoolProfile.count was "
                                + pool.count() + ". It must be greater or equal to minCount:" + least.get()
                                + " and less than or equal to maxCount:" + most.get() + ".");
    }
}
