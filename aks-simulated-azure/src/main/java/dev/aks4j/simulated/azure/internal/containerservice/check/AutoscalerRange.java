package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** An autoscaled pool has both limits, in order; a new one has a count between them, one that exists not more. */
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
        // A pool that is there may have fewer nodes than the minimum: the service takes that, and adds none by itself.
        boolean exists = pool.existing().isPresent();
        boolean inside = (exists || pool.count() >= least.get()) && pool.count() <= most.get();
        return inside
                ? Refusals.none()
                : Refusals.invalidParameter(
                        "agentPoolProfile.count",
                        "the count " + pool.count() + " of pool \"" + pool.name() + "\" is not between minCount "
                                + least.get() + " and maxCount " + most.get());
    }
}
