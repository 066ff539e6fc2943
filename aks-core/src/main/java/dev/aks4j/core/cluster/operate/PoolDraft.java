package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.pool.UserPool;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.Region;
import java.util.List;
import java.util.function.Consumer;

/** Holds what a verb is to write into a pool against the rules of specs, so that a verb refuses what a spec refuses. */
final class PoolDraft {

    private PoolDraft() {}

    /** Returns what the rules of specs say against these settings of a pool. */
    static List<Problem> problems(NodePool pool, Consumer<UserPool.Builder> settings) {
        try {
            ClusterSpec.builder("draft", ResourceGroupSpec.of("draft", Region.WEST_EUROPE))
                    .systemPool("others", others -> others.vmSize("Standard_D4ds_v5"))
                    .userPool(pool.name().equals("others") ? "draft" : pool.name(), settings)
                    .build();
            return List.of();
        } catch (InvalidSpecException e) {
            return e.problems();
        }
    }
}
