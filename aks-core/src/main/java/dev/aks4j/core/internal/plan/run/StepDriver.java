package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.plan.kind.Recognition;
import dev.aks4j.core.internal.plan.kind.SecretGuard;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.ConflictException;
import dev.aks4j.core.plan.run.RunEvent.Kind;
import dev.aks4j.core.plan.run.RunResult;
import dev.aks4j.core.plan.run.Step;
import dev.aks4j.core.plan.run.StepFailedException;
import dev.aks4j.core.plan.run.StepFailedException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Carries one step out: looks at the resource where that is needed, sends the write, follows what it starts, and meets
 * what can come between. Runs in the mailbox of its run. Subclasses know one sort of write each.
 */
public abstract class StepDriver {

    /** How often a lost race is run again. */
    static final int RACES = 10;

    /** So often, and for so long, requests without a usable answer are looked after before the step is given up. */
    private static final int FAULTS = 6;

    private static final Duration TROUBLE = Duration.ofMinutes(15);

    /** What went wrong so long ago has nothing to do with what goes wrong now. */
    private static final Duration FORGIVEN = Duration.ofHours(1);

    private static final Duration LAG = Duration.ofMinutes(15);

    private static final Duration LONGEST_WISH = Duration.ofMinutes(10);

    final RunMachine run;
    final StepTrack track;
    final Step step;

    /** Reads for this step; a wait of a request is a wait of the step. */
    final ArmClient arm;

    /** Whether the write may have been carried out although nothing says so. */
    boolean perhapsSent;

    int races;

    /** Since when Azure has refused the write as in the way of an operation that nothing shows. */
    private Optional<Duration> unexplained = Optional.empty();

    private final WriteParts parts;
    private int faults;
    private Duration firstFault = Duration.ZERO;
    private Duration lastFault = Duration.ZERO;

    /** When the first of the looks was answered on which the next write rests; nothing if it rests on none. */
    private Optional<Duration> looked = Optional.empty();

    private int outages;
    private int waits;
    private int repetitions;
    private Optional<Duration> firstRepetition = Optional.empty();

    StepDriver(RunMachine run, StepTrack track) {
        this.run = run;
        this.track = track;
        this.step = track.step;
        this.arm = new TellingArmClient(run.context().arm(), this::waits);
        this.parts = new WriteParts(run.context(), arm, run::made);
        track.secrets = parts::secrets;
    }

    static StepDriver of(RunMachine run, StepTrack track) {
        Write write = track.step.write();
        if (write instanceof Write.Put put) {
            return put.merge() ? new MergeDriver(run, track, put) : new CreateDriver(run, track, put);
        }
        if (write instanceof Write.Delete delete) {
            return new DeleteDriver(run, track, delete);
        }
        if (write instanceof Write.Post post) {
            return new PostDriver(run, track, post);
        }
        return new KubernetesDriver(run, track);
    }

    /** Begins where the ledger says that the step stands. */
    void begin() {
        switch (track.history.phase()) {
            case INTENT -> {
                perhapsSent = true;
                afterArrival(() -> knowSecrets(this::again));
            }
            case FAILED -> {
                perhapsSent = track.history.perhapsDone();
                knowSecrets(this::again);
            }
            default -> prepare();
        }
    }

    /** Goes on once what an earlier process announced has arrived, if it left at all. */
    void afterArrival(Runnable next) {
        next.run();
    }

    /** Makes what is needed ready, and sends. */
    abstract void prepare();

    /** Goes on after a write that may have been carried out: looks first. */
    abstract void lookAfter();

    /** Goes on after an interruption. */
    final void again() {
        if (perhapsSent) {
            lookAfter();
        } else {
            prepare();
        }
    }

    final void look(ResourceId id, String apiVersion, Consumer<Live> next) {
        run.then(
                () -> Live.read(arm, id, apiVersion, secrets()),
                live -> {
                    looked = looked.or(() -> Optional.of(run.elapsed()));
                    next.accept(live);
                },
                this::missed);
    }

    /** Returns when that was seen on which the write rests that is sent now; the next one needs new looks. */
    final Optional<Duration> lookedAt() {
        Optional<Duration> at = looked;
        looked = Optional.empty();
        return at;
    }

    /** Returns the texts of the secrets that this step has sent, or is about to send. */
    final List<String> secrets() {
        return parts.secrets();
    }

