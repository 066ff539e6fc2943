package dev.aks4j.core.cluster.operate;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What came of a command that was run inside a cluster. Immutable.
 *
 * @param state how Azure says that it ended: {@code Succeeded}, {@code Failed} or {@code Canceled}
 * @param exitCode how the command ended, 0 for success; empty if Azure names none, for example because it never ran
 * @param logs what it wrote
 * @param reason why Azure could not run it; empty if it ran
 * @param started when it began, where Azure says it
 * @param finished when it ended, where Azure says it
 */
public record CommandResult(
        String state,
        OptionalInt exitCode,
        String logs,
        String reason,
        Optional<Instant> started,
        Optional<Instant> finished) {

    /** Returns whether the command ran and ended with 0. */
    public boolean isSuccess() {
        return state.equalsIgnoreCase("Succeeded") && exitCode.orElse(-1) == 0 && reason.isEmpty();
    }

    /** Returns how the command ended and how much it wrote, never what: commands print secrets. */
    @Override
    public String toString() {
        String ended = exitCode.isPresent() ? "exit code " + exitCode.getAsInt() : "no exit code";
        return state + ", " + ended + ", " + logs.length() + " characters" + (reason.isEmpty() ? "" : ": " + reason);
    }
}
