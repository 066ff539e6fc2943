package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.operation.States;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.ConflictException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Creates a resource that was not there when it was planned. Looks first whether it is there now, unless Azure heeds the
 * condition that it must not be: then that settles it without a moment between.
 */
public final class CreateDriver extends ArmDriver {

    /**
     * Where a new resource is answered with 201 and a change with 200: resource groups, what is in a network, and identities
     * (REST reference of each, and the recorded answers). Others answer 200 to both.
     */
    private static final Set<String> NEW_IS_CREATED =
            Set.of("microsoft.resources/resourcegroups", "microsoft.managedidentity/userassignedidentities");

    /** So far apart may our clock and Azure's be. */
    private static final Duration CLOCKS = Duration.ofMinutes(10);

    private static final String NETWORK = "microsoft.network/";

    /** A resource that was made so long before or after our writes is not theirs, however wrong a clock may be. */
    private static final Duration APART = Duration.ofHours(1);

    private final Write.Put put;

    /** When the creation was sent last, perhaps by an earlier process. */
    private Instant lastSent;

    CreateDriver(RunMachine run, StepTrack track, Write.Put put) {
        super(run, track);
        this.put = put;
        this.lastSent = track.history.at().orElseGet(run::moment);
    }

    @Override
    void prepare() {
        recognizeHolder(this::begun);
    }

    private void begun() {
        if (heedsConditions()) {
            create();
        } else {
            look(put.id(), put.apiVersion(), this::judge);
        }
    }

    private boolean heedsConditions() {
        return CONDITIONED.contains(put.id().type().toLowerCase(Locale.ROOT));
    }

    private void create() {
        resolve(put.body(), body -> {
            ArmRequest request =
                    ArmRequest.put(put.id(), put.apiVersion(), body).ifAbsent();
            lastSent = run.moment();
            send(request, put.id());
        });
    }

    @Override
    void lookAfter() {
        recognizeHolder(() -> look(put.id(), put.apiVersion(), this::judge));
    }

    @Override
    void lostRace() {
        lookAfter();
    }

    @Override
    boolean isDone(ArmError error) {
        return put.doneOn().stream().anyMatch(code -> FailureCauses.mentions(error, code));
    }

    /**
     * Tells if somebody else created the resource in the moment between the look and the write, so that the write went over
     * theirs. That cannot be kept from happening where Azure heeds no condition; it is not passed over in silence.
     */
    @Override
    void succeeded(Operation operation, Json left) {
        String type = put.id().type().toLowerCase(Locale.ROOT);
        boolean tells = NEW_IS_CREATED.contains(type) || type.startsWith(NETWORK);
        if (operation.changedExisting() && tells && !perhapsSent) {
            perhapsSent = true;
            fail(ConflictException.overwritten(put.target()));
        } else if (isAnother(left, operation.token().started())) {
            perhapsSent = true;
            fail(ConflictException.about(
                    put.target(), "was created by this run, and then replaced by somebody else, or lost our mark,"));
        } else {
            super.succeeded(operation, left);
        }
    }

    /**
     * Returns whether what is there at the end is not what this step created: it does not carry the mark that was sent, or
     * was made long after. Whoever takes an operation up looks at the resource much later.
     */
    private boolean isAnother(Json left, Instant started) {
        boolean unmarked = Ownership.tagged(put.body()) && !left.isMissing() && !Ownership.tagged(left);
        return unmarked
                || States.instant(left.path("systemData"), "createdAt")
                        .filter(started.plus(CLOCKS)::isBefore)
                        .isPresent();
    }

    private boolean isOfAnotherTime(Json live) {
        Instant first = track.begun.orElse(lastSent);
        return States.instant(live.path("systemData"), "createdAt")
                .filter(made -> made.isBefore(first.minus(APART)) || made.isAfter(lastSent.plus(APART)))
                .isPresent();
    }

    /** Judges a resource that is there, perhaps because this step created it. */
    private void judge(Live live) {
        if (!live.exists()) {
            create();
        } else if (live.busy()) {
            waitUntilFree("it is " + live.state(), this::lookAfter);
        } else {
            resolve(put.body(), body -> judge(live, body));
        }
    }

    private void judge(Live live, Json body) {
        boolean asDeclared =
                Documents.compare(body, live.document(), Optional::of).isEmpty();
        boolean marks = Ownership.tagged(body);
        boolean ours = perhapsSent
                && !isOfAnotherTime(live.document())
                && (marks ? Ownership.tagged(live.document()) : asDeclared);
        if (live.broken() && ours) {
            send(MergeDriver.overlay(put, body, live), put.id());
        } else if (asDeclared || ours) {
            track.met = !ours;
            run.succeeded(track, live.document());
        } else {
            fail(ConflictException.about(put.target(), "was created by somebody else"));
        }
    }
}
