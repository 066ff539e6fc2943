package dev.aks4j.simulated.azure.internal.containerservice;

import dev.aks4j.simulated.azure.internal.operation.AzureOperation;

/** Errors that stand in recorded status bodies of operations that went well: a client has to go by the status alone. */
final class Remarks {

    private static final String CODE = "NotLatestOperation";

    private Remarks() {}

    static void onStart(AzureOperation operation) {
        operation.remark(
                CODE,
                "Cannot proceed with the operation. Either the operation has been preempted by another one, or the"
                        + " information needed by the operation failed to be saved (or hasn't been saved yet).");
    }

    static void onDeletion(AzureOperation operation) {
        operation.remark(
                CODE,
                "Expected goal state for managed cluster not saved yet. This means saving goal state to database was"
                        + " slow or failed. This type of failed operations can usually be retried.");
    }
}
