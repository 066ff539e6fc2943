package dev.aks4j.simulated.azure.internal.cluster;

import java.util.List;

/** What the budgets of pods in a cluster say against draining its nodes. To be used under the simulator's lock. */
public interface NodeDrains {

    /**
     * A budget that can never be kept while nodes are drained. Immutable.
     *
     * @param namespace its namespace
     * @param name its name
     * @param problem what is wrong with it, in the words of AKS
     */
    record InvalidBudget(String namespace, String name, String problem) {}

    /**
     * A pod that a budget keeps on its node. Immutable.
     *
     * @param node the node
     * @param namespace the namespace of pod and budget
     * @param pod the pod
     * @param budget the budget
     * @param unready the budget's pods that are not ready
     */
    record Blocked(String node, String namespace, String pod, String budget, List<String> unready) {

        /** Copies the list. */
        public Blocked {
            unready = List.copyOf(unready);
        }
    }

    /** Returns the budgets of a cluster over which an upgrade does not begin. */
    List<InvalidBudget> invalid(String clusterId);

    /** Returns one pod for each of the nodes that cannot be drained at this moment. */
    List<Blocked> blocked(String clusterId, List<String> nodes);
}
