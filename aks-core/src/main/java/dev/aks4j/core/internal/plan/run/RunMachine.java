package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.auth.Secrets;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.internal.plan.kind.Recognition;
import dev.aks4j.core.internal.plan.run.RunRecord.StepHistory.Phase;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.RunEnd;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunEvent.Kind;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.core.plan.run.RunResult;
import dev.aks4j.core.plan.run.Step;
import dev.aks4j.core.plan.run.StepResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a run out: starts every step as soon as what it needs is done and its lane is free, writes down what happens,
 * and ends when nothing more can be done. All state is touched from one mailbox only, so nothing here is locked except
 * the snapshot that callers read.
 */
public final class RunMachine {

    private static final Logger LOG = LoggerFactory.getLogger(RunMachine.class);
    private static final Duration EXPLAIN_AT_MOST = Duration.ofMinutes(1);

    private final RunContext context;
    private final RunRecord record;
    private final Mailbox mailbox;
    private final Map<String, StepTrack> tracks = new LinkedHashMap<>();
    private final CompletableFuture<RunResult> completion = new CompletableFuture<>();
    private final Map<Object, Scheduler.Cancellable> timers = new HashMap<>();
    private final ClusterLooks clusters;
    private final Pulse pulse = new Pulse(this);
    private final RunClaim claim;
    private final RunNews news;
    private final Runnable ended;
    private volatile RunResult snapshot;
    private Scheduler.Cancellable deadline = () -> {};
    private final Duration begun;
    private final Instant date;
    private boolean stopped;
    private Optional<RunEnd> end = Optional.empty();
    private final CompletableFuture<Void> left = new CompletableFuture<>();

    /**
     * Makes one that has not begun.
     *
     * @param has whether no other client of this process has the run; asked from any thread
     * @param ended what to do at the end
     */
    public RunMachine(RunContext context, RunRecord record, BooleanSupplier has, Runnable ended) {
        this.context = context;
        this.record = record;
        this.ended = ended;
        this.claim = new RunClaim(context, record.id(), record.next(), has);
        this.news = new RunNews(context, record.id());
        this.begun = context.scheduler().elapsed();
        this.date = context.scheduler().now();
        this.clusters = new ClusterLooks(context.arm());
        this.mailbox = new Mailbox(context.scheduler().blocking(), this::broken);
        record.steps()
                .forEach(step -> tracks.put(
                        step.id(),
                        new StepTrack(
                                step,
                                record.history(step.id()),
                                context.durations().expected(step))));
        snapshot = result();
    }

    /**
     * Writes the first fact of this process. Blocks for that write.
     *
     * @throws dev.aks4j.core.model.AksException if the ledger refuses; nothing was sent
     */
    public void claim(Json fact) {
        claim.write(fact, false);
    }

    /** Sends nothing more, because another client of this process has the run. What it writes next is refused. */
    public void lose() {
        claim.end();
    }

    /**
     * Writes the first fact of this process like {@link #claim}, if nobody else carries the run out at that moment.
     *
     * @return whether it is written
     */
    public boolean claimLeft(Json fact) {
        return claim.takeLeft(fact);
    }

    /** Strikes the run from the ledger before anything was sent. */
    public void strike() {
        claim.write(RunRecord.fact("abandoned", now()).build(), true);
    }

    /** Begins, after {@link #claim}. */
    public void start() {
        Instant since = now();
        news.tell(one -> one.started(record.id(), record.title(), since));
        news.started();
        mailbox.post(() -> {
            deadline = context.scheduler()
                    .after(
                            record.deadline(),
                            () -> mailbox.post(
                                    () -> stop(
                                            RunEnd.DEADLINE,
                                            "reached its deadline of " + RunResult.text(record.deadline())
                                                    + "; nothing more is sent from here, and what is under way goes on in Azure")));
            context.ledger().lease().ifPresent(this::beat);
            advance();
        });
    }

    /** Writes a sign of life three times within a lease, for ledgers that processes share. */
    private void beat(Duration lease) {
        later(lease.dividedBy(3), () -> {
            claim.showLife();
            beat(lease);
        });
    }

    /** Returns the stage that completes when the listener has heard of the start. */
    public CompletionStage<Void> heard() {
        return news.heard();
    }

    RunContext context() {
        return context;
    }

    public CompletionStage<RunResult> completion() {
        return completion.copy();
    }

    public RunResult snapshot() {
        return snapshot;
    }

    public void listen(Consumer<RunEvent> listener) {
        mailbox.post(() -> {
            news.listen(listener);
            if (!stopped) {
                pulse.begin();
            }
        });
    }

