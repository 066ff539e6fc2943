package dev.aks4j.temporal;

import dev.aks4j.core.AksClients;
import dev.aks4j.core.model.Experimental;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;

/**
 * Rollouts over fleets on a Temporal service of the program's. Workers carry them out, any number of them, in any process;
 * each cluster under the limits of its subscription. No method holds state. Thread-safe.
 *
 * <pre>{@code
 * // in each worker
 * Worker worker = factory.newWorker("fleet");
 * FleetRollouts.register(worker, FleetRollouts.activities(clients));
 *
 * // anywhere
 * FleetRolloutWorkflow rollout = FleetRollouts.workflow(client, "fleet", "to-1.36");
 * WorkflowClient.start(rollout::rollOut, FleetRollout.of("1.36", members, waves));
 * }</pre>
 *
 * <p>The clients of all workers must share one ledger, for example {@code JdbcLedger}: an activity that is tried again, in
 * another worker, finds there what the first one began, by a label, and carries that on; nothing is sent twice.
 */
@Experimental
public final class FleetRollouts {

    /** The label by which an activity finds its run again: the workflow, the version and the cluster. */
    public static final String LABEL = "aks4j.temporal";

    private FleetRollouts() {}

    /** Returns the activities on real clusters. */
    public static FleetActivities activities(AksClients clients) {
        return new AksFleetActivities(clients);
    }

    /** Teaches a worker rollouts. */
    public static void register(Worker worker, FleetActivities activities) {
        worker.registerWorkflowImplementationTypes(FleetRolloutRun.class);
        worker.registerActivitiesImplementations(activities);
    }

    /**
     * Returns a rollout that is to be started, or the stub of one that was.
     *
     * @param taskQueue the queue of the workers
     * @param id the workflow's id, which only one rollout has at a time
     */
    public static FleetRolloutWorkflow workflow(WorkflowClient client, String taskQueue, String id) {
        return client.newWorkflowStub(
                FleetRolloutWorkflow.class,
                WorkflowOptions.newBuilder()
                        .setTaskQueue(taskQueue)
                        .setWorkflowId(id)
                        .build());
    }
}
