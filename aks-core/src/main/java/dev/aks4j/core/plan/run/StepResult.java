package dev.aks4j.core.plan.run;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.internal.model.TimeText;
import dev.aks4j.core.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a step of a run stands. Immutable and thread-safe.
 *
 * @param step the step
 * @param outcome how it ended, or that it did not
 * @param begun when it was begun first, if it was
 * @param duration from its beginning to its end, where both are known
 * @param expected how long such a step takes, where that is known
 * @param failure what went wrong, if something did
 * @param causes what Azure shows of the reasons, collected after the failure
 */
public record StepResult(
        Step step,
        Outcome outcome,
        Optional<Instant> begun,
        Optional<Duration> duration,
        Optional<Duration> expected,
        Optional<Throwable> failure,
        List<String> causes) {

    /** How a step can stand. */
    public enum Outcome {
        /** Done. */
        SUCCEEDED("done"),
        /** Failed. */
        FAILED("failed"),
        /** Sent, or perhaps sent, and no longer followed; what Azure accepted goes on there. */
        UNFINISHED("not followed to its end"),
        /** Left to a newer run that decides about the same resource. */
        SUPERSEDED("left to a newer run"),
        /** Under way and followed. */
        RUNNING("under way"),
        /** Not started. */
        NOT_STARTED("not started");

        private final String words;

        Outcome(String words) {
            this.words = words;
        }

        /** Returns the outcome in words. */
        @Override
        public String toString() {
            return words;
        }
    }

    /** Copies the causes. */
    public StepResult {
        causes = List.copyOf(causes);
    }

    /** Returns the result as programs read it; the duration in seconds. */
    @JsonValue
    public Json toJson() {
        Json.ObjectBuilder json =
                step.toJson().edit().put("outcome", outcome.name()).put("causes", causes);
        begun.ifPresent(time -> json.put("begun", time.toString()));
        duration.ifPresent(time -> json.put("seconds", time.toSeconds()));
        expected.ifPresent(time -> json.put("expectedSeconds", time.toSeconds()));
        failure.ifPresent(cause -> json.put("failure", String.valueOf(cause.getMessage())));
        return json.build();
    }

    /** Returns the step and how it stands in one line, for example {@code create managedCluster shop: done in 4 min}. */
    @Override
    public String toString() {
        return step + ": " + outcome
                + duration.map(time -> " in " + TimeText.of(time)).orElse("")
                + failure.map(cause -> ": "
                                + String.valueOf(cause.getMessage())
                                        .lines()
                                        .findFirst()
                                        .orElse(""))
                        .orElse("");
    }
}
