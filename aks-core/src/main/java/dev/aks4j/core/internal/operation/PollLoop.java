package dev.aks4j.core.internal.operation;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.arm.WaitListener;
import dev.aks4j.core.internal.arm.ResourceAnswer;
import dev.aks4j.core.internal.arm.UnusableUrlException;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.operation.OperationToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reads by which an operation is followed: reads its state, waits, reads again, and at the end reads the resource.
 * Between two reads it is a timer and nothing else. Its steps run one after another, because each is started by the one
 * before.
 */
public final class PollLoop {

    private static final Duration READ_LIMIT = Duration.ofSeconds(90);
    /** So far apart may our clock and Azure's be. */
    private static final Duration CLOCKS = Duration.ofMinutes(10);

    /** A removal of which nothing is seen for so long does not go on. */
    private static final Duration QUIET = Duration.ofMinutes(30);

    private static final Duration SOON = Duration.ofMillis(200);

    /** After so long all those are there that are taken up together. */
    private static final Duration TOGETHER = Duration.ofSeconds(3);

    private final OperationEngine engine;
    private final TrackedOperation operation;
    private final PollTimes.Timetable timetable;
    private volatile Scheduler.Cancellable timer = () -> {};
    private PollStep step;
    private FailureStreak trouble = FailureStreak.NONE;
    private @Nullable Duration ended;
    private Optional<Duration> quiet = Optional.empty();
    private Optional<Instant> begunInAzure = Optional.empty();
    private Optional<Instant> endedInAzure = Optional.empty();

    /** In milliseconds, by the clock that nobody sets: there are thousands of these. */
    private long begun;

    private boolean looked;
    private boolean resumed;
    private boolean seen;
    private boolean busy;

    PollLoop(OperationEngine engine, TrackedOperation operation, String kind, OperationToken token) {
        this.engine = engine;
        this.operation = operation;
        this.timetable = engine.pollTimes().timetable(kind, token);
        this.step = PollStep.first(token);
    }

    /** Starts to follow an operation that has just begun; Azure may have said when to come back. */
    void begin(Optional<Duration> wish) {
        begun = engine.elapsed().toMillis();
        plan(wish);
    }

    /** Says, before it begins, that the resource is there. */
    void sees() {
        seen = true;
    }

    /** Starts to follow an operation that began elsewhere and may have ended already. */
    void beginSoon() {
        resumed = true;
        begun = engine.elapsed().toMillis();
        if (timetable.mayReadAtOnce(operation.token())) {
            later(SOON);
        } else {
            timer = engine.later(TOGETHER, this::planSpread);
        }
    }

    void stop() {
        timer.cancel();
    }

    /** Gives this operation's part of the reads back to the others. */
    void leave() {
        timetable.leave();
    }

    private void read() {
        if (operation.hasEnded()) {
            return;
        }
        engine.client()
                .send(step.request(operation.kept())
                        .within(READ_LIMIT)
                        .secrets(operation.secrets())
                        .waits(operation.waits()))
                .whenComplete((response, failure) -> {
                    if (operation.hasEnded()) {
                        return;
                    }
                    try {
                        if (failure == null) {
                            answered(response);
                        } else {
                            wentWrong(Causes.of(failure));
                        }
                    } catch (RuntimeException | Error e) {
                        operation.left(
                                "Following " + operation.token().doing()
                                        + " stopped on an unexpected answer; resume it with its token.",
                                e);
                    }
                });
    }

    private void answered(ArmResponse response) {
        engine.azureDate().hear(response);
        if (step.ofResource() && !ResourceAnswer.holds(response)) {
            // Something between us and Azure may answer so; it says neither that the resource is there nor how it is.
            wentWrong(ResourceAnswer.unusable(
                    "reading " + operation.kept().resource(), "the answer holds no resource", response));
            return;
        }
        if (step != PollStep.LOOK && step != PollStep.FINAL) {
            operation.keep(response.header("Azure-AsyncOperation"), response.header("Location"));
        }
        PollVerdict verdict = judge().answered(response);
        if (!(verdict instanceof PollVerdict.Disturbed)) {
            trouble = FailureStreak.NONE;
        }
        if (step.ofResource()) {
            seen = true;
            busy |= !States.isTerminal(States.provisioning(response.body()));
        }
        if (step == PollStep.STATUS
                && (verdict instanceof PollVerdict.Ended || verdict instanceof PollVerdict.Failed)) {
            begunInAzure = States.instant(response.body(), "startTime");
            endedInAzure = States.ended(response.body());
            endedInAzure.ifPresent(end -> engine.noticed(operation, end));
        }
        looked |= step == PollStep.LOOK && verdict instanceof PollVerdict.Ask;
        act(verdict, engine.retryAfter(response));
    }

    private void wentWrong(Throwable failure) {
        if (step == PollStep.LOOK && FailureStreak.Sort.of(failure) != FailureStreak.Sort.DISTURBED) {
            timetable.distrustCluster();
        }
        act(judge().failed(failure), Optional.empty());
    }

    private PollJudge judge() {
        return PollJudge.of(
                step,
                operation.kept(),
                new Sight(
                        seen,
                        busy,
                        begunInAzure.orElseGet(() -> operation.kept().started().plus(CLOCKS)),
                        endedInAzure));
    }

