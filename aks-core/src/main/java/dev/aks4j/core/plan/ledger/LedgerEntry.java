package dev.aks4j.core.plan.ledger;

import dev.aks4j.core.model.Json;

/**
 * One entry of a {@link Ledger}. Immutable and thread-safe.
 *
 * @param run the id of the run
 * @param position 0 for a run's first entry, and so on without gaps
 * @param fact what is written down; a JSON object that a ledger stores as it is and does not look into
 * @param last whether the run is finished with this entry
 */
public record LedgerEntry(String run, long position, Json fact, boolean last) {

    /** Returns run and position, never the fact, which may hold the signed URL of an operation. */
    @Override
    public String toString() {
        return "entry " + position + " of run " + run;
    }
}
