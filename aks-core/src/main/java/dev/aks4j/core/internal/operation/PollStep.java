package dev.aks4j.core.internal.operation;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.operation.OperationToken;

/** What the next read of an operation is of. */
public enum PollStep {
    /** The status URL. */
    STATUS,
    /** The cluster, only to learn whether it is worth asking the operation. */
    LOOK,
    /** The Location, which answers 202 until the end. */
    LOCATION,
    /** The resource itself, for lack of another way or because the other ways are gone. */
    RESOURCE,
    /** The Location, once, for what a POST has brought. */
    RESULT,
    /** The resource, after the success: it has to agree. */
    FINAL;

    static PollStep first(OperationToken token) {
        if (token.statusUrl().isPresent()) {
            return STATUS;
        }
        return token.location().isPresent() ? LOCATION : RESOURCE;
    }

    /** Returns whether it reads the resource, and not what Azure keeps about the operation. */
    boolean ofResource() {
        return this == RESOURCE || this == FINAL;
    }

    ArmRequest request(KeptToken kept) {
        return switch (this) {
            case STATUS -> ArmRequest.follow(kept.statusUrl().orElseThrow());
            case LOCATION, RESULT -> ArmRequest.follow(kept.location().orElseThrow());
            case LOOK -> ArmRequest.get(ClusterLook.at(kept.resource()).orElseThrow(), kept.apiVersion());
            case RESOURCE, FINAL -> ArmRequest.get(kept.resource(), kept.apiVersion());
        };
    }
}
