package dev.aks4j.core.fleet;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.fleet.FleetRun.Gate;
import dev.aks4j.core.fleet.FleetRun.State;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.operation.Operations;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.Runs;
import dev.aks4j.core.plan.run.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Update runs of Azure Kubernetes Fleet Manager. Reads block for Azure's answer, five minutes at most. Thread-safe.
 *
 * <pre>{@code
 * FleetRuns runs = aks.fleetRuns();
 * runs.get(spec.id()).start().await(Duration.ofMinutes(5));
 * FleetRun run = runs.await(spec.id(), Duration.ofHours(12));        // over, or a gate waits for somebody
 * run.waitingGates().forEach(gate -> runs.approve(gate, Duration.ofMinutes(5)));
 * }</pre>
 */
public final class FleetRuns {

    private static final Duration READ = Duration.ofMinutes(5);
    private static final Duration FOLLOW = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Set<State> HELD = Set.of(State.RUNNING, State.STOPPING, State.OTHER);

    private final ArmClient arm;
    private final Operations operations;
    private final Runs runs;
    private final Scheduler scheduler;

    private FleetRuns(ArmClient arm, Operations operations, Runs runs, Scheduler scheduler) {
        this.arm = arm;
        this.operations = operations;
        this.runs = runs;
        this.scheduler = scheduler;
    }

    /**
     * Returns the update runs that a client reaches.
     *
     * @param arm reads
     * @param operations opens gates
     * @param runs carries out what an update run is told to do
     * @param scheduler the time
     */
    public static FleetRuns of(ArmClient arm, Operations operations, Runs runs, Scheduler scheduler) {
        return new FleetRuns(arm, operations, runs, scheduler);
    }

    /**
     * Reads an update run.
     *
     * @param id its id, with or without the subscription
     * @throws AksException if it does not exist
     */
    public FleetRun get(ResourceId id) {
        return find(id).orElseThrow(() -> new AksException(
                "Update run " + id.name() + " does not exist. Check the name, or create it with a plan."));
    }

    /** Reads an update run, if it exists. */
    public Optional<FleetRun> find(ResourceId id) {
        ResourceId absolute = id.inSubscription(arm.subscriptionId());
        try {
            Json document = wait(arm.send(ArmRequest.get(absolute, FleetSpec.API_VERSION)), "reading " + absolute, READ)
                    .body();
            return Optional.of(new FleetRun(this, absolute, document));
        } catch (ArmException e) {
            if (FailureCauses.absent(e.error())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /**
     * Follows an update run until it is over, was stopped, or waits at a gate. It is read every 30 seconds.
     *
     * @throws AksException if it is still under way then; it goes on in Azure
     */
    public FleetRun await(ResourceId id, Duration atMost) {
        Duration until = scheduler.elapsed().plus(atMost);
        FleetRun run = get(id);
        while (HELD.contains(run.state())) {
            if (scheduler.elapsed().plus(LOOK).compareTo(until) > 0) {
                throw new AksException(run + " is still under way after " + atMost
                        + ". It goes on in Azure; wait for it again, or stop it.");
            }
            rest();
            run = get(id);
        }
        return run;
    }

    /**
     * Opens a gate, and waits for that.
     *
     * @throws AksException if Azure refuses, for example because it is open already
     */
    public void approve(Gate gate, Duration atMost) {
        Json.ObjectBuilder body = Json.object();
        body.putObject("properties").put("state", "Completed");
        ArmRequest request = ArmRequest.patch(gate.id(), FleetSpec.API_VERSION, body.build());
        wait(operations.start(request, gate.id(), FleetSpec.API_VERSION), "opening a gate", READ)
                .await(atMost);
    }

    Run act(ResourceId id, String action, Json body) {
        Step step = new Step(
                "1",
                "fleetUpdateRun",
                id.name(),
                Change.UPDATE,
                new Write.Post(id, FleetSpec.API_VERSION, action, body),
                Set.of(),
                List.of());
        return runs.start(action + " update run " + id.name(), List.of(step), FOLLOW, Map.of());
    }

    private void rest() {
        CompletableFuture<Boolean> rested = new CompletableFuture<>();
        scheduler.after(LOOK, () -> rested.complete(true));
        try {
            scheduler.await(rested, LOOK.multipliedBy(2));
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AksException(
                    "The thread was interrupted while it waited for an update run. It goes on in Azure.");
        }
    }

    private <T> T wait(CompletionStage<T> stage, String what, Duration atMost) {
        try {
            return scheduler.await(stage, atMost);
        } catch (ExecutionException e) {
            if (Causes.of(e) instanceof RuntimeException known) {
                throw known;
            }
            throw new AksException("It failed while " + what + ": " + Causes.of(e), Causes.of(e));
        } catch (TimeoutException e) {
            throw new AksException("There was no answer within " + atMost + " while " + what + ". Try again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AksException("The thread was interrupted while " + what + ". Try again.");
        }
    }
}
