package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.plan.read.Live;
import dev.aks4j.core.plan.kind.Documents;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.StepFailedException;
import dev.aks4j.core.plan.run.StepFailedException.Reason;
import java.util.Optional;

/** Runs an action on a resource. */
public final class PostDriver extends ArmDriver {

    private final Write.Post post;
    private boolean sawBusy;

    PostDriver(RunMachine run, StepTrack track, Write.Post post) {
        super(run, track);
        this.post = post;
    }

    @Override
    void prepare() {
        if (step.known().isEmpty()) {
            act();
        } else {
            look(post.id(), post.apiVersion(), live -> known(live, this::act));
        }
    }

    private void act() {
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
        } else if (shows) {
            prepare();
        } else {
            String message =
                    "The action " + post.action() + " on " + post.id() + " may have been sent, and nothing shows"
                            + " whether it was carried out. Look at the resource; resume the run to send it again.";
            fail(new StepFailedException(Reason.UNCERTAIN, message));
        }
    }

    @Override
    boolean isDone(ArmError error) {
        return false;
    }
}