    /** Stops following, as when the client is closed; what is under way in Azure goes on. */
    public CompletionStage<Void> close() {
        mailbox.post(() -> stop(RunEnd.CLOSED, "was left by its process; what is under way goes on in Azure"));
        mailbox.post(() -> left.complete(null));
        return left.copy();
    }

    /** Stops the run because somebody wants that. */
    public void stop() {
        mailbox.post(() -> stop(
                RunEnd.STOPPED, "was stopped; nothing more is sent from here, and what is under way goes on in Azure"));
    }

    // ---- what steps use; called from the mailbox only

    public Instant now() {
        return context.scheduler().now();
    }

    /** Returns the date by a clock that was set when the run began, and by nobody since: what differs by it is a length. */
    public Instant moment() {
        return date.plus(elapsed().minus(begun));
    }

    /** Returns the time by the clock that nobody sets. */
    Duration elapsed() {
        return context.scheduler().elapsed();
    }

    /** Calls for a stage and hands what comes of it to one of two handlers, in the mailbox. */
    <T> void then(Supplier<CompletionStage<T>> call, Consumer<T> good, Consumer<Throwable> bad) {
        FailureCauses.call(call)
                .whenComplete((value, failure) -> mailbox.post(() -> {
                    if (failure == null) {
                        good.accept(value);
                    } else {
                        bad.accept(Causes.of(failure));
                    }
                }));
    }

    /** Does something later, unless the run has stopped by then. */
    void later(Duration delay, Runnable task) {
        Object key = new Object();
        timers.put(
                key,
                context.scheduler()
                        .after(
                                delay,
                                () -> mailbox.post(() -> {
                                    timers.remove(key);
                                    if (!stopped) {
                                        task.run();
                                    }
                                })));
    }

    void post(Runnable task) {
        mailbox.post(task);
    }

    /** Writes the intent down; false if the run has stopped, so that nothing may be sent any more. */
    boolean announce(StepTrack track) {
        return announce(track, Optional.empty());
    }

    /** Writes the intent down like {@link #announce(StepTrack)}, with the entity tag that the resource has before. */
    boolean announce(StepTrack track, Optional<String> etag) {
        if (stopped) {
            return false;
        }
        Json.ObjectBuilder intent = RunRecord.fact("intent", now(), track.step);
        etag.ifPresent(tag -> intent.put("etag", tag));
        claim.write(intent.build(), false);
        if (!maySend()) {
            // The process stood still: somebody else may carry the run out by now. The ledger knows.
            claim.showLife();
        }
        if (!maySend()) {
            stop(RunEnd.TAKEN_OVER, "stood still for longer than its lease; nothing more is sent from here");
            return false;
        }
        track.sent = true;
        return true;
    }

    /** Returns whether a write may be sent at this moment: the run goes on, and it is surely ours. Called from any thread. */
    boolean maySend() {
        return claim.isSure();
    }

    boolean isStopped() {
        return stopped;
    }

    void accepted(StepTrack track, String token) {
        claim.write(
                RunRecord.fact("accepted", now(), track.step)
                        .put("token", token)
                        .build(),
                false);
        event(Kind.ACCEPTED, track, "");
    }

    void succeeded(StepTrack track) {
        succeeded(track, Json.missing());
    }

    /**
     * Ends a step as done.
     *
     * @param left the resource that it leaves, if that is known
     */
    void succeeded(StepTrack track, Json left) {
        if (track.step.write() instanceof Write.Put) {
            track.born = Recognition.birth(left);
        }
        claim.write(RunRecord.succeeded(now(), track.step, track.born, track.met), false);
        settle(track, Outcome.SUCCEEDED);
        if (track.sent) {
            context.durations().learn(track.step, track.elapsed(moment()));
        }
        event(Kind.SUCCEEDED, track, "");
        settled(track);
    }

    /**
     * Ends a step as failed.
     *
     * @param perhapsDone whether its write may have been carried out all the same
     */
    void failed(StepTrack track, Throwable failure, boolean perhapsDone) {
        Json.ObjectBuilder fact = RunRecord.fact("failed", now(), track.step).put("perhapsDone", perhapsDone);
        claim.write(fact.put("message", String.valueOf(failure.getMessage())).build(), false);
        end(track, failure, Outcome.FAILED);
    }

    /** Ends a step whose end nobody knows: the ledger keeps the way back, so that a resumed run looks again. */
    void lost(StepTrack track, Throwable failure) {
        end(track, failure, Outcome.UNFINISHED);
    }

