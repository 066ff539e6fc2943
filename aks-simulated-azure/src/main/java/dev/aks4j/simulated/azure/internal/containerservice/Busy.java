package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.azure.internal.operation.AzureOperation;
import dev.aks4j.simulated.azure.internal.operation.Outcome;
import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** One operation at a time: refuses a write while another one is under way on the cluster or one of its pools. */
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

    /** Refuses a write on the cluster, or on a pool of it, while anything is under way. */
    static void requireIdle(ManagedCluster cluster, Optional<String> pool, String wanted) {
        Optional<AzureOperation> current = cluster.operation();
        if (current.isEmpty()) {
            return;
        }
        String kind = current.get().kind();
        if (kind.equals("Deleting") && current.get().subject().equals(cluster.id())) {
            throw refuse("Unable to perform '" + wanted + "' operation on '" + pool.orElse(cluster.name())
                    + "' since deletion was issued on the managed cluster.");
        }
        boolean byCluster = current.get().subject().equals(cluster.id());
        String other = current.get().subject().substring(current.get().subject().lastIndexOf('/') + 1);
        if (byCluster) {
            throw refuse("Operation is not allowed: Another operation (" + kind + ")" + SEE);
        } else if (pool.isPresent()) {
            throw refuse("Operation is not allowed: Another agentpool operation (" + other + " - " + kind + ")" + SEE);
        }
        throw refuse("Managed Cluster operation is not allowed: Another operation (" + kind
                + ") is in progress on agent pool (" + other + "), please wait for it to finish before starting a new"
                + " operation. See https://aka.ms/aks-pending-operation for more details");
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
