package dev.aks4j.simulated.azure;

import java.util.List;

/** One cluster of a simulated Azure, to do to it what happens to clusters. Thread-safe. */
public final class SimulatedCluster {

    private final AzureSimulator azure;
    private final String id;
    private final String name;

    SimulatedCluster(AzureSimulator azure, String id, String name) {
        this.azure = azure;
        this.id = id;
        this.name = name;
    }

    /** Returns its resource id. */
    public String id() {
        return id;
    }

    /** Returns its name. */
    public String name() {
        return name;
    }

    /** Returns the names of its nodes. */
    public List<String> nodes() {
        return azure.nodes(id);
    }

    /**
     * Lets the machine of a node fail: the node is not ready until it recovers.
     *
     * @param node the node's name, one of {@link #nodes()}
     * @throws IllegalArgumentException if there is no such node
     */
    public SimulatedCluster failNode(String node) {
        azure.ready(id, known(node), false);
        return this;
    }

    /**
     * Lets the machine of a node run again.
     *
     * @throws IllegalArgumentException if there is no such node
     */
    public SimulatedCluster recoverNode(String node) {
        azure.ready(id, known(node), true);
        return this;
    }

    private String known(String node) {
        List<String> nodes = nodes();
        if (!nodes.contains(node)) {
            throw new IllegalArgumentException(
                    "The cluster " + name + " has no node " + node + ". It has " + String.join(", ", nodes) + ".");
        }
        return node;
    }

    @Override
    public String toString() {
        return "simulated cluster " + name;
    }
}
