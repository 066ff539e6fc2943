package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A cluster has at most a hundred pools, and no two of one name. */
final class PoolNumber implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        if (write.pools().size() > 100) {
            return Refusals.invalidParameter(
                    "agentPoolProfiles",
                    "a cluster has at most 100 pools, not " + write.pools().size());
        }
        Set<String> names = new HashSet<>();
        return write.pools().stream()
                .filter(pool -> !names.add(pool.name().toLowerCase(Locale.ROOT)))
                .findFirst()
                .flatMap(pool -> Refusals.invalidParameter(
                        "agentPoolProfile.name",
                        "the name \"" + pool.name() + "\" is given to" + " more than one pool"));
    }
}
