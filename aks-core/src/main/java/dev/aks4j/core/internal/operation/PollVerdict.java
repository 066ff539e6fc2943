package dev.aks4j.core.internal.operation;

import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.model.Json;
import java.time.Duration;
import java.util.Optional;

/** What one read says about an operation. */
public sealed interface PollVerdict {

    /**
     * It goes on; read again later.
     *
     * @param state Azure's word
     */
    record GoesOn(String state) implements PollVerdict {}

    /**
     * Another read tells more, at once.
     *
     * @param next the read
     */
    record Ask(PollStep next) implements PollVerdict {}

    /**
     * It has ended well, and its result is still to be read.
     *
     * @param next where from
     * @param took how long it took, if Azure says so
     */
    record Ended(PollStep next, Optional<Duration> took) implements PollVerdict {}

    /**
     * It has ended well.
     *
     * @param result what it left
     * @param justNow whether this read is the first that shows the end
     */
    record Succeeded(Json result, boolean justNow) implements PollVerdict {}

    /**
     * It has ended as a failure.
     *
     * @param state Azure's word
     * @param error Azure's error
     * @param justNow whether it tells something about how long such operations take
     */
    record Failed(String state, ArmError error, boolean justNow) implements PollVerdict {}

    /**
     * Azure reported that the resource is removed, and it is still there.
     *
     * @param state the resource's state
     * @param error what to say if that does not pass
     */
    record StillThere(String state, ArmError error) implements PollVerdict {}

    /**
     * The operation has succeeded, and the resource is not settled: it lags behind, or somebody else works on it.
     *
     * @param state the resource's state
     * @param resource the resource
     */
    record Unsettled(String state, Json resource) implements PollVerdict {}

    /**
     * The read went wrong, which may pass.
     *
     * @param sort what is wrong
     * @param wish when Azure wants to be asked again
     * @param cause the failure
     */
    record Disturbed(FailureStreak.Sort sort, Optional<Duration> wish, Throwable cause) implements PollVerdict {}

    /**
     * The read can never succeed.
     *
     * @param cause the failure
     */
    record Unreadable(Throwable cause) implements PollVerdict {}
}
