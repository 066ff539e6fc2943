package dev.aks4j.core.plan.run;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.internal.model.TimeText;
import dev.aks4j.core.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Something happened to a step of a run, or nothing did for a minute. Its text is one line for people. Immutable and
 * thread-safe.
 */
public final class RunEvent {

    private final Kind kind;
    private final Step step;
    private final Instant at;
    private final Duration elapsed;
    private final Optional<Duration> expected;
    private final String detail;
    private final Optional<Instant> nextTry;

    /** What can happen to a step. */
    public enum Kind {
        /** Its first write is about to be sent, or it is taken up again. */
        STARTED("started"),
        /** Azure accepted the write; an operation is under way. */
        ACCEPTED("accepted"),
        /** The operation's state was read, and is another one than before. */
        POLLED("now"),
        /** Nothing new for a minute; it goes on. */
        UNDER_WAY("under way"),
        /** It waits: for somebody else's operation on the same resource, or for a limit of Azure. */
        WAITING("waiting"),
        /** It is tried again after an error that passes by itself. */
        RETRYING("retrying"),
        /** It is done. */
        SUCCEEDED("done"),
        /** It failed. */
        FAILED("FAILED"),
        /** It was not started, because something that it needs failed. */
        SKIPPED("skipped");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** Returns the word for it in messages. */
        public String word() {
            return word;
        }
    }

    private RunEvent(Builder builder) {
        kind = builder.kind;
        step = builder.step;
        at = builder.at;
        elapsed = builder.elapsed;
        expected = builder.expected;
        detail = builder.detail;
        nextTry = builder.nextTry;
    }

    /**
     * Starts an event, as runs make them; for tests of what listens to them.
     *
     * <pre>{@code
     * RunEvent event = RunEvent.builder(RunEvent.Kind.WAITING, step, scheduler.now()).detail("a limit of Azure").build();
     * }</pre>
     *
     * @param kind what happened
     * @param step the step
     * @param at when
     */
    public static Builder builder(Kind kind, Step step, Instant at) {
        return new Builder(kind, step, at);
    }

    /** Returns what happened. */
    public Kind kind() {
        return kind;
    }

    /** Returns the step. */
    public Step step() {
        return step;
    }

    /** Returns when it happened. */
    public Instant at() {
        return at;
    }

    /** Returns how long the step has been under way. */
    public Duration elapsed() {
        return elapsed;
    }

    /** Returns how long such a step takes, where that is known: learned from this process's runs, or the usual time. */
    public Optional<Duration> expected() {
        return expected;
    }

    /** Returns what the step does, Azure's word for the state, the reason of a wait, or the first line of an error; may be empty. */
    public String detail() {
        return detail;
    }

    /** Returns, for a wait or a repetition, when the step goes on. */
    public Optional<Instant> nextTry() {
        return nextTry;
    }

    /** Returns the event as programs read it; durations in seconds. */
    @JsonValue
    public Json toJson() {
        Json.ObjectBuilder json = Json.object()
                .put("kind", kind)
                .put("step", step.toJson())
                .put("at", at.toString())
                .put("elapsedSeconds", elapsed.toSeconds())
                .put("detail", detail);
        expected.ifPresent(time -> json.put("expectedSeconds", time.toSeconds()));
        nextTry.ifPresent(time -> json.put("nextTry", time.toString()));
        return json.build();
    }

    /** Returns the event in one line: {@code under way create managedCluster shop: Creating, 2 min of about 4 min 30 s}. */
    @Override
    public String toString() {
        String how =
                switch (kind) {
                    case UNDER_WAY -> and(detail, time());
                    case SUCCEEDED -> "in " + TimeText.of(elapsed);
                    case WAITING, RETRYING -> and(detail, next());
                    case STARTED ->
                        and(
                                detail,
                                expected.map(usual -> "about " + TimeText.of(usual))
                                        .orElse(""));
                    default -> detail;
                };
        return kind.word() + " " + step
                + (how.isEmpty() ? "" : (kind == Kind.SUCCEEDED ? " " : ": ") + how.replace('\n', ' '));
    }

    private String time() {
        String so = TimeText.of(elapsed);
        return expected.map(usual -> usual.compareTo(elapsed) >= 0
                        ? so + " of about " + TimeText.of(usual)
                        : so + ", usually about " + TimeText.of(usual))
                .orElse(so);
    }

    private String next() {
        return nextTry.map(then ->
                        "next try in " + TimeText.of(Duration.between(at, then)) + ", at " + TimeText.clock(then))
                .orElse("");
    }

    private static String and(String one, String other) {
        return one + (one.isEmpty() || other.isEmpty() ? "" : ", ") + other;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RunEvent that
                && kind.equals(that.kind)
                && step.equals(that.step)
                && at.equals(that.at)
                && elapsed.equals(that.elapsed)
                && expected.equals(that.expected)
                && detail.equals(that.detail)
                && nextTry.equals(that.nextTry);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, step, at, elapsed, expected, detail, nextTry);
    }

    /** Gathers an event. Not thread-safe. */
    public static final class Builder {

        private final Kind kind;
        private final Step step;
        private final Instant at;
        private Duration elapsed = Duration.ZERO;
        private Optional<Duration> expected = Optional.empty();
        private String detail = "";
        private Optional<Instant> nextTry = Optional.empty();

        private Builder(Kind kind, Step step, Instant at) {
            this.kind = Objects.requireNonNull(kind, "kind");
            this.step = Objects.requireNonNull(step, "step");
            this.at = Objects.requireNonNull(at, "at");
        }

        /** Sets how long the step has been under way. Default: no time. */
        public Builder elapsed(Duration time) {
            elapsed = Objects.requireNonNull(time);
            return this;
        }

        /** Sets how long such a step takes. Default: that is not known. */
        public Builder expected(Duration time) {
            expected = Optional.of(time);
            return this;
        }

        /** Sets what is said besides. Default: nothing. */
        public Builder detail(String text) {
            detail = Objects.requireNonNull(text);
            return this;
        }

        /** Sets when the step goes on. Default: it does not wait. */
        public Builder nextTry(Instant then) {
            nextTry = Optional.of(then);
            return this;
        }

        /** Returns the event. */
        public RunEvent build() {
            return new RunEvent(this);
        }
    }
}
