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
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.RunEvent.Kind;
import dev.aks4j.core.plan.run.StepFailedException;
import dev.aks4j.core.plan.run.StepFailedException.Reason;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A step that is a write to Azure, with the operation that it starts. */
public abstract class ArmDriver extends StepDriver {

    /** So long what was looked at counts as seen in the moment before a write. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private static final Duration LONGEST_FRESH = Duration.ofMinutes(4);

    /** So long a request may be under way to where it is carried out. */
    private static final Duration ARRIVAL = Duration.ofSeconds(10);

    /** Azure documents If-Match and If-None-Match for these types (learn.microsoft.com, use-etags), and for no others. */
    static final Set<String> CONDITIONED = Set.of(
            "microsoft.containerservice/managedclusters", "microsoft.containerservice/managedclusters/agentpools");

    private Duration freshFor = FRESH;

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

    /**
     * A process that died may have sent what it announced, and a server that has much to do carries that out a moment later:
     * whoever looks at once sees nothing, and sends it a second time. Where Azure heeds no condition against that, a look
     * counts only after a while.
     */
    @Override
    void afterArrival(Runnable next) {
        Duration since =
                track.history.at().map(at -> Duration.between(at, run.now())).orElse(ARRIVAL);
        // Who announced it may have had another clock.
        Duration rest = since.isNegative() ? ARRIVAL : ARRIVAL.minus(since);
        if (isSentAtMostOnce() || rest.isNegative() || rest.isZero()) {
            next.run();
        } else {
            goOn(Kind.WAITING, "what an earlier process may have sent is on its way", rest, next);
        }
    }

    /** Returns whether Azure itself sees to it that the write is not carried out a second time. */
    private boolean isSentAtMostOnce() {
        return step.write() instanceof Write.Put put
                && CONDITIONED.contains(put.id().type().toLowerCase(Locale.ROOT));
    }

    /** Returns whether an answer means that there is nothing left to do. */
    abstract boolean isDone(ArmError error);

    /** Goes on after a write that was refused because the resource is no longer as it was read. */
    void lostRace() {
        run.later(Retry.pause(0), this::prepare);
    }

    /**
     * Sends a write that rests on what was looked at, once: a request waits for a token, for a turn below Azure's limits, and
     * after a refusal for as long as Azure asks. If that takes so long that somebody else may have come meanwhile, it is not
     * sent, and all is looked at again. So it is after an answer that was lost.
     */
    final void send(ArmRequest request, ResourceId id) {
        if (run.announce(track, etagBefore())) {
            knownEnded = false;
            Optional<Duration> looked = lookedAt();
            Duration most = freshFor;
            BooleanSupplier fresh =
                    () -> looked.filter(at -> run.elapsed().minus(at).compareTo(most) > 0)
                            .isEmpty();
            run.then(
                    () -> run.context()
                            .operations()
                            .startOnce(
                                    request.secrets(secrets())
                                            .waits(this::waits)
                                            .onlyWhile(run::maySend)
                                            .onlyWhile(fresh),
                                    id,
                                    WriteParts.apiVersion(step.write())),
                    this::accepted,
                    failure -> refused(failure, fresh.getAsBoolean()));
        }
    }

    /** Returns the entity tag that the resource has before the write, if that can tell later that it was not carried out. */
    Optional<String> etagBefore() {
        return Optional.empty();
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

    private void refused(Throwable failure, boolean fresh) {
        Optional<ArmError> answer = FailureCauses.answer(failure);
        if (answer.filter(this::isDone).isPresent()) {
            run.succeeded(track);
        } else if (answer.filter(FailureCauses::raced).isPresent() && races++ < RACES) {
            lostRace();
        } else if (answer.filter(FailureCauses::busy).isPresent() && explained()) {
            waitUntilFree(answer.get().message(), this::again);
        } else if (answer.filter(error -> error.status() == 429).isPresent()) {
            repeat(failure);
        } else if (FailureCauses.unreached(failure) && !fresh) {
            // Where many wait for their turn, a look that may be older lets one through in the end.
            freshFor = freshFor.compareTo(LONGEST_FRESH) < 0 ? freshFor.multipliedBy(2) : LONGEST_FRESH;
            again();
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
