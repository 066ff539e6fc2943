package dev.aks4j.simulated.azure.internal.fleet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import java.util.Optional;

/** The clusters that may join a fleet, and how an update run changes them. Called under the simulator's lock. */
public interface MemberClusters {

    /** Returns a cluster as Azure shows it. */
    Optional<ObjectNode> find(String id);

    /**
     * Writes to a cluster, as whoever started the run.
     *
     * @param by the request that started the run
     * @param path the cluster or an action on something in it
     * @throws dev.aks4j.simulated.azure.internal.request.ArmError if the write is refused
     */
    void write(ArmCall by, String method, String path, ObjectNode body);
}
