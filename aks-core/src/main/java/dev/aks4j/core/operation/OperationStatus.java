package dev.aks4j.core.operation;

import java.time.Instant;

/**
 * What is known of an operation at one moment. Immutable.
 *
 * @param state Azure's word, for example {@code InProgress}, {@code Upgrading}, {@code Succeeded}
 * @param started when it was started, as far as this process knows
 * @param seen when the state was read
 * @param reads how many status reads it took so far in this process
 */
public record OperationStatus(String state, Instant started, Instant seen, int reads) {

    /** Returns whether the state is final: Succeeded, Failed or Canceled. Every other word means that it goes on. */
    public boolean isTerminal() {
        return state.equalsIgnoreCase("Succeeded")
                || state.equalsIgnoreCase("Failed")
                || state.equalsIgnoreCase("Canceled")
                || state.equalsIgnoreCase("Cancelled");
    }
}
