package dev.aks4j.core.internal.operation;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.arm.NoAnswerException;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.arm.ResourceAnswer;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationToken;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Sends one write and decides by its first answer how the operation goes on. */
public final class Start {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(800);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final OperationEngine engine;
    private final ArmRequest write;
    private final ResourceId resource;
    private final String apiVersion;
    private final Duration until;

    /** Whether a write that does not show is left to the caller. */
    private final boolean once;

    private int sends;

    Start(OperationEngine engine, ArmRequest write, ResourceId resource, String apiVersion, boolean once) {
        this.engine = engine;
        this.write = write;
        this.resource = resource;
        this.apiVersion = apiVersion;
        this.once = once;
        this.until = engine.elapsed().plus(write.deadline());
    }

    CompletionStage<Operation> run() {
        sends++;
        return engine.client()
                .send(sends == 1 ? write : write.within(until.minus(engine.elapsed())))
                .handle((response, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.<Operation>completedFuture(accepted(response));
                    }
                    Throwable cause = Causes.of(failure);
                    if (cause instanceof MaybeExecutedException unclear) {
                        return check(unclear);
                    }
                    if (write.method().equals("DELETE")
                            && cause instanceof ArmException answer
                            && FailureCauses.absent(answer.error())) {
                        return CompletableFuture.<Operation>completedFuture(
                                following("Absent").endedWith(Json.missing()));
                    }
                    return CompletableFuture.<Operation>failedFuture(cause);
                })
                .thenCompose(next -> next);
    }

    /** The decision table: status, headers and body of the first answer. */
    private Operation accepted(ArmResponse response) {
        engine.azureDate().hear(response);
        OperationToken token = token(response.header("Azure-AsyncOperation"), response.header("Location"));
        Verb verb = Verb.of(token);
        String state = States.provisioning(response.body());
        boolean inBody =
                !response.body().path("properties").path("provisioningState").isMissing();
        boolean tracked = token.statusUrl().isPresent();
        boolean writes = verb == Verb.PUT || verb == Verb.PATCH;
        String kind = OperationEngine.kind(token, response.status());
        TrackedOperation following =
                new TrackedOperation(engine, token, kind, inBody ? state : "Accepted", write.secrets()).begunHere();
        if (verb == Verb.PUT && response.status() == 200 && sends == 1) {
            following.overExisting();
        }
        if (response.status() == 204 && !tracked) {
            return following.endedWith(Json.missing());
        }
        // Whoever is given a status URL must not believe the body, whatever it says (resource provider contract).
        if (response.status() != 202 && !tracked) {
            boolean settled = States.isTerminal(state);
            if (!writes) {
                return following.endedWith(verb == Verb.DELETE ? Json.missing() : response.body());
            }
            if (writes && settled && !States.isSuccess(state)) {
                return following.endedWith(
                        following.failure(state, States.resourceError(response.body(), state, response.requestId())));
            }
            // A success that does not show the resource says nothing of it; the resource does.
            if (writes && settled && ResourceAnswer.holds(response)) {
                return following.endedWith(response.body());
            }
        }
        engine.follow(following, begun -> begun.begin(engine.retryAfter(response)));
        return following;
    }

    /** Returns the way back. It tells the beginning by Azure's clock, as resources tell theirs. */
    private OperationToken token(Optional<String> statusUrl, Optional<String> location) {
        String action = "";
        if (write.method().equals("POST")) {
            String path = write.target().substring(0, write.target().indexOf('?'));
            action = path.substring(path.lastIndexOf('/') + 1);
        }
        return new OperationToken(
                write.method(),
                resource,
                apiVersion,
                action,
                statusUrl,
                location,
                engine.azureDate().now());
    }

    /** Reads the resource to learn what became of a write whose answer was lost. */
    private CompletableFuture<Operation> check(MaybeExecutedException unclear) {
        return look(unclear, () -> once ? CompletableFuture.failedFuture(unclear) : later(unclear));
    }

    /** Reads the resource and judges the write by it; what was not carried out goes on as the caller says. */
    private CompletableFuture<Operation> look(
            MaybeExecutedException unclear, Supplier<CompletionStage<Operation>> notCarriedOut) {
        return engine.read(resource, apiVersion, write.secrets())
                .handle((live, failure) -> {
                    if (failure == null) {
                        return judge(live, unclear, notCarriedOut);
                    }
                    // That the resource could not be read says nothing of the write.
                    unclear.addSuppressed(Causes.of(failure));
                    return CompletableFuture.<Operation>failedFuture(unclear);
                })
                .thenCompose(next -> next)
                .toCompletableFuture();
    }

    private CompletionStage<Operation> judge(
            Json live, MaybeExecutedException unclear, Supplier<CompletionStage<Operation>> notCarriedOut) {
        return switch (LostWriteCheck.judge(write, live)) {
            case DONE -> CompletableFuture.completedFuture(following("Found").endedWith(live));
            case GOING_ON -> CompletableFuture.completedFuture(followTheResource(live));
            case NOT -> notCarriedOut.get();
            case UNKNOWN -> CompletableFuture.failedFuture(unclear);
        };
    }

    /**
     * What was not carried out is sent again after a pause, as long as the write's time allows, and only if the resource
     * does not show it then either: Azure may have been slow, and somebody else may have come.
     */
    private CompletionStage<Operation> later(MaybeExecutedException unclear) {
        Duration pause = pause();
        if (engine.elapsed().plus(pause).compareTo(until) >= 0) {
            return CompletableFuture.failedFuture(unclear);
        }
        CompletableFuture<Operation> result = new CompletableFuture<>();
        engine.later(
                pause,
                () -> look(unclear, () -> again(unclear)).whenComplete((operation, failure) -> {
                    if (failure == null) {
                        result.complete(operation);
                    } else {
                        result.completeExceptionally(Causes.of(failure));
                    }
                }));
        return result;
    }

    private Duration pause() {
        double millis =
                Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() * Math.pow(2, Math.min(sends - 1, 10)));
        return Duration.ofMillis((long) (millis * (0.5 + engine.random().getAsDouble() / 2)));
    }

    /**
     * Sends again. If that meets a conflict, the resource tells whether it is with what the first sending began. If it does
     * not tell, the caller has to look.
     */
    private CompletionStage<Operation> again(MaybeExecutedException unclear) {
        return run().handle((operation, failure) -> {
                    Throwable cause = failure == null ? null : Causes.of(failure);
                    if (cause instanceof ArmException answer
                            && (answer.error().status() == 409 || answer.error().status() == 412)) {
                        return engine.read(resource, apiVersion, write.secrets())
                                .handle((live, unread) -> unread == null
                                        ? conflict(live, unclear, answer)
                                        : CompletableFuture.<Operation>failedFuture(unclear))
                                .thenCompose(next -> next)
                                .toCompletableFuture();
                    }
                    if (cause instanceof NoAnswerException) {
                        // That a repetition found no way to Azure says nothing of what was sent before.
                        unclear.addSuppressed(cause);
                        cause = unclear;
                    }
                    return cause == null
                            ? CompletableFuture.completedFuture(operation)
                            : CompletableFuture.<Operation>failedFuture(cause);
                })
                .thenCompose(next -> next);
    }

    private CompletionStage<Operation> conflict(Json live, MaybeExecutedException unclear, ArmException answer) {
        LostWriteCheck executed = LostWriteCheck.judge(write, live);
        if (executed == LostWriteCheck.DONE) {
            return CompletableFuture.completedFuture(following("Found").endedWith(live));
        }
        if (executed == LostWriteCheck.GOING_ON) {
            return CompletableFuture.completedFuture(followTheResource(live));
        }
        unclear.addSuppressed(answer);
        boolean busy = !live.isMissing() && !States.isTerminal(States.provisioning(live));
        if (busy && write.body().isPresent() && !write.method().equals("POST")) {
            // It may be this write, with what Azure makes of it, or somebody else's. Its end will tell.
            return CompletableFuture.completedFuture(followTheResource(live, new LostWrite(write, unclear)));
        }
        return CompletableFuture.failedFuture(answer.error().status() == 412 ? unclear : answer);
    }

    private TrackedOperation followTheResource(Json live) {
        return followed(following(States.provisioning(live)));
    }

    private TrackedOperation followTheResource(Json live, LostWrite doubt) {
        return followed(following(States.provisioning(live)).in(doubt));
    }

    private TrackedOperation followed(TrackedOperation following) {
        following.course().sees();
        engine.follow(following, course -> course.begin(Optional.empty()));
        return following;
    }

    private TrackedOperation following(String state) {
        OperationToken token = token(Optional.empty(), Optional.empty());
        return new TrackedOperation(engine, token, OperationEngine.kind(token, 0), state, write.secrets()).begunHere();
    }
}
