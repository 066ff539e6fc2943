package dev.aks4j.core.plan.run;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.internal.model.TimeText;
import dev.aks4j.core.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Something happened to a step of a run, or nothing did for a minute. Its text is one line for people. Immutable and
 * thread-safe.
 *
 * @param kind what happened
 * @param step the step
 * @param at when
 * @param elapsed how long the step has been under way
 * @param expected how long such a step takes, where that is known: learned from this process's runs, or the usual time
 * @param detail what the step does, Azure's word for the state, the reason of a wait, or the first line of an error; may be
 *     empty
 * @param nextTry for a wait or a repetition: when the step goes on
 */
public record RunEvent(
        Kind kind,
        Step step,
        Instant at,
        Duration elapsed,
        Optional<Duration> expected,
        String detail,
        Optional<Instant> nextTry) {

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
}
