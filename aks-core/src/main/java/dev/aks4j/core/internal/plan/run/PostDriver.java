package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.StepFailedException;
import dev.aks4j.core.plan.run.StepFailedException.Reason;
import java.util.Optional;

/** Runs an action on a resource. */
public final class PostDriver extends ArmDriver {

    private final Write.Post post;
    private boolean sawBusy;

    /** The entity tag that the resource had before the action was sent, perhaps by an earlier process. */
    private Optional<String> before;

    PostDriver(RunMachine run, StepTrack track, Write.Post post) {
        super(run, track);
        this.post = post;
        this.before = track.history.etag();
    }

    @Override
    void prepare() {
        look(post.id(), post.apiVersion(), live -> known(live, () -> act(live)));
    }

    @Override
    Optional<String> etagBefore() {
        return before;
    }

    private void act(Live live) {
        before = live.etag();
        resolve(
                post.body(),
                body -> send(ArmRequest.post(post.id(), post.action(), post.apiVersion(), body), post.id()));
    }

    /** Goes on if the resource is the one that was meant; of one that is not there, Azure tells. */
    private void known(Live live, Runnable next) {
        if (live.exists()) {
            recognize(live, next);
        } else {
            next.run();
        }
    }

    /** An action that failed is run again; only one of which nothing is known is looked after. */
    @Override
    void lookAfter() {
        if (knownEnded) {
            prepare();
        } else {
            look(post.id(), post.apiVersion(), live -> known(live, () -> judge(live)));
        }
    }

    private void judge(Live live) {
        boolean shows = !post.effect().isMissing();
        if (live.busy()) {
            sawBusy = true;
            waitUntilFree("it is " + live.state(), this::lookAfter);
        } else if (shows
                ? Documents.compare(post.effect(), live.document(), Optional::of)
                        .isEmpty()
                : sawBusy && !live.broken()) {
            run.succeeded(track);
        } else if (shows || isUntouched(live)) {
            prepare();
        } else {
            String message =
                    "The action " + post.action() + " on " + post.id() + " may have been sent, and nothing shows"
                            + " whether it was carried out. Look at the resource; resume the run to send it again.";
            fail(new StepFailedException(Reason.UNCERTAIN, message));
        }
    }

    /** What only the resource tells may be somebody else's doing; the effect has to show, if the action has one. */
    @Override
    void succeeded(Operation operation, Json left) {
        if (operation.isEndInferred() && !post.effect().isMissing()) {
            perhapsSent = true;
            lookAfter();
        } else {
            super.succeeded(operation, left);
        }
    }

    /** Whether the action has not begun: every operation on a cluster or a pool gives it another tag (use-etags). */
    private boolean isUntouched(Live live) {
        return !sawBusy && before.isPresent() && before.equals(live.etag());
    }

    @Override
    boolean isDone(ArmError error) {
        return false;
    }
}
