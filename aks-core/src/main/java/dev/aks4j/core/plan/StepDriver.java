package dev.aks4j.core.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationFailedException;
import dev.aks4j.core.plan.RunEvent.Kind;
import dev.aks4j.core.plan.RunRecord.StepHistory.Phase;
import dev.aks4j.core.plan.StepFailedException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries one step out: looks at the resource where that is needed, sends the write, follows what it starts, and meets
 * what can come between. Runs in the mailbox of its run.
 */
final class StepDriver {

    /** How often a request that got no answer is looked after before the step is given up. */
    private static final int FAULTS = 6;

    /** How often a lost race is run again. */
    private static final int RACES = 10;

    private final RunMachine run;
    private final StepTrack track;
    private final Step step;
    private final WriteParts parts;
    private boolean perhapsSent;
    private boolean sawBusy;
    private int faults;
    private int races;
    private int waits;
    private int repetitions;
    private Optional<Instant> firstRepetition = Optional.empty();

    StepDriver(RunMachine run, StepTrack track) {
        this.run = run;
        this.track = track;
        this.step = track.step;
        this.parts = new WriteParts(run.context());
    }

    void begin() {
        Phase phase = track.history.phase();
        if (phase == Phase.ACCEPTED) {
            follow(run.context().operations().resume(track.history.token().orElseThrow()));
        } else if (phase == Phase.INTENT || (phase == Phase.FAILED && !(step.write() instanceof Write.Post))) {
            perhapsSent = track.history.perhapsDone();
            again();
        } else {
            prepare();
        }
    }

    /** Goes on after an interruption: looks first if the write may have been carried out already. */
    private void again() {
        if (!perhapsSent) {
            prepare();
        } else if (step.write() instanceof Write.Put put && !put.merge()) {
            look(put.id(), put.apiVersion(), live -> afterCreate(put, live));
        } else if (step.write() instanceof Write.Delete delete) {
            look(delete.id(), delete.apiVersion(), live -> afterDelete(delete, live));
        } else if (step.write() instanceof Write.Post post) {
            look(post.id(), post.apiVersion(), live -> afterPost(post, live));
        } else {
            prepare();
        }
    }

    private void prepare() {
        Write write = step.write();
        if (write instanceof Write.Put put && put.merge()) {
            look(put.id(), put.apiVersion(), live -> merge(put, live));
        } else if (write instanceof Write.Put put) {
            resolve(
                    put.body(),
                    body -> send(
                            ArmRequest.put(put.id(), put.apiVersion(), body).ifAbsent(), put.id()));
        } else if (write instanceof Write.Delete delete) {
            delete(delete);
        } else if (write instanceof Write.Post post) {
            resolve(
                    post.body(),
                    body -> send(ArmRequest.post(post.id(), post.action(), post.apiVersion(), body), post.id()));
        } else if (write instanceof Write.Apply apply) {
            run.then(
                    () -> run.context().kubernetes().read(apply.object()),
                    live -> resolve(apply.manifest(), manifest -> apply(apply, manifest, live)),
                    this::kubernetesFailed);
        } else if (write instanceof Write.Remove remove && run.announce(track)) {
            run.then(
                    () -> run.context().kubernetes().remove(remove.object()),
                    done -> run.succeeded(track),
                    this::kubernetesFailed);
        }
    }

    private void delete(Write.Delete delete) {
        if (delete.id().type().equalsIgnoreCase(GroupContents.GROUP)) {
            run.then(
                    () -> GroupContents.list(run.context().arm(), delete.id()),
                    left -> deleteGroup(delete, left),
                    this::missed);
        } else {
            send(ArmRequest.delete(delete.id(), delete.apiVersion()), delete.id());
        }
    }

    /** Removes a resource group only if nothing is in it, whatever came after the plan. */
    private void deleteGroup(Write.Delete delete, List<GroupContents.Item> left) {
        if (left.isEmpty()) {
            send(ArmRequest.delete(delete.id(), delete.apiVersion()), delete.id());
        } else if (races++ < RACES) {
            run.event(Kind.WAITING, track, left.get(0).id() + " is still in it");
            run.later(Retry.pause(races), this::prepare);
        } else {
            fail(ConflictException.about(
                    delete.target(),
                    "got a resource that the plan does not remove ("
                            + left.get(0).id() + ")"));
        }
    }

    private void look(ResourceId id, String apiVersion, Consumer<Live> next) {
        run.then(() -> Live.read(run.context().arm(), id, apiVersion), next, this::missed);
    }

    private void resolve(JsonNode body, Consumer<JsonNode> next) {
        run.then(() -> parts.resolve(body), next, this::missed);
    }

    // ---- over an existing resource

