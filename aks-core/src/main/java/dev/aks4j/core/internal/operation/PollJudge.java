package dev.aks4j.core.internal.operation;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.internal.arm.FailureCauses;
import dev.aks4j.core.internal.arm.UnusableUrlException;
import dev.aks4j.core.model.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The decision table of the reads after the first answer: what an answer, or a failure, says about an operation. */
public final class PollJudge {

    private static final String IN_PROGRESS = "InProgress";
    private static final String LOST = "lost";

    private final PollStep step;
    private final KeptToken kept;
    private final Sight sight;

    private PollJudge(PollStep step, KeptToken kept, Sight sight) {
        this.step = step;
        this.kept = kept;
        this.sight = sight;
    }

    static PollJudge of(PollStep step, KeptToken kept, Sight sight) {
        return new PollJudge(step, kept, sight);
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
            return new PollVerdict.Disturbed(FailureStreak.Sort.SILENT, Optional.empty(), noStatus(response));
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
            boolean others = step == PollStep.FINAL && sight.isWrittenLater(response.body());
            return others
                    ? new PollVerdict.Succeeded(response.body(), false)
                    : step == PollStep.FINAL
                            ? new PollVerdict.Unsettled(state, response.body())
                            : new PollVerdict.GoesOn(state);
        }
        if (States.isSuccess(state) || kept.action().equals("abort") || failedOtherwise(response.body())) {
            return new PollVerdict.Succeeded(response.body(), step == PollStep.RESOURCE);
        }
        return new PollVerdict.Failed(state, States.resourceError(response.body(), state, response.requestId()), false);
    }

    /** The operation succeeded and something that came later did not. */
    private boolean failedOtherwise(Json resource) {
        return step == PollStep.FINAL && (sight.busy() || sight.isWrittenLater(resource));
    }

    private PollVerdict removed(ArmResponse response) {
        String state = States.provisioning(response.body());
        boolean made = step == PollStep.FINAL && !States.isTerminal(state) && !state.equalsIgnoreCase("Deleting");
        if (made || sight.isMadeLater(response.body())) {
            // Somebody has made another of the same name.
            return new PollVerdict.Succeeded(Json.missing(), step == PollStep.RESOURCE);
        }
        if (step == PollStep.FINAL) {
            return new PollVerdict.StillThere(
                    state, error(state, "Azure reported success, but the resource is still there", response));
        }
        if (!States.isTerminal(state) || States.isSuccess(state)) {
            return new PollVerdict.GoesOn(state);
        }
        ArmError error = States.resourceError(response.body(), state, response.requestId());
        // What failed before the removal began shows that until the removal begins.
        return sight.busy() ? new PollVerdict.Failed(state, error, false) : new PollVerdict.StillThere(state, error);
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
            // A role on the resource goes with it, so the last read may be refused.
            boolean gone = FailureCauses.absent(answer.error()) || (code == 403 && step == PollStep.FINAL);
            if (gone && step.ofResource() && kept.verb() == Verb.DELETE) {
                return new PollVerdict.Succeeded(Json.missing(), step == PollStep.RESOURCE);
            }
            if (sort == FailureStreak.Sort.GONE && !step.ofResource() && kept.verb() == Verb.DELETE) {
                return new PollVerdict.Ask(PollStep.RESOURCE);
            }
            if (step == PollStep.RESOURCE && code == 404 && isUnborn()) {
                return new PollVerdict.Disturbed(FailureStreak.Sort.UNBORN, wish, failure);
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

    /** What Azure accepted without saying where its state is read is shown, at the latest, when it is finished. */
    private boolean isUnborn() {
        return kept.verb() == Verb.PUT
                && !sight.seen()
                && kept.statusUrl().isEmpty()
                && kept.location().isEmpty();
    }

    /** Says what to do when a read has gone wrong for as long as that is borne. */
    PollVerdict lasting(PollVerdict.Disturbed trouble, boolean ended) {
        boolean gone = trouble.sort() == FailureStreak.Sort.GONE || trouble.sort() == FailureStreak.Sort.UNBORN;
        boolean ofOperation = step == PollStep.STATUS || step == PollStep.LOCATION;
        if ((gone || trouble.sort() == FailureStreak.Sort.SILENT) && ofOperation) {
            return new PollVerdict.Ask(PollStep.RESOURCE);
        }
        if (gone && step.ofResource() && trouble.cause() instanceof ArmException answer) {
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
