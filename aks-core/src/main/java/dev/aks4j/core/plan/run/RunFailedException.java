package dev.aks4j.core.plan.run;

import dev.aks4j.core.internal.plan.run.LongList;
import dev.aks4j.core.internal.plan.run.Remedy;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.plan.run.StepResult.Outcome;
import java.util.List;
import java.util.Optional;

/**
 * A run ended before everything was done. The message lists what exists, what failed with Azure's whole error, what is
 * still under way, what was not started, and how to continue. Immutable.
 */
public final class RunFailedException extends AksException {

    private static final long serialVersionUID = 1L;

    private final transient RunResult result;

    /**
     * Creates an exception.
     *
     * @param why what ended the run as a whole; empty if it was one of its steps
     * @param result how every step stands
     * @param cause the first failure
     */
    public RunFailedException(String why, RunResult result, Optional<Throwable> cause) {
        super(render(why, result));
        cause.ifPresent(this::initCause);
        this.result = result;
    }

    /** Returns why the run ended; what to do about it depends on that. */
    public RunEnd end() {
        return result.end().orElse(RunEnd.FAILED);
    }

    /** Returns how every step stands. */
    public RunResult result() {
        return result;
    }

    private static String render(String why, RunResult result) {
        StringBuilder text = new StringBuilder("Run ")
                .append(result.run())
                .append(" (")
                .append(result.title())
                .append(") ");
        List<StepResult> failed = result.with(Outcome.FAILED);
        text.append(
                why.isEmpty()
                        ? "failed: "
                                + (result.steps().size()
                                        - result.with(Outcome.SUCCEEDED).size()) + " of "
                                + count(result.steps().size()) + " not done"
                        : why);
        section(text, "Failed", failed);
        section(text, "Not followed to its end (what Azure accepted goes on)", result.with(Outcome.UNFINISHED));
        section(text, "Done", result.with(Outcome.SUCCEEDED));
        section(text, "Not started", result.with(Outcome.NOT_STARTED));
        return text.append("\nTo continue, remove the cause and resume: aks.runs().unfinished() lists run ")
                .append(result.run())
                .append(
                        ", and resume() does only what is missing. Or apply a new plan; it takes what exists as it is, and this run's"
                                + " place.")
                .toString();
    }

    private static String count(int steps) {
        return steps == 1 ? "1 step" : steps + " steps";
    }

    private static void section(StringBuilder text, String title, List<StepResult> steps) {
        if (steps.isEmpty()) {
            return;
        }
        text.append("\n").append(title);
        if (steps.stream().noneMatch(step -> step.failure().isPresent())) {
            LongList.texts(steps).forEach(line -> text.append("\n  ").append(line));
            return;
        }
        for (StepResult step : steps) {
            text.append("\n  ").append(step.step());
            step.failure()
                    .map(failure -> Optional.ofNullable(failure.getMessage()).orElse(failure.toString()))
                    .ifPresent(message -> text.append("\n    ").append(message.replace("\n", "\n    ")));
            step.causes().forEach(cause -> text.append("\n    ").append(cause));
            step.failure()
                    .flatMap(failure -> Remedy.of(step.step(), failure))
                    .ifPresent(remedy -> text.append("\n    What to do: ").append(remedy));
        }
    }
}
