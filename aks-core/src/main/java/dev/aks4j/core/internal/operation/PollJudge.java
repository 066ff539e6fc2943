package dev.aks4j.core.internal.operation;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.internal.arm.UnusableUrlException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The decision table of the reads after the first answer: what an answer, or a failure, says about an operation. */
public final class PollJudge {

    private static final String IN_PROGRESS = "InProgress";
    private static final String LOST = "lost";

    private final PollStep step;
    private final KeptToken kept;

    private PollJudge(PollStep step, KeptToken kept) {
        this.step = step;
        this.kept = kept;
    }

    static PollJudge of(PollStep step, KeptToken kept) {
        return new PollJudge(step, kept);
    }

    PollVerdict answered(ArmResponse response) {
        return switch (step) {
            case STATUS -> status(response);
            case LOOK -> cluster(response);
            case LOCATION -> location(response);
            case RESULT -> result(response);
            case RESOURCE, FINAL -> kept.verb() == Verb.DELETE ? removed(response) : resource(response);
        };
    }

    private PollVerdict status(ArmResponse response) {
        String said = States.status(response.body());
        String state = said.isEmpty() && response.status() == 202 ? IN_PROGRESS : said;
        if (state.isEmpty()) {
            return new PollVerdict.Disturbed(FailureStreak.Sort.GONE, Optional.empty(), noStatus(response));
        }
        if (!States.isTerminal(state)) {
            return new PollVerdict.GoesOn(state);
        }
        if (States.isSuccess(state)) {
            boolean hasResult = kept.verb() == Verb.POST && kept.location().isPresent();
            return new PollVerdict.Ended(hasResult ? PollStep.RESULT : PollStep.FINAL, States.took(response.body()));
        }
        return new PollVerdict.Failed(state, States.operationError(response.body(), state, response.requestId()), true);
    }

    private PollVerdict cluster(ArmResponse response) {
        String state = ClusterLook.state(kept.resource(), response.body());
        return States.isTerminal(state) ? new PollVerdict.Ask(PollStep.STATUS) : new PollVerdict.GoesOn(state);
    }

    private PollVerdict location(ArmResponse response) {
        if (response.status() == 202) {
            return new PollVerdict.GoesOn(IN_PROGRESS);
        }
        return kept.verb() == Verb.POST && response.body().isObject()
                ? new PollVerdict.Succeeded(response.body(), true)
                : new PollVerdict.Ended(PollStep.FINAL, Optional.empty());
    }

    private PollVerdict result(ArmResponse response) {
        return response.body().isObject()
                ? new PollVerdict.Succeeded(response.body(), false)
                : new PollVerdict.Ask(PollStep.FINAL);
    }

    /** The resource itself says how far it is; at the end of the operation it has to agree with the success. */
    private PollVerdict resource(ArmResponse response) {
        String state = States.provisioning(response.body());
        if (!States.isTerminal(state)) {
            return new PollVerdict.GoesOn(state);
        }
        if (States.isSuccess(state) || kept.action().equals("abort")) {
            return new PollVerdict.Succeeded(response.body(), step == PollStep.RESOURCE);
        }
        return new PollVerdict.Failed(state, States.resourceError(response.body(), state, response.requestId()), false);
    }

    private PollVerdict removed(ArmResponse response) {
        String state = States.provisioning(response.body());
        if (step == PollStep.FINAL) {
            return new PollVerdict.StillThere(
                    state, error(state, "Azure reported success, but the resource is still there", response));
        }
        return States.isTerminal(state) && !States.isSuccess(state)
                ? new PollVerdict.Failed(
                        state, States.resourceError(response.body(), state, response.requestId()), false)
                : new PollVerdict.GoesOn(state);
    }

    PollVerdict failed(Throwable failure) {
        if (failure instanceof UnusableUrlException) {
            return new PollVerdict.Unreadable(failure);
        }
        FailureStreak.Sort sort = FailureStreak.Sort.of(failure);
        Optional<Duration> wish = Optional.empty();
        if (failure instanceof ArmException answer) {
            wish = answer.retryAfter();
            int code = answer.error().status();
            boolean gone = code == 404 || (code == 403 && step == PollStep.FINAL);
            if (gone && step.ofResource() && kept.verb() == Verb.DELETE) {
                return new PollVerdict.Succeeded(MissingNode.getInstance(), step == PollStep.RESOURCE);
            }
            if (step == PollStep.LOCATION && sort == FailureStreak.Sort.REFUSED && code != 401 && code != 403) {
                return new PollVerdict.Failed("Failed", answer.error(), true);
            }
            if (step == PollStep.RESULT && code == 404) {
                return new PollVerdict.Ask(PollStep.FINAL);
            }
        }
        return step == PollStep.LOOK
                ? new PollVerdict.Ask(PollStep.STATUS)
                : new PollVerdict.Disturbed(sort, wish, failure);
    }

    /** Says what to do when a read has gone wrong for as long as that is borne. */
    PollVerdict lasting(PollVerdict.Disturbed trouble, boolean ended) {
        if (trouble.sort() == FailureStreak.Sort.GONE && (step == PollStep.STATUS || step == PollStep.LOCATION)) {
            return new PollVerdict.Ask(PollStep.RESOURCE);
        }
        if (trouble.sort() == FailureStreak.Sort.GONE && trouble.cause() instanceof ArmException answer) {
            String state = ended ? States.SUCCEEDED + ", but the resource is not there" : LOST;
            return new PollVerdict.Failed(state, answer.error(), false);
        }
        return trouble;
    }

    private ArmException noStatus(ArmResponse response) {
        return new ArmException(
                "reading the state of " + kept.token().doing(),
                new ArmError(
                        response.status(), "", "", "the answer holds no status", "", List.of(), response.requestId()));
    }

    private static ArmError error(String code, String message, ArmResponse response) {
        return new ArmError(0, code, "", message, "", List.of(), response.requestId());
    }
}
