package dev.aks4j.core.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.arm.UnusableUrlException;
import dev.aks4j.core.model.Scheduler;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * One operation, followed: reads its state, waits, reads again, and at the end reads the resource. Between two reads it is
 * a timer and nothing else. Its steps run one after another, because each is started by the one before.
 */
final class Following implements Operation {

    private static final Duration READ_LIMIT = Duration.ofSeconds(90);

    private static final Duration SOON = Duration.ofMillis(200);

    /** What the next read is of. */
    private enum Step {
        STATUS,
        LOOK,
        LOCATION,
        RESOURCE,
        RESULT,
        FINAL
    }

    private final OperationEngine engine;
    private final String kind;
    private final PollTimes.Timetable timetable;
    private final CompletableFuture<JsonNode> completion = new CompletableFuture<>();
    private volatile KeptToken kept;
    private volatile OperationStatus status;
    private volatile Scheduler.Cancellable timer = () -> {};
    private List<Consumer<OperationStatus>> listeners = List.of();
    private Step step;
    private Trouble trouble = Trouble.NONE;
    private Instant ended;
    private boolean looked;
    private boolean resumed;

    Following(OperationEngine engine, OperationToken token, String kind, String state) {
        this.engine = engine;
        this.kind = kind.intern();
        this.kept = KeptToken.of(token);
        this.status = new OperationStatus(state, token.started(), engine.now(), 0);
        this.timetable = engine.pollTimes().timetable(kind, token);
        this.step = token.statusUrl().isPresent()
                ? Step.STATUS
                : token.location().isPresent() ? Step.LOCATION : Step.RESOURCE;
    }

    /** Starts to follow an operation that has just begun; Azure may have said when to come back. */
    void begin(Optional<Duration> wish) {
        plan(wish);
    }

    /** Starts to follow an operation that began elsewhere and may have ended already. */
    void beginSoon() {
        resumed = true;
        if (timetable.mayReadAtOnce(token())) {
            timer = engine.later(SOON, this::read);
        } else {
            planSpread();
        }
    }

    /** Ends at once with what the first answer said. */
    Following endedWith(JsonNode result) {
        succeed(result);
        return this;
    }

    Following endedWith(Throwable failure) {
        finish(failure);
        return this;
    }

    private void read() {
        if (completion.isDone()) {
            return;
        }
        engine.client().send(request().within(READ_LIMIT)).whenComplete((response, failure) -> {
            if (completion.isDone()) {
                return;
            }
            try {
                if (failure == null) {
                    trouble = Trouble.NONE;
                    answered(response);
                } else {
                    failed(unwrap(failure));
                }
            } catch (RuntimeException | Error e) {
                finish(new WaitEndedException(
                        "Following " + token().doing() + " stopped on an unexpected answer; resume it with its token.",
                        token(),
                        e));
            }
        });
    }

    private ArmRequest request() {
        return switch (step) {
            case STATUS -> ArmRequest.follow(kept.statusUrl().orElseThrow());
            case LOCATION, RESULT -> ArmRequest.follow(kept.location().orElseThrow());
            case LOOK -> ArmRequest.get(ClusterLook.at(token().resource()).orElseThrow(), token().apiVersion());
            case RESOURCE, FINAL -> ArmRequest.get(token().resource(), token().apiVersion());
        };
    }

    private void answered(ArmResponse response) {
        if (step != Step.LOOK && step != Step.FINAL) {
            kept = kept.with(response.header("Azure-AsyncOperation"), response.header("Location"));
        }
        switch (step) {
            case STATUS -> statusRead(response);
            case LOOK -> clusterSeen(response);
            case LOCATION -> locationRead(response);
            case RESOURCE -> resourceRead(response, false);
            case RESULT -> resultRead(response);
            case FINAL -> resourceRead(response, true);
        }
    }

    private void statusRead(ArmResponse response) {
        String state = States.status(response.body());
        if (state.isEmpty() && response.status() == 202) {
            state = "InProgress";
        }
        if (state.isEmpty()) {
            inTrouble(Trouble.Sort.GONE, Optional.empty(), unreadable(response));
            return;
        }
        if (!States.isTerminal(state)) {
            if (looked) {
                timetable.distrustCluster();
            }
            saw(state);
            again(response);
        } else if (States.isSuccess(state)) {
            instant(response.body(), "endTime").ifPresent(end -> engine.noticed(this, end));
            learn(duration(response.body()));
            conclude();
        } else {
            instant(response.body(), "endTime").ifPresent(end -> engine.noticed(this, end));
            learn(Optional.empty());
            saw(state);
            finish(failure(state, States.operationError(response.body(), state, response.requestId())));
        }
    }

