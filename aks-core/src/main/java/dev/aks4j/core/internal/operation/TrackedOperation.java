package dev.aks4j.core.internal.operation;

import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.WaitListener;
import dev.aks4j.core.internal.arm.HandOver;
import dev.aks4j.core.internal.arm.ListenerQueue;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationFailedException;
import dev.aks4j.core.operation.OperationStatus;
import dev.aks4j.core.operation.OperationToken;
import dev.aks4j.core.operation.WaitEndedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One operation as its callers hold it: what is known of it, and how it ended. Its {@link PollLoop} tells it. Thread-safe. */
public final class TrackedOperation implements Operation {

    private final OperationEngine engine;
    private final String kind;

    /** When it began, by the clock that nobody sets; before that clock's begin if another process began it. */
    private long begun;

    private final List<String> secrets;
    private final PollLoop course;
    private final CompletableFuture<Json> completion = new CompletableFuture<>();
    private volatile KeptToken kept;
    private volatile OperationStatus status;
    private volatile WaitListener waits = WaitListener.none();
    private List<Consumer<OperationStatus>> listeners = List.of();
    private boolean over;
    private boolean changedExisting;
    private volatile boolean inferred;
    private @Nullable LostWrite doubt;

    /**
     * Makes one.
     *
     * @param secrets what the write held, which no failure tells
     */
    TrackedOperation(OperationEngine engine, OperationToken token, String kind, String state, List<String> secrets) {
        this.engine = engine;
        this.kind = kind.intern();
        this.secrets = secrets;
        Duration before = Duration.between(token.started(), engine.now());
        this.begun = engine.elapsed()
                .minus(before.isNegative() ? Duration.ZERO : before)
                .toMillis();
        this.kept = KeptToken.of(token);
        this.status = new OperationStatus(state, token.started(), engine.now(), 0);
        this.course = new PollLoop(engine, this, kind, token);
    }

    /** Returns the reads by which it is followed. */
    PollLoop course() {
        return course;
    }

    /** Says, before it is followed, that it begins at this moment, whatever its token says by Azure's clock. */
    TrackedOperation begunHere() {
        begun = engine.elapsed().toMillis();
        return this;
    }

    /** Ends at once with what the first answer said. */
    TrackedOperation endedWith(Json result) {
        succeed(result);
        return this;
    }

    TrackedOperation endedWith(Throwable failure) {
        finish(failure);
        return this;
    }

    /** Says, before it is followed, that the write went over something that was there. */
    TrackedOperation overExisting() {
        changedExisting = true;
        return this;
    }

    @Override
    public boolean changedExisting() {
        return changedExisting;
    }

    /** Says that Azure tells nothing of it any more, so that only the resource can show how it ended. */
    void infers() {
        inferred = true;
    }

    @Override
    public boolean isEndInferred() {
        return inferred;
    }

    /** Says, before it is followed, that it may be somebody else's operation. */
    TrackedOperation in(LostWrite newDoubt) {
        doubt = newDoubt;
        return this;
    }

    /** Returns what the write held, which no failure tells. */
    List<String> secrets() {
        return secrets;
    }

    KeptToken kept() {
        return kept;
    }

    /** An answer may bring other URLs. */
    void keep(Optional<String> statusUrl, Optional<String> location) {
        kept = kept.with(statusUrl, location);
    }

    Duration age() {
        return engine.elapsed().minusMillis(begun);
    }

    void saw(String state) {
        OperationStatus next = new OperationStatus(state.intern(), kept.started(), engine.now(), status.reads() + 1);
        List<Consumer<OperationStatus>> told;
        synchronized (this) {
            status = next;
            told = listeners;
        }
        told.forEach(listener -> listener.accept(next));
    }

    void succeed(Json result) {
        if (doubt != null && !doubt.isSettledBy(result)) {
            finish(doubt.unclear());
            return;
        }
        saw(States.SUCCEEDED);
        if (ends(States.SUCCEEDED)) {
            completion.complete(result);
        }
    }

    void fail(PollVerdict.Failed failure) {
        finish(failure(failure.state(), failure.error()));
    }

    OperationFailedException failure(String state, ArmError error) {
        OperationToken token = token();
        return new OperationFailedException(token.doing(), state, error.without(secrets), token);
    }

    /** Ends the waiting only. */
    void left(String why, Throwable cause) {
        OperationToken token = token();
        finish(new WaitEndedException(why, token, cause));
    }

    void finish(Throwable failure) {
        if (ends(failure instanceof OperationFailedException ended ? ended.state() : "Left")) {
            completion.completeExceptionally(failure);
        }
    }

    /** Returns whether this is the first end: closing the client and an answer may come at one moment. */
    private boolean ends(String outcome) {
        synchronized (this) {
            if (over) {
                return false;
            }
            over = true;
        }
        engine.forget(this, outcome, age());
        course.leave();
        return true;
    }

    /** Stops the waiting; the operation itself goes on in Azure. */
    void stop() {
        course.stop();
        finish(new WaitEndedException(
                "The client was closed while " + token().doing() + " was going on; resume it with its token.",
                token()));
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
    public CompletionStage<Json> completion() {
        return HandOver.of(completion.minimalCompletionStage(), engine.scheduler());
    }

    @Override
    public Json await(Duration atMost) {
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
            if (Causes.of(e) instanceof RuntimeException known) {
                throw known;
            }
            throw new WaitEndedException(
                    "Following " + token().doing() + " stopped on an unexpected failure: " + Causes.of(e)
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
            ListenerQueue queue = new ListenerQueue("A progress listener", engine.scheduler());
            more.add(status -> queue.tell(() -> listener.accept(status)));
            listeners = List.copyOf(more);
        }
    }

    @Override
    public void onWait(WaitListener listener) {
        waits = listener;
    }

    WaitListener waits() {
        return waits;
    }

    String kind() {
        return kind;
    }

    boolean hasEnded() {
        return completion.isDone();
    }

    @Override
    public String toString() {
        return token().doing() + " " + status.state();
    }
}
