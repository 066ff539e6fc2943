package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** A rule that concerns each pool for itself: the ones that the client sent. Stateless. */
@FunctionalInterface
interface PoolCheck extends Check {

    /** Returns the refusal of a pool, or nothing. */
    Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool);

    @Override
    default Optional<ArmError> refuse(ClusterWrite write) {
        return write.touched().flatMap(pool -> refuse(write, pool).stream()).findFirst();
    }
}
