package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.plan.read.GroupContents;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.ConflictException;
import dev.aks4j.core.plan.run.RunEvent.Kind;
import java.util.List;

/**
 * Removes a resource: reads it, makes sure that it is the one that was planned on and still ours if it was, and sends the
 * removal on the condition that it stays as it was read, where Azure heeds that. One that is not there counts as removed.
 */
public final class DeleteDriver extends ArmDriver {

    /** How often a removal that is under way is waited for, 30 seconds each, before it is asked for again. */
    private static final int PATIENCE = 60;

    private final Write.Delete delete;
    private int waited;

    DeleteDriver(RunMachine run, StepTrack track, Write.Delete delete) {
        super(run, track);
        this.delete = delete;
    }

    @Override
    void prepare() {
        look(delete.id(), delete.apiVersion(), live -> {
            if (!live.exists()) {
                run.succeeded(track);
            } else if (live.is("Deleting") && !knownEnded && waited++ < PATIENCE) {
                goOn(Kind.WAITING, "it is " + live.state(), Retry.pause(waited), this::prepare);
            } else {
                recognize(live, () -> remove(live));
            }
        });
    }

    @Override
    void lookAfter() {
        prepare();
    }

    private void remove(Live live) {
        if (delete.id().type().equalsIgnoreCase(GroupContents.GROUP)) {
            run.then(() -> GroupContents.list(arm, delete.id()), left -> ifEmpty(left, live), this::missed);
        } else {
            send(live);
        }
    }

    /** Removes a resource group only if nothing is in it, whatever came after the plan. */
    private void ifEmpty(List<GroupContents.Item> left, Live live) {
        if (left.isEmpty()) {
            send(live);
        } else if (races++ < RACES) {
            goOn(Kind.WAITING, left.get(0).id() + " is still in it", Retry.pause(races), this::prepare);
        } else {
            String what = "got a resource that the plan does not remove ("
                    + left.get(0).id() + ")";
            fail(ConflictException.about(delete.target(), what));
        }
    }

    private void send(Live live) {
        ArmRequest request = ArmRequest.delete(delete.id(), delete.apiVersion());
        send(live.etag().map(request::ifMatch).orElse(request), delete.id());
    }

    /** What was to be removed is gone, or there would be no other one of its name. */
    @Override
    void madeAnew(Live live) {
        run.succeeded(track);
    }

    /** What was in another one went with it. */
    @Override
    void holderMadeAnew(Holder holder, Live live) {
        run.succeeded(track);
    }

    @Override
    boolean isDone(ArmError error) {
        return FailureCauses.absent(error);
    }
}