    /** A look at the cluster tells only whether it is worth asking the operation. */
    private void clusterSeen(ArmResponse response) {
        String state = ClusterLook.state(token().resource(), response.body());
        if (States.isTerminal(state)) {
            looked = true;
            move(Step.STATUS);
        } else {
            saw(state);
            again(response);
        }
    }

    private void locationRead(ArmResponse response) {
        if (response.status() == 202) {
            saw("InProgress");
            again(response);
            return;
        }
        learn(Optional.empty());
        if (kept.verb() == Verb.POST && response.body().isObject()) {
            succeed(response.body());
        } else {
            ended = engine.now();
            move(Step.FINAL);
        }
    }

    private void conclude() {
        ended = engine.now();
        move(kept.verb() == Verb.POST && kept.location().isPresent() ? Step.RESULT : Step.FINAL);
    }

    private void resultRead(ArmResponse response) {
        if (response.body().isObject()) {
            succeed(response.body());
        } else {
            move(Step.FINAL);
        }
    }

    /** The resource itself says how far it is; at the end of the operation it has to agree with the success. */
    private void resourceRead(ArmResponse response, boolean isFinal) {
        String state = States.provisioning(response.body());
        if (kept.verb() == Verb.DELETE) {
            stillThere(response, state, isFinal);
        } else if (!States.isTerminal(state)) {
            saw(state);
            again(response);
        } else if (States.isSuccess(state) || kept.action().equals("abort")) {
            if (!isFinal) {
                learn(Optional.empty());
            }
            succeed(response.body());
        } else {
            saw(state);
            finish(failure(state, States.resourceError(response.body(), state, response.requestId())));
        }
    }

    private void stillThere(ArmResponse response, String state, boolean isFinal) {
        boolean ends = States.isTerminal(state) && !States.isSuccess(state);
        if (!isFinal && !ends) {
            saw(state);
            again(response);
        } else if (isFinal && !Trouble.isOver(ended, engine.now(), Trouble.Sort.GONE)) {
            timer = engine.later(Trouble.FIRST_PAUSE, this::read);
        } else {
            saw(state);
            finish(failure(
                    state,
                    isFinal
                            ? new ArmError(
                                    0,
                                    state,
                                    "",
                                    "Azure reported success, but the resource is still there",
                                    "",
                                    List.of(),
                                    response.requestId())
                            : States.resourceError(response.body(), state, response.requestId())));
        }
    }

    private void failed(Throwable failure) {
        if (failure instanceof UnusableUrlException) {
            finish(new UnusableUrlException(
                    "The state of " + token().doing() + " cannot be read: " + failure.getMessage()
                            + " The operation goes on in Azure; read the resource to see how it ends.",
                    failure));
            return;
        }
        Optional<Duration> wish = Optional.empty();
        Trouble.Sort sort = Trouble.Sort.of(failure);
        if (failure instanceof ArmException answer) {
            wish = answer.retryAfter();
            int code = answer.error().status();
            boolean readsResource = step == Step.RESOURCE || step == Step.FINAL;
            boolean gone = code == 404 || (code == 403 && step == Step.FINAL);
            if (gone && readsResource && leavesNone()) {
                if (step == Step.RESOURCE) {
                    learn(Optional.empty());
                }
                succeed(MissingNode.getInstance());
                return;
            }
            if (step == Step.LOCATION && sort == Trouble.Sort.REFUSED && code != 401 && code != 403) {
                learn(Optional.empty());
                saw("Failed");
                finish(failure("Failed", answer.error()));
                return;
            }
            if (step == Step.RESULT && code == 404) {
                move(Step.FINAL);
                return;
            }
        }
        if (step == Step.LOOK) {
            looked = true;
            move(Step.STATUS);
        } else {
            inTrouble(sort, wish, failure);
        }
    }

    private boolean leavesNone() {
        return kept.verb() == Verb.DELETE;
    }

    private void inTrouble(Trouble.Sort sort, Optional<Duration> wish, Throwable cause) {
        trouble = trouble.again(sort, engine.now());
        if (!trouble.isOver(engine.now())) {
            timer = engine.later(trouble.pause(wish, engine.random()), this::read);
        } else if (sort == Trouble.Sort.GONE && (step == Step.STATUS || step == Step.LOCATION)) {
            trouble = Trouble.NONE;
            move(Step.RESOURCE);
        } else if (sort == Trouble.Sort.GONE && cause instanceof ArmException answer) {
            finish(failure(
                    ended == null ? "lost" : States.SUCCEEDED + ", but the resource is not there", answer.error()));
        } else {
            finish(new WaitEndedException(
                    "The state of " + token().doing() + " could not be read for "
                            + trouble.sort().bound().toMinutes() + " minutes (last: " + cause.getMessage()
                            + "). It may go on in Azure; resume it with its token.",
                    token(),
                    cause));
        }
    }

