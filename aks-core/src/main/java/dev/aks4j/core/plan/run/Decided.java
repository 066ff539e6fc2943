package dev.aks4j.core.plan.run;

import dev.aks4j.core.plan.kind.Address;
import java.util.Set;

/**
 * What a plan decided about, by which it takes the place of older runs. Immutable and thread-safe.
 *
 * @param all every resource that the plan looked at, those that stay or do not exist included: of older runs, no step on
 *     these is done any more
 * @param wanted those of them that are to be there, and what these refer to, of the plan or not: of older runs, no removal
 *     that would take them along is done any more
 */
public record Decided(Set<Address> all, Set<Address> wanted) {

    /** Copies the sets. */
    public Decided {
        all = Set.copyOf(all);
        wanted = Set.copyOf(wanted);
    }

    /** Returns what a run decides about that is no plan's: what its steps say. */
    public static Decided nothing() {
        return new Decided(Set.of(), Set.of());
    }
}