    private void end(StepTrack track, Throwable failure, Outcome outcome) {
        track.failure = Optional.of(failure);
        settle(track, outcome);
        event(
                Kind.FAILED,
                track,
                String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
        CompletableFuture<List<String>> causes = FailureCauses.call(
                        () -> context.explainer().explain(track.step, failure))
                .toCompletableFuture();
        Scheduler.Cancellable limit =
                context.scheduler().after(EXPLAIN_AT_MOST, () -> causes.complete(List.of("(no causes in time)")));
        then(
                () -> causes,
                lines -> {
                    limit.cancel();
                    track.causes = lines.stream()
                            .map(line -> Secrets.without(track.secrets.get(), line))
                            .toList();
                    settled(track);
                },
                ignored -> {
                    limit.cancel();
                    settled(track);
                });
    }

    /** Notes the state that an operation was seen in; it is news only if it is another one. */
    void saw(StepTrack track, String state) {
        if (!track.state.equals(state)) {
            track.state = state;
            event(Kind.POLLED, track, state);
        }
    }

    void event(Kind kind, StepTrack track, String detail) {
        event(kind, track, detail, Optional.empty());
    }

    /**
     * Tells what happened. Those who watch are told the same of one step at most once a minute.
     *
     * @param pause how long the step waits now
     */
    void event(Kind kind, StepTrack track, String detail, Optional<Duration> pause) {
        RunEvent.Builder said = RunEvent.builder(kind, track.step, now())
                .elapsed(track.elapsed(moment()))
                .detail(detail);
        track.expected.ifPresent(said::expected);
        pause.map(now()::plus).ifPresent(said::nextTry);
        RunEvent event = said.build();
        news.tell(one -> one.happened(record.id(), event));
        String told = kind + " " + detail;
        boolean same = told.equals(track.told) && elapsed().minus(track.toldAt).compareTo(Pulse.EVERY) < 0;
        if (!same) {
            track.told = told;
            track.toldAt = elapsed();
            news.happened(event);
        }
    }

    /** Returns the steps under way of which nothing was told for a while. */
    List<StepTrack> silent(Duration since) {
        return tracks.values().stream()
                .filter(track -> track.outcome == Outcome.RUNNING)
                .filter(track -> elapsed().minus(track.toldAt).compareTo(since) >= 0)
                .toList();
    }

    /** Returns by what a resource is known that this run has made or changed. */
    Optional<Holder.Made> made(ResourceId id) {
        return tracks.values().stream()
                .filter(track -> !track.born.isEmpty()
                        && track.step.write() instanceof Write.Put put
                        && put.id().equals(id))
                .reduce((earlier, later) -> later)
                .map(track -> new Holder.Made(WriteParts.apiVersion(track.step.write()), track.born));
    }

    ClusterLooks clusters() {
        return clusters;
    }

    /** Returns whether this run has made the target of a step in an earlier one, by itself or with what it lies in. */
    boolean madeBefore(Step step) {
        if (!(step.write().target() instanceof Address.InAzure there)) {
            return false;
        }
        List<StepTrack> own = creations(step, there.id());
        List<StepTrack> made = own.isEmpty() ? creations(step, Lane.rootOf(there.id())) : own;
        return made.stream().anyMatch(track -> track.outcome == Outcome.SUCCEEDED && !track.met);
    }

    private List<StepTrack> creations(Step step, ResourceId id) {
        return before(step)
                .filter(track -> track.step.write() instanceof Write.Put put
                        && !put.merge()
                        && put.id().equals(id))
                .toList();
    }

    /** Returns whether a step of this kind went before the given one and is done. */
    boolean preceded(Step step, Predicate<Step> by) {
        return before(step).anyMatch(track -> by.test(track.step));
    }

    private Stream<StepTrack> before(Step step) {
        Set<String> before = new LinkedHashSet<>(step.after());
        boolean grown = true;
        while (grown) {
            grown = false;
            for (String id : List.copyOf(before)) {
                grown |= tracks.containsKey(id)
                        && before.addAll(tracks.get(id).step.after());
            }
        }
        return before.stream().map(tracks::get).filter(Objects::nonNull);
    }

    // ---- the machine

    private void advance() {
        if (stopped) {
            return;
        }
        for (StepTrack track : tracks.values()) {
            if (track.outcome == Outcome.NOT_STARTED && !track.queued && !track.settled) {
                if (isFree(track)) {
                    track.queued = true;
                    context.lanes().enter(track.lane, () -> mailbox.post(() -> begin(track)));
                } else if (any(track)) {
                    track.settled = true;
                    event(Kind.SKIPPED, track, "");
                }
            }
        }
        snapshot = result();
        if (tracks.values().stream().allMatch(track -> track.settled)) {
            finish();
        }
    }

    /** Whether everything that the step needs is done, or left to a newer run that decides about it. */
    private boolean isFree(StepTrack track) {
        return track.step.after().stream().map(tracks::get).allMatch(before -> before.settled && isDone(before));
    }

    /** Whether something that the step needs has ended without success. */
    private boolean any(StepTrack track) {
        return track.step.after().stream().map(tracks::get).anyMatch(before -> before.settled && !isDone(before));
    }

    private static boolean isDone(StepTrack track) {
        return track.outcome == Outcome.SUCCEEDED || track.outcome == Outcome.SUPERSEDED;
    }

    private void begin(StepTrack track) {
        if (stopped) {
            context.lanes().leave(track.lane);
            return;
        }
        track.inLane = true;
        track.outcome = Outcome.RUNNING;
        track.begun = Optional.of(track.begun.orElse(moment()));
        snapshot = result();
        event(Kind.STARTED, track, StepDetail.of(track.step));
        StepDriver.of(this, track).begin();
    }

    private void settle(StepTrack track, Outcome outcome) {
        track.outcome = outcome;
        track.ended = Optional.of(moment());
        leave(track);
    }

    private void leave(StepTrack track) {
        if (track.inLane) {
            track.inLane = false;
            context.lanes().leave(track.lane);
        }
    }

    private void settled(StepTrack track) {
        track.settled = true;
        snapshot = result();
        if (!stopped) {
            // Skips may follow from skips, so go on until nothing moves.
            advance();
        }
    }

    private void finish() {
        boolean success = result().isSuccess();
        if (success) {
            claim.write(RunRecord.fact("finished", now()).build(), true);
        }
        stopped = true;
        deadline.cancel();
        end = Optional.of(success ? RunEnd.SUCCEEDED : RunEnd.FAILED);
        RunResult result = result();
        snapshot = result;
        if (success) {
            over(result);
            news.whenHeard(() -> completion.complete(result));
        } else {
            over(result);
            RunFailedException failed = new RunFailedException("", result, firstFailure());
            news.whenHeard(() -> completion.completeExceptionally(failed));
        }
    }

    private Optional<Throwable> firstFailure() {
        return tracks.values().stream().flatMap(track -> track.failure.stream()).findFirst();
    }

    /** Ends the run before its steps have ended. What is under way is still written down when it ends. */
    private void stop(RunEnd reason, String why) {
        if (stopped) {
            return;
        }
        claim.end();
        if (reason != RunEnd.TAKEN_OVER) {
            leave(reason);
        }
        leaveRunning(reason, why, firstFailure());
    }

    /** Writes down that nobody carries the run out; if that fails, its lease tells. */
    private void leave(RunEnd reason) {
        try {
            claim.write(
                    reason == RunEnd.STOPPED ? RunRecord.fact("stopped", now()).build() : RunRecord.left(now(), reason),
                    false);
        } catch (RuntimeException e) {
            LOG.warn("That run {} was left could not be written to its ledger: {}", record.id(), e.toString());
        }
    }

    /** Ends the run because the ledger failed or something is wrong in here: without a ledger nothing may be sent. */
    private void broken(RuntimeException failure) {
        if (!stopped) {
            leaveRunning(claim.lostBecause(failure), "stopped: " + failure.getMessage(), Optional.of(failure));
        }
    }

    private void leaveRunning(RunEnd reason, String why, Optional<Throwable> cause) {
        stopped = true;
        claim.end();
        end = Optional.of(reason);
        deadline.cancel();
        for (StepTrack track : tracks.values()) {
            if (track.outcome == Outcome.RUNNING) {
                boolean sent = track.sent || track.history.phase() != Phase.NEW;
                track.outcome = sent ? Outcome.UNFINISHED : Outcome.NOT_STARTED;
                leave(track);
            }
        }
        snapshot = result();
        over(snapshot);
        RunFailedException failed = new RunFailedException(why, snapshot, cause);
        news.whenHeard(() -> completion.completeExceptionally(failed));
    }

    private void over(RunResult result) {
        timers.values().forEach(Scheduler.Cancellable::cancel);
        timers.clear();
        ended.run();
        Duration took = context.scheduler().elapsed().minus(begun);
        Instant at = now();
        news.tell(one -> one.ended(result, took, at));
    }

    private RunResult result() {
        return new RunResult(
                record.id(),
                record.title(),
                tracks.values().stream().map(track -> track.result()).toList(),
                end);
    }
}