    /** Fetches the secrets of what an earlier process sent; goes on without them where the source does not know them. */
    final void knowSecrets(Runnable next) {
        Json body = step.write().content();
        if (SecretValue.allIn(body).isEmpty()) {
            next.run();
        } else {
            run.then(() -> parts.secretsOf(body), texts -> next.run(), unknown -> next.run());
        }
    }

    final void resolve(Json body, Consumer<Json> next) {
        run.then(() -> parts.resolve(body), next, this::missed);
    }

    /** Goes on if the resource is the one that was planned on; otherwise fails the step. */
    final void recognize(Live live, Runnable next) {
        if (recognized(live.document())) {
            recognizeHolder(next);
        }
    }

    /** Goes on if what holds the resource, such as the cluster of a pool, is the one that was planned on. */
    final void recognizeHolder(Runnable next) {
        Optional<Holder> holder = Holder.of(step, run);
        if (holder.isEmpty()) {
            next.run();
        } else {
            look(holder.get().id(), holder.get().apiVersion(), live -> recognizeHolder(holder.get(), live, next));
        }
    }

    /** Goes on if what holds the resource is as it is known; of one that is not there, Azure tells. */
    final void recognizeHolder(Holder holder, Live live, Runnable next) {
        if (!live.exists() || recognized(live.document(), holder.known(), Recognition.HOLDER)) {
            next.run();
        }
    }

    /**
     * Whether a document has what the resource was known by when it was planned, or when an earlier step of this run made
     * it; otherwise fails the step.
     */
    final boolean recognized(Json document) {
        return recognized(document, known(), "");
    }

    /** Returns whether a resource is another one of the same name than was planned on, or than this run has made. */
    final boolean isMadeAnew(Live live) {
        return live.exists()
                && known().stream()
                        .filter(Recognition::isOfBirth)
                        .anyMatch(one -> !Recognition.same(one, live.document().at(one.path())));
    }

    /** Returns whether what holds the resource is another one than was planned on, or than this run has made. */
    final boolean isMadeAnew(Holder holder, Live live) {
        return live.exists()
                && holder.known().stream()
                        .filter(Recognition::isOfBirth)
                        .anyMatch(one -> !Recognition.same(
                                one, live.document().at(one.path().substring(Recognition.HOLDER.length()))));
    }

    /** Returns whether another resource of the same name could be told from the one in question. */
    final boolean knowsBirth() {
        return known().stream().anyMatch(Recognition::isOfBirth);
    }

    private List<Difference> known() {
        List<Difference> own = new ArrayList<>(step.known().stream()
                .filter(known -> !known.path().startsWith(Recognition.HOLDER))
                .toList());
        if (step.write().target() instanceof Address.InAzure there) {
            run.made(there.id()).ifPresent(made -> own.addAll(made.known()));
        }
        return own;
    }

    private boolean recognized(Json document, List<Difference> known, String prefix) {
        // That it is another one says more than that it lacks our mark.
        Optional<Difference> other = known.stream()
                .sorted(Comparator.comparing(one -> !Recognition.isOfBirth(one)))
                .filter(one -> !Recognition.same(one, document.at(one.path().substring(prefix.length()))))
                .findFirst();
        other.ifPresent(one -> fail(ConflictException.unknown(
                step.write().target(), one, document.at(one.path().substring(prefix.length())))));
        return other.isEmpty();
    }

    /** Whether everything that differs differs as it did when it was planned; otherwise fails the step. */
    final boolean asPlanned(List<Difference> now) {
        boolean same = now.stream()
                .allMatch(difference -> step.expected().stream()
                        .filter(planned -> planned.path().equals(difference.path()))
                        .anyMatch(planned -> sameBefore(planned, difference) || isFilledIn(planned)));
        if (!same) {
            fail(new ConflictException(step.write().target(), step.expected(), now));
        }
        return same;
    }

    /**
     * Returns whether a value is Azure's own: this run made the resource a moment ago, and what made it left the property
     * unsaid. Azure shows a default there then, and a newer Azure one where an older one showed none.
     */
    private boolean isFilledIn(Difference planned) {
        return (planned.before().isMissing() || planned.before().isNull()) && run.madeBefore(step);
    }

    /** Compares as the ledger can: a masked secret was seen, but what it was is not known any more. */
    private boolean sameBefore(Difference planned, Difference now) {
        Address target = step.write().target();
        return Documents.same(
                SecretGuard.masked(target, planned.path(), planned.before()),
                SecretGuard.masked(target, now.path(), now.before()));
    }