    private void merge(Write.Put put, Live live) {
        if (!live.exists()) {
            fail(ConflictException.about(put.target(), "was removed"));
        } else if (live.busy()) {
            waitUntilFree("it is " + live.state(), this::again);
        } else {
            resolve(put.body(), body -> {
                List<Difference> now = Documents.compare(body, live.document(), Optional::of);
                if (now.isEmpty() && !(perhapsSent && live.broken())) {
                    run.succeeded(track);
                } else if (asPlanned(now)) {
                    overlay(put, body, live);
                }
            });
        }
    }

    private void overlay(Write.Put put, JsonNode body, Live live) {
        ObjectNode merged = (ObjectNode) Documents.merge(live.document(), body);
        merged.remove(List.of("eTag", "etag", "systemData"));
        ArmRequest request = ArmRequest.put(put.id(), put.apiVersion(), merged);
        send(live.etag().map(request::ifMatch).orElse(request), put.id());
    }

    private void apply(Write.Apply apply, JsonNode manifest, JsonNode live) {
        boolean exists = !live.isMissingNode();
        boolean created = step.change() == Change.CREATE || step.change() == Change.RECREATE;
        if (!exists && !created && !perhapsSent) {
            fail(ConflictException.about(apply.target(), "was removed"));
            return;
        }
        ObjectNode object = manifest.deepCopy();
        if (exists) {
            List<Difference> now = Documents.compare(manifest, live, Optional::of);
            if (now.isEmpty()) {
                run.succeeded(track);
                return;
            }
            if (created && !(perhapsSent && Ownership.labelled(live))) {
                fail(ConflictException.about(apply.target(), "was created by somebody else"));
                return;
            }
            if (!created && !asPlanned(now)) {
                return;
            }
            object.withObjectProperty("metadata")
                    .set("resourceVersion", live.path("metadata").path("resourceVersion"));
        }
        if (run.announce(track)) {
            run.then(
                    () -> run.context().kubernetes().apply(apply.object(), object, exists),
                    done -> run.succeeded(track),
                    this::kubernetesFailed);
        }
    }

    /** Whether everything that differs differs as it did when it was planned; otherwise fails the step. */
    private boolean asPlanned(List<Difference> now) {
        boolean same = now.stream()
                .allMatch(difference -> step.expected().stream()
                        .anyMatch(planned -> planned.path().equals(difference.path())
                                && Documents.same(
                                        SecretGuard.masked(step.write().target(), planned.path(), planned.before()),
                                        SecretGuard.masked(
                                                step.write().target(), difference.path(), difference.before()))));
        if (!same) {
            fail(new ConflictException(step.write().target(), step.expected(), now));
        }
        return same;
    }

    // ---- after a write that may or may not have been carried out

    private void afterCreate(Write.Put put, Live live) {
        if (!live.exists()) {
            prepare();
            return;
        }
        if (live.busy()) {
            waitUntilFree(
                    "it is " + live.state(), () -> look(put.id(), put.apiVersion(), now -> afterCreate(put, now)));
            return;
        }
        resolve(put.body(), body -> {
            boolean asDeclared =
                    Documents.compare(body, live.document(), Optional::of).isEmpty();
            boolean marked = Ownership.tagged(body) && Ownership.tagged(live.document());
            boolean ours = perhapsSent && (marked || (!Ownership.tagged(body) && asDeclared));
            if (live.broken() && ours) {
                overlay(put, body, live);
            } else if (asDeclared || ours) {
                run.succeeded(track);
            } else {
                fail(ConflictException.about(put.target(), "was created by somebody else"));
            }
        });
    }

    private void afterDelete(Write.Delete delete, Live live) {
        if (!live.exists()) {
            run.succeeded(track);
        } else if (live.is("Deleting")) {
            waitUntilFree("it is " + live.state(), this::again);
        } else {
            prepare();
        }
    }

    private void afterPost(Write.Post post, Live live) {
        if (live.busy()) {
            sawBusy = true;
            waitUntilFree("it is " + live.state(), this::again);
        } else if (post.effect().isMissingNode() && sawBusy && !live.broken()) {
            run.succeeded(track);
        } else if (post.effect().isMissingNode()) {
            fail(new StepFailedException(
                    Reason.UNCERTAIN,
                    "The action " + post.action() + " on " + post.id()
                            + " may have been sent, and nothing shows whether"
                            + " it was carried out. Look at the resource; resume the run to send it again.",
                    track.failure.orElse(null)));
        } else if (Documents.compare(post.effect(), live.document(), Optional::of)
                .isEmpty()) {
            run.succeeded(track);
        } else {
            prepare();
        }
    }

    // ---- sending and following

