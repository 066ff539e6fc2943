package dev.aks4j.simulated.kubernetes.internal.store;

import java.util.Optional;

/**
 * One write to the store.
 *
 * @param version the resource version that it made
 * @param key the object
 * @param before what was stored, empty if the object is new
 * @param after what is stored; for a deletion the last state, with the deletion's resource version
 * @param kind what happened
 */
public record StoreChange(long version, Key key, Optional<Stored> before, Stored after, Kind kind) {

    /** What a write did. */
    public enum Kind {
        /** The object is new. */
        ADDED,
        /** The object was there and is another now. */
        MODIFIED,
        /** The object is gone. */
        DELETED
    }
}
