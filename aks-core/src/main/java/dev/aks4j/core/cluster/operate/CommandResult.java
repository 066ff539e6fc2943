package dev.aks4j.core.cluster.operate;

import java.time.Instant;
import java.util.Optional;

/**
 * What came of a command that was run inside a cluster. Immutable.
 *
 * @param exitCode how the command ended; 0 for success
 * @param logs what it wrote
 * @param reason why Azure could not run it; empty if it ran
 * @param started when it began, where Azure says it
 * @param finished when it ended, where Azure says it
 */
public record CommandResult(
        int exitCode, String logs, String reason, Optional<Instant> started, Optional<Instant> finished) {

    /** Returns whether the command ran and ended with 0. */
    public boolean isSuccess() {
        return exitCode == 0 && reason.isEmpty();
    }

    /** Returns how the command ended and how much it wrote, never what: commands print secrets. */
    @Override
    public String toString() {
        return "exit code " + exitCode + ", " + logs.length() + " characters" + (reason.isEmpty() ? "" : ": " + reason);
    }
}
