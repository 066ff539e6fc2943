package dev.aks4j.simulated.azure.internal.cluster;

import dev.aks4j.simulated.kubernetes.internal.controller.Disruptions.Blocked;
import dev.aks4j.simulated.kubernetes.internal.controller.Disruptions.InvalidBudget;
import java.util.List;

/** What the budgets of pods in a cluster say against draining its nodes. To be used under the simulator's lock. */
public interface NodeDrains {

    /** Returns the budgets of a cluster over which an upgrade does not begin. */
    List<InvalidBudget> invalid(String clusterId);

    /** Returns one pod for each of the nodes that cannot be drained at this moment. */
    List<Blocked> blocked(String clusterId, List<String> nodes);

    /** Lets a node take new pods or not. */
    void schedulable(String clusterId, String node, boolean schedulable);

    /** Evicts the pods of a node that may go at this moment, and returns how many are still there. */
    int evict(String clusterId, String node);
}