    /** Tries a write again if its error passes by itself. */
    final boolean retried(Throwable failure) {
        boolean assigned = run.preceded(step, WriteParts::assignsRole);
        boolean removed = run.preceded(step, before -> before.change() == Change.REMOVE);
        return FailureCauses.answer(failure)
                .flatMap(error -> Retry.of(error, assigned, removed))
                .filter(retry -> repeated(failure, retry.atMost()))
                .isPresent();
    }

    /** Tries again within a bound from the first repetition; false if it is over. */
    final boolean repeated(Throwable failure, Duration atMost) {
        Duration first = firstRepetition.orElse(run.elapsed());
        if (run.elapsed().minus(first).compareTo(atMost) > 0) {
            return false;
        }
        firstRepetition = Optional.of(first);
        repeat(failure);
        return true;
    }

    final void repeat(Throwable failure) {
        goOn(Kind.RETRYING, firstLine(failure), pause(Retry.pause(repetitions++), failure), this::again);
    }

    /** Returns how long to wait: what Azure asked for, if that is longer, up to ten minutes. */
    private static Duration pause(Duration own, Throwable failure) {
        Duration asked =
                failure instanceof ArmException answer ? answer.retryAfter().orElse(Duration.ZERO) : Duration.ZERO;
        Duration bounded = asked.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : asked;
        return bounded.compareTo(own) > 0 ? bounded : own;
    }

    /** Goes on after a read that failed, or fails with it. */
    final void missed(Throwable failure) {
        boolean throttled = FailureCauses.answer(failure)
                .filter(error -> error.status() == 429)
                .isPresent();
        if (FailureCauses.uncertain(failure) || FailureCauses.unreached(failure) || throttled) {
            unanswered(failure);
        } else {
            fail(failure);
        }
    }

    /** Goes on after a request without a usable answer. */
    final void unanswered(Throwable failure) {
        if (FailureCauses.unreached(failure)) {
            // There is no way to Azure at the moment, and nothing was sent. Only the run's deadline ends that.
            goOn(Kind.RETRYING, firstLine(failure), Retry.pause(outages++), this::again);
            return;
        }
        if (faults == 0 || run.elapsed().minus(lastFault).compareTo(FORGIVEN) > 0) {
            faults = 0;
            firstFault = run.elapsed();
        }
        lastFault = run.elapsed();
        Duration trouble = lastFault.minus(firstFault);
        if (faults++ < FAULTS || trouble.compareTo(TROUBLE) < 0) {
            goOn(Kind.RETRYING, firstLine(failure), pause(Retry.pause(faults), failure), this::again);
            return;
        }
        String message = step + ": no usable answer after " + faults + " attempts in " + RunResult.text(trouble)
                + "; the last failure was: " + failure.getMessage();
        run.lost(track, new StepFailedException(Reason.UNREACHABLE, message, failure));
    }

    /**
     * Returns whether it is worth waiting after Azure said that another operation is in the way. Its states lag behind by
     * moments; one that shows no operation for 15 minutes means something else, for example a stopped cluster.
     */
    final boolean explained() {
        Duration since = unexplained.orElse(run.elapsed());
        unexplained = Optional.of(since);
        return run.elapsed().minus(since).compareTo(LAG) <= 0;
    }

    /** Waits for somebody else's operation, for as long as the run goes on. */
    final void waitUntilFree(String why, Runnable next) {
        goOn(
                Kind.WAITING,
                why,
                Retry.pause(1 + waits++),
                () -> run.then(
                        () -> parts.busy(step.write()),
                        state -> {
                            if (state.isEmpty()) {
                                next.run();
                            } else {
                                unexplained = Optional.empty();
                                waitUntilFree("it is " + state.get(), next);
                            }
                        },
                        this::missed));
    }

    /** Says that the step waits and until when, and goes on then. */
    final void goOn(Kind kind, String why, Duration pause, Runnable next) {
        if (run.isStopped()) {
            return;
        }
        looked = Optional.empty();
        run.event(kind, track, why, Optional.of(pause));
        run.later(pause, next);
    }

    /** Says that a request of this step waits. Called from any thread. */
    final void waits(String why, Duration pause) {
        run.post(() -> {
            if (!track.settled) {
                run.event(Kind.WAITING, track, why, Optional.of(pause));
            }
        });
    }

    final void fail(Throwable failure) {
        run.failed(track, failure, perhapsSent);
    }

    private static String firstLine(Throwable failure) {
        String message = failure instanceof AksException ? String.valueOf(failure.getMessage()) : failure.toString();
        return message.lines().findFirst().orElse("");
    }
}