    private void move(Step next) {
        step = next;
        read();
    }

    private void again(ArmResponse response) {
        plan(engine.retryAfter(response));
    }

    /** What another process began may have ended long before it was looked at; only Azure's own times count then. */
    private void learn(Optional<Duration> exact) {
        if (exact.isPresent() || !resumed) {
            timetable.ended(age(), exact);
        }
    }

    private void plan(Optional<Duration> wish) {
        timer = engine.later(next(wish).pause(), this::read);
    }

    /** Of very many that are resumed at once, each makes its first read at a time of its own. */
    private void planSpread() {
        long pause = next(Optional.empty()).pause().toMillis();
        timer = engine.later(Duration.ofMillis((long) (pause * engine.random().getAsDouble())), this::read);
    }

    private PollTimes.Next next(Optional<Duration> wish) {
        PollTimes.Next next = timetable.next(token(), age(), wish);
        if (step == Step.STATUS || step == Step.LOOK) {
            step = next.ofCluster() ? Step.LOOK : Step.STATUS;
        }
        return next;
    }

    private Duration age() {
        return Duration.between(kept.started(), engine.now());
    }

    private static Optional<Duration> duration(JsonNode operation) {
        return instant(operation, "startTime")
                .flatMap(from -> instant(operation, "endTime").map(to -> Duration.between(from, to)))
                .filter(length -> !length.isNegative());
    }

    private static Optional<Instant> instant(JsonNode operation, String field) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(operation.path(field).asText()).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private OperationFailedException failure(String state, ArmError error) {
        return new OperationFailedException(token().doing(), state, error, token());
    }

    private ArmException unreadable(ArmResponse response) {
        return new ArmException(
                "reading the state of " + token().doing(),
                new ArmError(
                        response.status(), "", "", "the answer holds no status", "", List.of(), response.requestId()));
    }

    private void succeed(JsonNode result) {
        saw(States.SUCCEEDED);
        engine.forget(this, States.SUCCEEDED, age());
        timetable.leave();
        completion.complete(result);
    }

    private void finish(Throwable failure) {
        engine.forget(this, failure instanceof OperationFailedException ended ? ended.state() : "Left", age());
        timetable.leave();
        completion.completeExceptionally(failure);
    }

    /** Stops the waiting; the operation itself goes on in Azure. */
    void stop() {
        timer.cancel();
        finish(new WaitEndedException(
                "The client was closed while " + token().doing() + " was going on; resume it with its token.",
                token()));
    }

    private void saw(String state) {
        OperationStatus next = new OperationStatus(state.intern(), kept.started(), engine.now(), status.reads() + 1);
        List<Consumer<OperationStatus>> told;
        synchronized (this) {
            status = next;
            told = listeners;
        }
        told.forEach(listener -> engine.tell(listener, next));
    }

    @Override
    public OperationToken token() {
        return kept.token();
    }

    @Override
    public OperationStatus status() {
        return status;
    }

    @Override
    public CompletionStage<JsonNode> completion() {
        return completion.minimalCompletionStage();
    }

    @Override
    public JsonNode await(Duration atMost) {
        try {
            return engine.scheduler().await(completion, atMost);
        } catch (TimeoutException e) {
            throw new WaitEndedException(
                    token().doing() + " did not end within " + atMost + " (last seen as " + status.state()
                            + "). It goes on in Azure; wait again, or resume it with its token.",
                    token(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WaitEndedException(
                    "Waiting for " + token().doing()
                            + " was interrupted. It goes on in Azure; resume it with its token.",
                    token(),
                    e);
        } catch (ExecutionException e) {
            if (unwrap(e) instanceof RuntimeException known) {
                throw known;
            }
            throw new WaitEndedException(
                    "Following " + token().doing() + " stopped on an unexpected failure: " + unwrap(e)
                            + ". It goes on in Azure; resume it with its token.",
                    token(),
                    e);
        }
    }

    @Override
    public CompletionStage<Operation> cancel() {
        return engine.abort(this);
    }

    @Override
    public void onProgress(Consumer<OperationStatus> listener) {
        synchronized (this) {
            List<Consumer<OperationStatus>> more = new ArrayList<>(listeners);
            more.add(listener);
            listeners = List.copyOf(more);
        }
    }

    String kind() {
        return kind;
    }

    boolean hasEnded() {
        return completion.isDone();
    }

    static Throwable unwrap(Throwable failure) {
        Throwable t = failure;
        while ((t instanceof CompletionException || t instanceof ExecutionException) && t.getCause() != null) {
            t = t.getCause();
        }
        return t;
    }

    @Override
    public String toString() {
        return token().doing() + " " + status.state();
    }
}
