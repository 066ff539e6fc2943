package dev.aks4j.core.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.arm.ArmException.ArmError;
import java.time.Duration;
import java.util.Optional;

/** What one read says about an operation. */
sealed interface Verdict {

    /**
     * It goes on; read again later.
     *
     * @param state Azure's word
     */
    record GoesOn(String state) implements Verdict {}

    /**
     * Another read tells more, at once.
     *
     * @param next the read
     */
    record Ask(Step next) implements Verdict {}

    /**
     * It has ended well, and its result is still to be read.
     *
     * @param next where from
     * @param took how long it took, if Azure says so
     */
    record Ended(Step next, Optional<Duration> took) implements Verdict {}

    /**
     * It has ended well.
     *
     * @param result what it left
     * @param justNow whether this read is the first that shows the end
     */
    record Succeeded(JsonNode result, boolean justNow) implements Verdict {}

    /**
     * It has ended as a failure.
     *
     * @param state Azure's word
     * @param error Azure's error
     * @param justNow whether it tells something about how long such operations take
     */
    record Failed(String state, ArmError error, boolean justNow) implements Verdict {}

    /**
     * Azure reported that the resource is removed, and it is still there.
     *
     * @param state the resource's state
     * @param error what to say if that does not pass
     */
    record StillThere(String state, ArmError error) implements Verdict {}

    /**
     * The operation has succeeded, and the resource is not settled: it lags behind, or somebody else works on it.
     *
     * @param state the resource's state
     * @param resource the resource
     */
    record Unsettled(String state, JsonNode resource) implements Verdict {}

    /**
     * The read went wrong, which may pass.
     *
     * @param sort what is wrong
     * @param wish when Azure wants to be asked again
     * @param cause the failure
     */
    record Disturbed(Trouble.Sort sort, Optional<Duration> wish, Throwable cause) implements Verdict {}

    /**
     * The read can never succeed.
     *
     * @param cause the failure
     */
    record Unreadable(Throwable cause) implements Verdict {}
}
