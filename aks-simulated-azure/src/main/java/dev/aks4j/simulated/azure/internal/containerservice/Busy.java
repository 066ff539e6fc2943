package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.operation.Outcome;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** One operation at a time on a cluster, and on each of its pools: refuses a write while another one is under way. */
final class Busy {

    private static final String SEE =
            " is in progress, please wait for it to finish before starting a new operation. See"
                    + " https://aka.ms/aks-pending-operation for more details";

    private Busy() {}

    /** Begins the operation of somebody else, if a fault asks for one. */
    static void foreign(ArmCall request, ManagedCluster cluster) {
        request.fault(Fault.ForeignOperation.class)
                .filter(fault -> cluster.operation().isEmpty())
                .ifPresent(fault -> {
                    cluster.stateOfAll(fault.state());
                    cluster.renewEtags();
                    cluster.operation(cluster.cloud()
                            .operations()
                            .beginForeign(
                                    fault.state(),
                                    cluster.id(),
                                    fault.duration(),
                                    Outcome.of(() -> cluster.stateOfAll("Succeeded"))));
                });
    }

    /**
     * Refuses a write on the cluster while anything is under way, and a write on a pool while something is under way on
     * that pool or on the whole cluster. Writes on different pools go side by side.
     */
    static void requireIdle(ManagedCluster cluster, Optional<String> pool, String wanted) {
        Optional<AzureOperation> whole = cluster.operation(cluster.id());
        if (whole.isPresent()) {
            String kind = whole.get().kind();
            throw kind.equals("Deleting")
                    ? refuse("Unable to perform '" + wanted + "' operation on '" + pool.orElse(cluster.name())
                            + "' since deletion was issued on the managed cluster.")
                    : refuse("Operation is not allowed: Another operation (" + kind + ")" + SEE);
        }
        if (pool.isPresent()) {
            cluster.operation(PoolChanges.id(cluster, pool.get())).ifPresent(current -> {
                throw refuse("Operation is not allowed: Another agentpool operation (" + pool.get() + " - "
                        + current.kind() + ")" + SEE);
            });
            return;
        }
        cluster.operation().ifPresent(current -> {
            String other = current.subject().substring(current.subject().lastIndexOf('/') + 1);
            throw refuse("Managed Cluster operation is not allowed: Another operation (" + current.kind()
                    + ") is in progress on agent pool (" + other + "), please wait for it to finish before starting a"
                    + " new operation. See https://aka.ms/aks-pending-operation for more details");
        });
    }

    /** Refuses everything but starting and deleting while the cluster is stopped. */
    static void requireRunning(ManagedCluster cluster) {
        if (!cluster.running()) {
            throw refuse("Operation is not allowed: the managed cluster is stopped. Start it before any other"
                    + " operation; only start and delete are allowed on a stopped cluster.");
        }
    }

    private static ArmError refuse(String message) {
        return ArmError.aks(409, "OperationNotAllowed", message);
    }
}
