package dev.aks4j.core.plan.run;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.internal.model.TimeText;
import dev.aks4j.core.internal.plan.run.LongList;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.run.StepResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a run stands, step by step. Immutable and thread-safe.
 *
 * @param run the run's id
 * @param title what the run does
 * @param steps its steps, in the order of the plan
 * @param end why it ended, or is no longer carried out; empty while it is under way
 */
public record RunResult(String run, String title, List<StepResult> steps, Optional<RunEnd> end) {

    /** Copies the steps. */
    public RunResult {
        steps = List.copyOf(steps);
    }

    /** Returns whether every step is done, here or by the newer run that it was left to. */
    public boolean isSuccess() {
        return steps.stream()
                .allMatch(step -> step.outcome() == Outcome.SUCCEEDED || step.outcome() == Outcome.SUPERSEDED);
    }

    /** Returns the steps with an outcome. */
    public List<StepResult> with(Outcome outcome) {
        return steps.stream().filter(step -> step.outcome() == outcome).toList();
    }

    /** Returns the result as programs read it. */
    @JsonValue
    public Json toJson() {
        Json.ObjectBuilder json = Json.object()
                .put("run", run)
                .put("title", title)
                .put("success", isSuccess())
                .put("steps", steps.stream().map(StepResult::toJson).toList());
        end.ifPresent(why -> json.put("end", why.name()));
        return json.build();
    }

    /**
     * Returns the result as a table: step, outcome, duration. Of more than 12 steps of one sort that stand alike, the first
     * are shown and the others counted; a step that failed is always shown.
     */
    @Override
    public String toString() {
        return title + "\n" + LongList.table(steps);
    }

    /** Returns a duration as people write it: {@code 4 min 30 s}. */
    public static String text(Duration duration) {
        return TimeText.of(duration);
    }
}
