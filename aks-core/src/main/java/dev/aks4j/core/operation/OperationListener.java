package dev.aks4j.core.operation;

import dev.aks4j.core.model.ResourceId;
import java.time.Duration;
import java.time.Instant;

/** Hears of operations. Called from many threads; must not block. */
public interface OperationListener {

    /**
     * Hears that an operation is being followed from now on.
     *
     * @param kind the type of resource and the verb, for example {@code Microsoft.ContainerService/managedClusters PUT}
     */
    void followed(String kind);

    /** Hears that an operation is no longer followed. */
    void ended(Ended ended);

    /**
     * Hears the same as {@link #followed(String)}, with what is worked on. Default: that method.
     *
     * @param at when
     */
    default void followed(String kind, ResourceId resource, Instant at) {
        followed(kind);
    }

    /**
     * Hears the same as {@link #ended(Ended)}, with what was worked on. Default: that method.
     *
     * @param at when
     */
    default void ended(Ended ended, ResourceId resource, Instant at) {
        ended(ended);
    }

    /**
     * An operation that is no longer followed. Immutable.
     *
     * @param kind the type of resource and the verb
     * @param outcome {@code Succeeded}, or Azure's word for what it ended as, or {@code Left} if only the waiting ended
     * @param age from the start of the operation, as far as it is known, to now
     */
    record Ended(String kind, String outcome, Duration age) {}

    /**
     * Hears how long after the end of an operation it was noticed, where Azure says when that was.
     *
     * @param kind the type of resource and the verb
     * @param lag the time between; depends on the two clocks
     */
    void noticed(String kind, Duration lag);

    /** Returns a listener that hears nothing. */
    static OperationListener none() {
        return NoOperationListener.INSTANCE;
    }
}
