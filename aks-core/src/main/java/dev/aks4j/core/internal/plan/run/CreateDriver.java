package dev.aks4j.core.internal.plan.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.ConflictException;
import java.util.Optional;

/** Creates a resource that was not there when it was planned. */
public final class CreateDriver extends ArmDriver {

    private final Write.Put put;

    CreateDriver(RunMachine run, StepTrack track, Write.Put put) {
        super(run, track);
        this.put = put;
    }

    @Override
    void prepare() {
        resolve(
                put.body(),
                body -> send(ArmRequest.put(put.id(), put.apiVersion(), body).ifAbsent(), put.id()));
    }

    @Override
    void lookAfter() {
        look(put.id(), put.apiVersion(), this::judge);
    }

    @Override
    void lostRace() {
        lookAfter();
    }

    @Override
    boolean isDone(ArmError error) {
        return put.doneOn().stream().anyMatch(code -> FailureCauses.mentions(error, code));
    }

    /** Judges a resource that is there, perhaps because this step created it. */
    private void judge(Live live) {
        if (!live.exists()) {
            prepare();
        } else if (live.busy()) {
            waitUntilFree("it is " + live.state(), this::lookAfter);
        } else {
            resolve(put.body(), body -> judge(live, body));
        }
    }

    private void judge(Live live, JsonNode body) {
        boolean asDeclared =
                Documents.compare(body, live.document(), Optional::of).isEmpty();
        boolean marks = Ownership.tagged(body);
        boolean ours = perhapsSent && (marks ? Ownership.tagged(live.document()) : asDeclared);
        if (live.broken() && ours) {
            send(MergeDriver.overlay(put, body, live), put.id());
        } else if (asDeclared || ours) {
            run.succeeded(track);
        } else {
            fail(ConflictException.about(put.target(), "was created by somebody else"));
        }
    }
}
