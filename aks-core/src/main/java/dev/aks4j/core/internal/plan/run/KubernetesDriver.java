package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.internal.plan.kind.OthersFields;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.KubernetesException;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.ConflictException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Applies or removes an object in a cluster, after reading it. Both may be repeated, so after an unknown outcome it is
 * read again.
 */
public final class KubernetesDriver extends StepDriver {

    /** How long a role that was assigned in this run may take to be known to the cluster, and a busy server to answer. */
    private static final Duration PROPAGATION = Duration.ofMinutes(15);

    KubernetesDriver(RunMachine run, StepTrack track) {
        super(run, track);
    }

    @Override
    void prepare() {
        Optional<Holder> cluster = Holder.of(step, run);
        if (cluster.isEmpty()) {
            read();
        } else {
            run.then(
                    () -> run.clusters().look(cluster.get(), run.elapsed()),
                    live -> recognizeHolder(cluster.get(), live, this::read),
                    this::missed);
        }
    }

    private void read() {
        if (step.write() instanceof Write.Apply apply) {
            run.then(
                    () -> run.context().kubernetes().read(apply.object()),
                    live -> resolve(apply.manifest(), manifest -> apply(apply, manifest, live)),
                    this::failed);
        } else if (step.write() instanceof Write.Remove remove) {
            run.then(
                    () -> run.context().kubernetes().read(remove.object()), live -> remove(remove, live), this::failed);
        }
    }

    /** Removes an object only if it is the one that was planned on and as it was read. */
    private void remove(Write.Remove remove, Json live) {
        if (live.isMissing()) {
            run.succeeded(track);
        } else if (recognized(live) && run.announce(track)) {
            run.then(
                    () -> run.context().kubernetes().remove(remove.object(), live, run::maySend),
                    done -> run.succeeded(track),
                    this::failed);
        }
    }

    @Override
    void lookAfter() {
        prepare();
    }

    private void apply(Write.Apply apply, Json manifest, Json live) {
        boolean exists = !live.isMissing();
        boolean creates = step.change() == Change.CREATE || step.change() == Change.RECREATE;
        List<Difference> now = Documents.compareObject(manifest, live, Optional::of);
        boolean away = OthersFields.patch(live, apply.away()).isEmpty();
        if (exists && now.isEmpty() && away) {
            run.succeeded(track);
        } else if (!exists && !creates) {
            fail(ConflictException.about(apply.target(), "was removed"));
        } else if (exists && creates && !(perhapsSent && Ownership.labelled(live))) {
            fail(ConflictException.about(apply.target(), "was created by somebody else"));
        } else if (creates || (recognized(live) && asPlanned(told(apply, now)))) {
            send(apply, manifest, live);
        }
    }

    /** Returns the differences that a plan could know: not those of secrets, which it never reads. */
    private static List<Difference> told(Write.Apply apply, List<Difference> now) {
        return now.stream()
                .filter(difference ->
                        SecretValue.read(apply.manifest().at(difference.path())).isEmpty())
                .toList();
    }

    /** Takes away what others gave the object and is to go, and sends the object then. */
    private void send(Write.Apply apply, Json manifest, Json live) {
        Json patch = OthersFields.patch(live, apply.away());
        if (patch.isEmpty()) {
            applied(apply, manifest, live);
        } else if (run.announce(track)) {
            run.then(
                    () -> run.context().kubernetes().patch(apply.object(), patch, run::maySend),
                    now -> applied(apply, manifest, now),
                    this::failed);
        }
    }

    /** Sends the object; an existing one only if it is still the one that was read. */
    private void applied(Write.Apply apply, Json manifest, Json live) {
        boolean exists = !live.isMissing();
        Json.ObjectBuilder object = manifest.edit();
        if (exists) {
            object.within("metadata")
                    .put("resourceVersion", live.path("metadata").path("resourceVersion"));
        }
        if (run.announce(track)) {
            run.then(
                    () -> run.context().kubernetes().apply(apply.object(), object.build(), exists, run::maySend),
                    done -> run.succeeded(track),
                    this::failed);
        }
    }

    private void failed(Throwable failed) {
        Throwable failure = failed instanceof KubernetesException answered ? answered.without(secrets()) : failed;
        int status = failure instanceof KubernetesException answered ? answered.status() : 0;
        boolean decided = failure instanceof KubernetesException answered && !answered.mayPass();
        boolean passes = status == 429 || (status == 403 && run.preceded(step, WriteParts::assignsRole));
        if (status == 409 && races++ < RACES) {
            run.later(Retry.pause(0), this::prepare);
        } else if (status == 0 || status >= 500) {
            perhapsSent |= track.sent;
            if (decided) {
                fail(failure);
            } else {
                unanswered(failure);
            }
        } else if (!passes || !repeated(failure, PROPAGATION)) {
            fail(failure);
        }
    }
}
