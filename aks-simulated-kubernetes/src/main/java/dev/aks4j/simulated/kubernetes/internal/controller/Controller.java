package dev.aks4j.simulated.kubernetes.internal.controller;

import dev.aks4j.simulated.kubernetes.internal.store.StoreChange;

/** Something that reacts to writes. Used under the simulator's lock. */
interface Controller {

    /** Takes note of a write; it may write itself. */
    void changed(StoreChange change);

    /** Does what the noted writes call for; called until no writes are left. */
    default void work() {}
}
