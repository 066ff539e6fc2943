package dev.aks4j.core.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.arm.Failures;
import dev.aks4j.core.arm.UnusableUrlException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The decision table of the reads after the first answer: what an answer, or a failure, says about an operation. */
final class Judge {

    private static final String IN_PROGRESS = "InProgress";
    private static final String LOST = "lost";

    private final Step step;
    private final KeptToken kept;
    private final Sight sight;

    private Judge(Step step, KeptToken kept, Sight sight) {
        this.step = step;
        this.kept = kept;
        this.sight = sight;
    }

    static Judge of(Step step, KeptToken kept, Sight sight) {
        return new Judge(step, kept, sight);
    }

    Verdict answered(ArmResponse response) {
        return switch (step) {
            case STATUS -> status(response);
            case LOOK -> cluster(response);
            case LOCATION -> location(response);
            case RESULT -> result(response);
            case RESOURCE, FINAL -> kept.verb() == Verb.DELETE ? removed(response) : resource(response);
        };
    }

    private Verdict status(ArmResponse response) {
        String said = States.status(response.body());
        String state = said.isEmpty() && response.status() == 202 ? IN_PROGRESS : said;
        if (state.isEmpty()) {
            return new Verdict.Disturbed(Trouble.Sort.SILENT, Optional.empty(), noStatus(response));
        }
        if (!States.isTerminal(state)) {
            return new Verdict.GoesOn(state);
        }
        if (States.isSuccess(state)) {
            boolean hasResult = kept.verb() == Verb.POST && kept.location().isPresent();
            return new Verdict.Ended(hasResult ? Step.RESULT : Step.FINAL, States.took(response.body()));
        }
        return new Verdict.Failed(state, States.operationError(response.body(), state, response.requestId()), true);
    }

    private Verdict cluster(ArmResponse response) {
        String state = ClusterLook.state(kept.resource(), response.body());
        return States.isTerminal(state) ? new Verdict.Ask(Step.STATUS) : new Verdict.GoesOn(state);
    }

    private Verdict location(ArmResponse response) {
        if (response.status() == 202) {
            return new Verdict.GoesOn(IN_PROGRESS);
        }
        return kept.verb() == Verb.POST && response.body().isObject()
                ? new Verdict.Succeeded(response.body(), true)
                : new Verdict.Ended(Step.FINAL, Optional.empty());
    }

    private Verdict result(ArmResponse response) {
        return response.body().isObject() ? new Verdict.Succeeded(response.body(), false) : new Verdict.Ask(Step.FINAL);
    }

    /** The resource itself says how far it is; at the end of the operation it has to agree with the success. */
    private Verdict resource(ArmResponse response) {
        String state = States.provisioning(response.body());
        if (!States.isTerminal(state)) {
            boolean others = step == Step.FINAL && sight.isWrittenLater(response.body());
            return others
                    ? new Verdict.Succeeded(response.body(), false)
                    : step == Step.FINAL
                            ? new Verdict.Unsettled(state, response.body())
                            : new Verdict.GoesOn(state);
        }
        if (States.isSuccess(state) || kept.action().equals("abort") || failedOtherwise(response.body())) {
            return new Verdict.Succeeded(response.body(), step == Step.RESOURCE);
        }
        return new Verdict.Failed(state, States.resourceError(response.body(), state, response.requestId()), false);
    }

    /** The operation succeeded and something that came later did not. */
    private boolean failedOtherwise(JsonNode resource) {
        return step == Step.FINAL && (sight.busy() || sight.isWrittenLater(resource));
    }

    private Verdict removed(ArmResponse response) {
        String state = States.provisioning(response.body());
        boolean made = step == Step.FINAL && !States.isTerminal(state) && !state.equalsIgnoreCase("Deleting");
        if (made || sight.isMadeLater(response.body())) {
            // Somebody has made another of the same name.
            return new Verdict.Succeeded(MissingNode.getInstance(), step == Step.RESOURCE);
        }
        if (step == Step.FINAL) {
            return new Verdict.StillThere(
                    state, error(state, "Azure reported success, but the resource is still there", response));
        }
        if (!States.isTerminal(state) || States.isSuccess(state)) {
            return new Verdict.GoesOn(state);
        }
        ArmError error = States.resourceError(response.body(), state, response.requestId());
        // What failed before the removal began shows that until the removal begins.
        return sight.busy() ? new Verdict.Failed(state, error, false) : new Verdict.StillThere(state, error);
    }

    Verdict failed(Throwable failure) {
        if (failure instanceof UnusableUrlException) {
            return new Verdict.Unreadable(failure);
        }
        Trouble.Sort sort = Trouble.Sort.of(failure);
        Optional<Duration> wish = Optional.empty();
        if (failure instanceof ArmException answer) {
            wish = answer.retryAfter();
            int code = answer.error().status();
            // A role on the resource goes with it, so the last read may be refused.
            boolean gone = Failures.absent(answer.error()) || (code == 403 && step == Step.FINAL);
            if (gone && step.ofResource() && kept.verb() == Verb.DELETE) {
                return new Verdict.Succeeded(MissingNode.getInstance(), step == Step.RESOURCE);
            }
            if (sort == Trouble.Sort.GONE && !step.ofResource() && kept.verb() == Verb.DELETE) {
                return new Verdict.Ask(Step.RESOURCE);
            }
            if (step == Step.RESOURCE && code == 404 && isUnborn()) {
                return new Verdict.Disturbed(Trouble.Sort.UNBORN, wish, failure);
            }
            if (step == Step.LOCATION && sort == Trouble.Sort.REFUSED && code != 401 && code != 403) {
                return new Verdict.Failed("Failed", answer.error(), true);
            }
            if (step == Step.RESULT && code == 404) {
                return new Verdict.Ask(Step.FINAL);
            }
        }
        return step == Step.LOOK ? new Verdict.Ask(Step.STATUS) : new Verdict.Disturbed(sort, wish, failure);
    }

    /** What Azure accepted without saying where its state is read is shown, at the latest, when it is finished. */
    private boolean isUnborn() {
        return kept.verb() == Verb.PUT
                && !sight.seen()
                && kept.statusUrl().isEmpty()
                && kept.location().isEmpty();
    }

    /** Says what to do when a read has gone wrong for as long as that is borne. */
    Verdict lasting(Verdict.Disturbed trouble, boolean ended) {
        boolean gone = trouble.sort() == Trouble.Sort.GONE || trouble.sort() == Trouble.Sort.UNBORN;
        boolean ofOperation = step == Step.STATUS || step == Step.LOCATION;
        if ((gone || trouble.sort() == Trouble.Sort.SILENT) && ofOperation) {
            return new Verdict.Ask(Step.RESOURCE);
        }
        if (gone && step.ofResource() && trouble.cause() instanceof ArmException answer) {
            String state = ended ? States.SUCCEEDED + ", but the resource is not there" : LOST;
            return new Verdict.Failed(state, answer.error(), false);
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
