package dev.aks4j.core.plan.run;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Something happened to a step of a run. Immutable and thread-safe.
 *
 * @param kind what happened
 * @param step the step
 * @param at when
 * @param elapsed how long the step has been under way
 * @param expected how long such a step takes, where that is known: learned from this process's runs, or the usual time
 * @param detail Azure's word for the state, the reason of a wait, or the first line of an error; may be empty
 */
public record RunEvent(Kind kind, Step step, Instant at, Duration elapsed, Optional<Duration> expected, String detail) {

    /** What can happen to a step. */
    public enum Kind {
        /** Its first write is about to be sent, or it is taken up again. */
        STARTED,
        /** Azure accepted the write; an operation is under way. */
        ACCEPTED,
        /** The operation's state was read. */
        POLLED,
        /** It waits for somebody else's operation on the same resource. */
        WAITING,
        /** It is tried again after an error that passes by itself. */
        RETRYING,
        /** It is done. */
        SUCCEEDED,
        /** It failed. */
        FAILED,
        /** It was not started, because something that it needs failed. */
        SKIPPED
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
        return json.build();
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + step + (detail.isEmpty() ? "" : ": " + detail);
    }
}
