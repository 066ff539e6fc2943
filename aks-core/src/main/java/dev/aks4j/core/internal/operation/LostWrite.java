package dev.aks4j.core.internal.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.MaybeExecutedException;

/**
 * An operation that may be the write's own or somebody else's. It is the write's own only if its end is what the write wants.
 * Immutable.
 *
 * @param write the write
 * @param unclear what to end with if it is not
 */
public record LostWrite(ArmRequest write, MaybeExecutedException unclear) {

    boolean isSettledBy(JsonNode result) {
        return LostWriteCheck.holds(result, write.body().orElse(MissingNode.getInstance()));
    }
}
