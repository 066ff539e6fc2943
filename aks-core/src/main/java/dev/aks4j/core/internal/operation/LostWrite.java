package dev.aks4j.core.internal.operation;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.model.Json;

/**
 * An operation that may be the write's own or somebody else's. It is the write's own only if its end is what the write wants.
 * Immutable.
 *
 * @param write the write
 * @param unclear what to end with if it is not
 */
public record LostWrite(ArmRequest write, MaybeExecutedException unclear) {

    boolean isSettledBy(Json result) {
        return LostWriteCheck.holds(result, write.body().orElse(Json.missing()));
    }
}