    private void send(ArmRequest request, ResourceId id) {
        if (run.announce(track)) {
            run.then(
                    () -> run.context().operations().start(request, id, WriteParts.apiVersion(step.write())),
                    this::accepted,
                    this::refused);
        }
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
                run.event(Kind.POLLED, track, status.state());
            }
        }));
        run.then(operation::completion, done -> run.succeeded(track), this::operationFailed);
    }

    private void refused(Throwable failure) {
        Optional<ArmError> answer = Failures.answer(failure);
        if (answer.isPresent() && done(answer.get())) {
            run.succeeded(track);
        } else if (answer.filter(Failures::raced).isPresent() && races++ < RACES) {
            lostRace();
        } else if (answer.filter(Failures::busy).isPresent()) {
            waitUntilFree(answer.get().message(), this::again);
        } else if (answer.filter(error -> error.status() == 429).isPresent()) {
            repeat(failure);
        } else if (!retried(failure)) {
            if (Failures.uncertain(failure)) {
                perhapsSent = true;
                missed(failure);
            } else {
                fail(failure);
            }
        }
    }

    private boolean done(ArmError error) {
        return (step.write() instanceof Write.Delete && error.status() == 404)
                || (step.write() instanceof Write.Put put
                        && put.doneOn().stream().anyMatch(code -> Failures.mentions(error, code)));
    }

    private void lostRace() {
        if (step.write() instanceof Write.Put put && !put.merge()) {
            look(put.id(), put.apiVersion(), live -> afterCreate(put, live));
        } else {
            run.later(Retry.pause(0), this::prepare);
        }
    }

    private void operationFailed(Throwable failure) {
        if (!(failure instanceof OperationFailedException ended)) {
            run.lost(track, failure);
        } else if (Failures.preempted(ended.error())) {
            fail(new StepFailedException(
                    Reason.PREEMPTED,
                    step + " was pre-empted: another operation on "
                            + step.write().target()
                            + " took its place. Resume the run if the change is still wanted.\n"
                            + failure.getMessage(),
                    failure));
        } else if (!retriedAfterEnd(failure)) {
            fail(failure);
        }
    }

    private boolean retriedAfterEnd(Throwable failure) {
        perhapsSent = !(step.write() instanceof Write.Post);
        return retried(failure);
    }

    /** Tries a write again if its error passes by itself. */
    private boolean retried(Throwable failure) {
        boolean assigned = run.preceded(step, WriteParts::assignsRole);
        boolean removed = run.preceded(step, before -> before.change() == Change.REMOVE);
        Optional<Retry> retry = Failures.answer(failure).flatMap(error -> Retry.of(error, assigned, removed));
        Instant first = firstRepetition.orElse(run.now());
        if (retry.isEmpty() || run.now().isAfter(first.plus(retry.get().atMost()))) {
            return false;
        }
        firstRepetition = Optional.of(first);
        repeat(failure);
        return true;
    }

    private void repeat(Throwable failure) {
        run.event(Kind.RETRYING, track, firstLine(failure));
        run.later(Retry.pause(repetitions++), this::again);
    }

    /** Goes on after a request without an answer, or with one that says nothing about the write. */
    private void missed(Throwable failure) {
        Optional<ArmError> answer = Failures.answer(failure);
        boolean passing = Failures.uncertain(failure)
                || answer.filter(error -> error.status() == 429).isPresent();
        if (passing) {
            unanswered(failure);
        } else {
            fail(failure);
        }
    }

    private void unanswered(Throwable failure) {
        if (faults++ < FAULTS) {
            run.event(Kind.RETRYING, track, firstLine(failure));
            run.later(Retry.pause(faults), this::again);
        } else {
            run.lost(
                    track,
                    new StepFailedException(
                            Reason.UNREACHABLE,
                            step + ": no usable answer after " + FAULTS + " attempts; the last failure was: "
                                    + failure.getMessage(),
                            failure));
        }
    }

    private void kubernetesFailed(Throwable failure) {
        int status = failure instanceof KubernetesException answered ? answered.status() : 0;
        boolean granted = status == 403 && run.preceded(step, WriteParts::assignsRole);
        if (status == 409 && races++ < RACES) {
            run.later(Retry.pause(0), this::prepare);
        } else if (status == 429 || granted) {
            Instant first = firstRepetition.orElse(run.now());
            firstRepetition = Optional.of(first);
            if (run.now().isBefore(first.plus(Duration.ofMinutes(15)))) {
                repeat(failure);
            } else {
                fail(failure);
            }
        } else if (status == 0 || status >= 500) {
            perhapsSent |= track.sent;
            unanswered(failure);
        } else {
            fail(failure);
        }
    }

    /** Waits for somebody else's operation, for as long as the run goes on. */
    private void waitUntilFree(String why, Runnable next) {
        run.event(Kind.WAITING, track, why);
        run.later(
                Retry.pause(1 + waits++),
                () -> run.then(
                        () -> parts.busy(step.write()),
                        state -> {
                            if (state.isEmpty()) {
                                next.run();
                            } else {
                                waitUntilFree("it is " + state.get(), next);
                            }
                        },
                        this::missed));
    }

    private void fail(Throwable failure) {
        run.failed(track, failure, perhapsSent);
    }

    private static String firstLine(Throwable failure) {
        String message = failure instanceof AksException ? failure.getMessage() : failure.toString();
        return message.lines().findFirst().orElse("");
    }
}
