package dev.aks4j.temporal;

import dev.aks4j.core.model.Experimental;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A rollout over a fleet, as Temporal's clients see it. Thread-safe. */
@Experimental
@WorkflowInterface
public interface FleetRolloutWorkflow {

    /** Upgrades the fleet wave by wave; returns when it is done, rolled back or given up. */
    @WorkflowMethod
    FleetReport rollOut(FleetRollout rollout);

    /** Lets a rollout that stopped go on: what failed is tried again, what was not begun is begun. */
    @SignalMethod
    void resume();

    /** Lets a rollout that stopped roll the pools of the wave's clusters back, and end. */
    @SignalMethod
    void rollBackPools();

    /** Lets a rollout that stopped end as it is. */
    @SignalMethod
    void giveUp();

    /** Returns how it stands. */
    @QueryMethod
    FleetReport report();
}
