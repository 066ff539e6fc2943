package dev.aks4j.core.plan.kind;

import dev.aks4j.core.model.Json;
import java.util.List;

/**
 * A resource that a plan would write. Immutable and thread-safe.
 *
 * @param spec its spec
 * @param live the live document; a missing node if the resource does not exist
 * @param writes the writes, in order
 * @param <S> the class of the spec
 */
public record Written<S extends Spec>(S spec, Json live, List<Write> writes) {

    /** Copies the writes. */
    public Written {
        writes = List.copyOf(writes);
    }
}