    private void act(PollVerdict verdict, Optional<Duration> wish) {
        if (verdict instanceof PollVerdict.GoesOn goesOn) {
            if (step == PollStep.STATUS && looked) {
                timetable.distrustCluster();
            }
            operation.saw(goesOn.state());
            goOn(goesOn.state(), wish);
        } else if (verdict instanceof PollVerdict.Ask ask) {
            move(ask.next());
        } else if (verdict instanceof PollVerdict.Ended end) {
            learn(end.took());
            ended = engine.elapsed();
            busy = false;
            move(end.next());
        } else if (verdict instanceof PollVerdict.Succeeded success) {
            succeeded(success);
        } else if (verdict instanceof PollVerdict.Failed failure) {
            failed(failure);
        } else if (verdict instanceof PollVerdict.StillThere there) {
            stillThere(there);
        } else if (verdict instanceof PollVerdict.Unsettled unsettled) {
            unsettled(unsettled);
        } else if (verdict instanceof PollVerdict.Disturbed disturbed) {
            disturbed(disturbed);
        } else if (verdict instanceof PollVerdict.Unreadable unreadable) {
            operation.finish(new UnusableUrlException(
                    "The state of " + operation.token().doing() + " cannot be read: "
                            + unreadable.cause().getMessage()
                            + " The operation goes on in Azure; read the resource to see how it ends.",
                    unreadable.cause()));
        }
    }

    private void goOn(String state, Optional<Duration> wish) {
        boolean settled = step == PollStep.RESOURCE && States.isTerminal(state);
        quiet = settled ? quiet.or(() -> Optional.of(engine.elapsed())) : Optional.empty();
        if (quiet.filter(since -> engine.elapsed().minus(since).compareTo(QUIET) >= 0)
                .isPresent()) {
            failed(new PollVerdict.Failed(
                    state,
                    new ArmError(
                            0,
                            state,
                            "",
                            "Nothing shows that it goes on, and the resource is still there",
                            "",
                            List.of(),
                            ""),
                    false));
        } else {
            plan(wish);
        }
    }

    private void succeeded(PollVerdict.Succeeded success) {
        if (step == PollStep.RESOURCE && (resumed || PollStep.first(operation.token()) != PollStep.RESOURCE)) {
            operation.infers();
        }
        if (success.justNow()) {
            learn(Optional.empty());
        }
        operation.succeed(success.result());
    }

    private void failed(PollVerdict.Failed failure) {
        if (failure.justNow()) {
            learn(Optional.empty());
        }
        operation.saw(failure.state());
        operation.fail(failure);
    }

    /** Returns since when the operation is over, as far as that was seen. */
    private Duration over() {
        Duration known = ended;
        return known == null ? Duration.ofMillis(begun) : known;
    }

    private void stillThere(PollVerdict.StillThere there) {
        if (FailureStreak.isOver(over(), engine.elapsed(), FailureStreak.Sort.GONE)) {
            failed(new PollVerdict.Failed(there.state(), there.error(), false));
        } else {
            later(FailureStreak.FIRST_PAUSE);
        }
    }

    /** What the operation has left may show a little later; after that it is somebody else who works on the resource. */
    private void unsettled(PollVerdict.Unsettled unsettled) {
        operation.saw(unsettled.state());
        if (FailureStreak.isOver(over(), engine.elapsed(), FailureStreak.Sort.GONE)) {
            operation.succeed(unsettled.resource());
        } else {
            later(FailureStreak.FIRST_PAUSE);
        }
    }

    private void disturbed(PollVerdict.Disturbed disturbed) {
        trouble = trouble.again(disturbed.sort(), engine.elapsed());
        if (!trouble.isOver(engine.elapsed())) {
            Duration pause = trouble.pause(disturbed.wish(), engine.random());
            if (pause.compareTo(WaitListener.SHORTEST) >= 0) {
                operation.waits().waits(why(disturbed.cause()), pause);
            }
            later(pause);
            return;
        }
        PollVerdict lasting = judge().lasting(disturbed, ended != null);
        if (lasting instanceof PollVerdict.Ask ask) {
            trouble = FailureStreak.NONE;
            move(ask.next());
        } else if (lasting instanceof PollVerdict.Failed failure) {
            operation.fail(failure);
        } else {
            operation.left(
                    "The state of " + operation.token().doing() + " could not be read for "
                            + trouble.sort().bound().toMinutes() + " minutes (last: "
                            + disturbed.cause().getMessage() + "). It may go on in Azure; resume it with its token.",
                    disturbed.cause());
        }
    }

    private static String why(Throwable failure) {
        return failure instanceof ArmException answer
                ? answer.error().status() == 429
                        ? "throttled by Azure (429)"
                        : "its state could not be read (" + answer.error().status() + ")"
                : "its state could not be read";
    }

    private void move(PollStep next) {
        step = next;
        read();
    }

    /** What another process began may have ended long before it was looked at; only Azure's own times count then. */
    private void learn(Optional<Duration> exact) {
        if (exact.isPresent() || !resumed) {
            timetable.ended(operation.age(), exact);
        }
    }

    private void plan(Optional<Duration> wish) {
        later(next(wish).pause());
    }

    /**
     * Of very many that are taken up at once, each makes its first read at a time of its own, so that nobody else's reads
     * queue behind them.
     */
    private void planSpread() {
        if (!operation.hasEnded()) {
            long pause = next(Optional.empty()).pause().toMillis();
            long round = timetable.round(operation.token()).toMillis();
            later(Duration.ofMillis(
                    (long) (Math.max(pause, round) * engine.random().getAsDouble())));
        }
    }

    private void later(Duration pause) {
        timer = engine.later(pause, this::read);
    }

    private PollTimes.Next next(Optional<Duration> wish) {
        PollTimes.Next next = timetable.next(operation.token(), operation.age(), wish);
        if (step == PollStep.STATUS || step == PollStep.LOOK) {
            step = next.ofCluster() ? PollStep.LOOK : PollStep.STATUS;
        }
        return next;
    }
}
