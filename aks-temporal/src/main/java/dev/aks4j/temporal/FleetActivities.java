package dev.aks4j.temporal;

import dev.aks4j.core.model.Experimental;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/**
 * What a rollout does to one cluster. {@link FleetRollouts#activities} gives the real ones; a test of a rollout may give
 * others. Implementations are thread-safe.
 */
@Experimental
@ActivityInterface
public interface FleetActivities {

    /**
     * Upgrades a cluster, control plane and pools, and follows that to its end. What an earlier attempt began is carried on.
     *
     * @return the id of the run that did it; empty if there was nothing to do
     */
    String upgrade(FleetMember member, String version);

    /** Returns what is wrong with a cluster that is to be healthy; nothing if it is. */
    List<String> complaints(FleetMember member);

    /** Rolls the pools of a cluster back to what they had before their last upgrade, where they can. */
    void rollBackPools(FleetMember member);
}
