package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.internal.plan.run.RunRecord.StepHistory.Phase;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationFailedException;
import dev.aks4j.core.plan.run.StepFailedException;
import dev.aks4j.core.plan.run.StepFailedException.Reason;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A step that is a write to Azure, with the operation that it starts. */
public abstract class ArmDriver extends StepDriver {

    /** Whether the last operation of this step is known to have ended, so that nothing of ours is under way. */
    boolean knownEnded;

    ArmDriver(RunMachine run, StepTrack track) {
        super(run, track);
        knownEnded = track.history.phase() == Phase.FAILED;
    }

    @Override
    void begin() {
        if (track.history.phase() == Phase.ACCEPTED) {
            knowSecrets(this::followAgain);
        } else {
            super.begin();
        }
    }

    /**
     * Follows what an earlier process started, unless the resource or what holds it is another one by now: then whatever
     * is seen there is not what this step started. What cannot be read stands against nothing; nothing is sent.
     */
    private void followAgain() {
        Runnable following = () ->
                follow(run.context().operations().resume(track.history.token().orElseThrow(), secrets()));
        ResourceId id = track.history.token().orElseThrow().resource();
        if (knowsBirth()) {
            readOr(() -> followHeld(following), id, WriteParts.apiVersion(step.write()), live -> {
                if (isMadeAnew(live)) {
                    madeAnew(live);
                } else {
                    followHeld(following);
                }
            });
        } else {
            followHeld(following);
        }
    }

    private void followHeld(Runnable following) {
        Optional<Holder> held = Holder.of(step, run);
        held.ifPresentOrElse(
                holder -> readOr(following, holder.id(), holder.apiVersion(), live -> {
                    if (isMadeAnew(holder, live)) {
                        holderMadeAnew(holder, live);
                    } else {
                        following.run();
                    }
                }),
                following);
    }

    private void readOr(Runnable unread, ResourceId id, String apiVersion, Consumer<Live> next) {
        run.then(() -> Live.read(arm, id, apiVersion, secrets()), next, failure -> unread.run());
    }

    /** Goes on where an earlier process started something, and the resource is another one of the same name by now. */
    void madeAnew(Live live) {
        recognize(live, () -> {});
    }

    /** Goes on where an earlier process started something, and what holds the resource is another one by now. */
    void holderMadeAnew(Holder holder, Live live) {
        recognizeHolder(holder, live, () -> {});
    }

    /** Returns whether an answer means that there is nothing left to do. */
    abstract boolean isDone(ArmError error);

    /** Goes on after a write that was refused because the resource is no longer as it was read. */
    void lostRace() {
        run.later(Retry.pause(0), this::prepare);
    }

    final void send(ArmRequest request, ResourceId id) {
        send(request, id, run.context().operations()::start);
    }

    /** Sends the creation of something that was not there when it was looked for, where Azure heeds no condition. */
    final void sendNew(ArmRequest request, ResourceId id) {
        send(request, id, run.context().operations()::startNew);
    }

    private void send(ArmRequest request, ResourceId id, Sending by) {
        if (run.announce(track, etagBefore())) {
            knownEnded = false;
            run.then(
                    () -> by.start(
                            request.secrets(secrets()).waits(this::waits).onlyWhile(run::maySend),
                            id,
                            WriteParts.apiVersion(step.write())),
                    this::accepted,
                    this::refused);
        }
    }

    /** Returns the entity tag that the resource has before the write, if that can tell later that it was not carried out. */
    Optional<String> etagBefore() {
        return Optional.empty();
    }

    /** One way of starting an operation. */
    private interface Sending {
        CompletionStage<Operation> start(ArmRequest write, ResourceId resource, String apiVersion);
    }

    private void accepted(Operation operation) {
        if (!operation.status().isTerminal()) {
            run.accepted(track, operation.token().text());
        }
        follow(operation);
    }

    private void follow(Operation operation) {
        operation.onProgress(status -> run.post(() -> {
            if (!track.settled) {
                run.saw(track, status.state());
            }
        }));
        operation.onWait(this::waits);
        run.then(operation::completion, done -> succeeded(operation, done), this::operationFailed);
    }

    /** Ends the step after its operation succeeded. */
    void succeeded(Operation operation, Json left) {
        run.succeeded(track, left);
    }

    private void refused(Throwable failure) {
        Optional<ArmError> answer = FailureCauses.answer(failure);
        if (answer.filter(this::isDone).isPresent()) {
            run.succeeded(track);
        } else if (answer.filter(FailureCauses::raced).isPresent() && races++ < RACES) {
            lostRace();
        } else if (answer.filter(FailureCauses::busy).isPresent() && explained()) {
            waitUntilFree(answer.get().message(), this::again);
        } else if (answer.filter(error -> error.status() == 429).isPresent()) {
            repeat(failure);
        } else if (FailureCauses.unreached(failure)) {
            unanswered(failure);
        } else if (FailureCauses.uncertain(failure)) {
            perhapsSent = true;
            unanswered(failure);
        } else if (!retried(failure)) {
            fail(failure);
        }
    }

    private void operationFailed(Throwable failure) {
        if (failure instanceof MaybeExecutedException) {
            // What was followed was somebody else's; what became of ours, the resource tells.
            perhapsSent = true;
            unanswered(failure);
            return;
        }
        if (!(failure instanceof OperationFailedException ended)) {
            run.lost(track, failure);
            return;
        }
        knownEnded = true;
        perhapsSent = true;
        if (FailureCauses.preempted(ended.error())) {
            String message = step + " was pre-empted: another operation on "
                    + step.write().target() + " took its place. Resume the run if the change is still wanted.\n"
                    + failure.getMessage();
            fail(new StepFailedException(Reason.PREEMPTED, message, failure));
        } else if (!retried(failure)) {
            fail(failure);
        }
    }
}
