package dev.aks4j.core.plan.run;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.internal.model.TimeText;
import dev.aks4j.core.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a step of a run stands. Immutable and thread-safe.
 */
public final class StepResult {

    private final Step step;
    private final Outcome outcome;
    private final Optional<Instant> begun;
    private final Optional<Duration> duration;
    private final Optional<Duration> expected;
    private final Optional<Throwable> failure;
    private final List<String> causes;

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

    private StepResult(Builder builder) {
        step = builder.step;
        outcome = builder.outcome;
        begun = builder.begun;
        duration = builder.duration;
        expected = builder.expected;
        failure = builder.failure;
        causes = builder.causes;
    }

    /**
     * Starts a result, as runs make them; for tests of what reads them.
     *
     * <pre>{@code
     * StepResult done = StepResult.builder(step, StepResult.Outcome.SUCCEEDED).duration(Optional.of(took)).build();
     * }</pre>
     *
     * @param step the step
     * @param outcome how it ended, or that it did not
     */
    public static Builder builder(Step step, Outcome outcome) {
        return new Builder(step, outcome);
    }

    /** Returns the step. */
    public Step step() {
        return step;
    }

    /** Returns how it ended, or that it did not. */
    public Outcome outcome() {
        return outcome;
    }

    /** Returns when it was begun first, if it was. */
    public Optional<Instant> begun() {
        return begun;
    }

    /** Returns the time from its beginning to its end, where both are known. */
    public Optional<Duration> duration() {
        return duration;
    }

    /** Returns how long such a step takes, where that is known. */
    public Optional<Duration> expected() {
        return expected;
    }

    /** Returns what went wrong, if something did. */
    public Optional<Throwable> failure() {
        return failure;
    }

    /** Returns what Azure shows of the reasons, collected after the failure. */
    public List<String> causes() {
        return causes;
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

    @Override
    public boolean equals(Object other) {
        return other instanceof StepResult that
                && step.equals(that.step)
                && outcome.equals(that.outcome)
                && begun.equals(that.begun)
                && duration.equals(that.duration)
                && expected.equals(that.expected)
                && failure.equals(that.failure)
                && causes.equals(that.causes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(step, outcome, begun, duration, expected, failure, causes);
    }

    /** Gathers a result. Not thread-safe. */
    public static final class Builder {

        private final Step step;
        private final Outcome outcome;
        private Optional<Instant> begun = Optional.empty();
        private Optional<Duration> duration = Optional.empty();
        private Optional<Duration> expected = Optional.empty();
        private Optional<Throwable> failure = Optional.empty();
        private List<String> causes = List.of();

        private Builder(Step step, Outcome outcome) {
            this.step = Objects.requireNonNull(step, "step");
            this.outcome = Objects.requireNonNull(outcome, "outcome");
        }

        /** Sets when it was begun first. Default: that is not known. */
        public Builder begun(Optional<Instant> value) {
            begun = Objects.requireNonNull(value);
            return this;
        }

        /** Sets the time from its beginning to its end. Default: that is not known. */
        public Builder duration(Optional<Duration> value) {
            duration = Objects.requireNonNull(value);
            return this;
        }

        /** Sets how long such a step takes. Default: that is not known. */
        public Builder expected(Optional<Duration> value) {
            expected = Objects.requireNonNull(value);
            return this;
        }

        /** Sets what went wrong. Default: nothing. */
        public Builder failure(Optional<Throwable> value) {
            failure = Objects.requireNonNull(value);
            return this;
        }

        /** Sets what Azure shows of the reasons. Default: nothing. */
        public Builder causes(List<String> value) {
            causes = List.copyOf(value);
            return this;
        }

        /** Returns the result. */
        public StepResult build() {
            return new StepResult(this);
        }
    }
}
