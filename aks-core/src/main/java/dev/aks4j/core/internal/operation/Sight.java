package dev.aks4j.core.internal.operation;

import dev.aks4j.core.model.Json;
import java.time.Instant;
import java.util.Optional;

/**
 * What earlier reads of an operation have shown, by which its own end is told from what somebody else does later. Immutable.
 *
 * @param seen whether the resource was there
 * @param busy whether the resource was being worked on; after the operation's end: by somebody else
 * @param started when the operation began, by Azure's clock
 * @param ended when the operation succeeded, by Azure's clock, if Azure has said so
 */
public record Sight(boolean seen, boolean busy, Instant started, Optional<Instant> ended) {

    /** Returns whether the resource was written after the end of this operation. */
    boolean isWrittenLater(Json resource) {
        return ended.flatMap(end -> States.instant(resource.path("systemData"), "lastModifiedAt")
                        .filter(end::isBefore))
                .isPresent();
    }

    /** Returns whether the resource was made after this operation began. */
    boolean isMadeLater(Json resource) {
        return States.instant(resource.path("systemData"), "createdAt")
                .filter(started::isBefore)
                .isPresent();
    }
}
