package dev.aks4j.core.operation;

import dev.aks4j.core.arm.WaitListener;
import dev.aks4j.core.model.Json;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * One long-running operation of Azure, followed to its end. Waiting for it and the operation itself are two things: a
 * deadline, an interrupt or closing the client ends the waiting only. Thread-safe.
 *
 * <pre>{@code
 * OperationToken token = operation.token();            // keep it; another process can resume from it
 * Json cluster = operation.await(Duration.ofMinutes(30));
 * }</pre>
 */
public interface Operation {

    /** Returns the way back to this operation. It is text, versioned, and holds no credential. */
    OperationToken token();

    /** Returns what is known of the operation at this moment. */
    OperationStatus status();

    /**
     * Returns the stage that completes when the operation has ended: with the resource as it was read after the success
     * (a missing node if the operation leaves none), or with {@link OperationFailedException}.
     */
    CompletionStage<Json> completion();

    /**
     * Returns whether Azure answered the write as a change of something that was there: 200 to a PUT, where a new resource
     * is answered with 201. False also where that is not known: for an operation that was resumed, or whose write was sent
     * more than once.
     */
    default boolean changedExisting() {
        return false;
    }

    /**
     * Returns whether the success was concluded from the resource alone: Azure's own account of the operation was gone, or
     * there never was one and the operation was resumed. What the resource shows then may be what somebody else did since.
     */
    default boolean isEndInferred() {
        return false;
    }

    /**
     * Blocks until the operation has ended.
     *
     * @param atMost how long to wait; required
     * @return the resource as it was read after the success; a missing node if the operation leaves none
     * @throws OperationFailedException if the operation failed or was canceled
     * @throws WaitEndedException if the time is over or the thread was interrupted; carries the token, and the operation
     *     goes on in Azure
     */
    Json await(Duration atMost);

    /**
     * Asks Azure to stop the operation, where Azure can: operations on clusters and node pools are aborted. Nothing is
     * rolled back, and this operation then ends as Canceled.
     *
     * @return the operation of the abort, or {@link dev.aks4j.core.model.AksException} if Azure cannot stop this one or
     *     it has ended
     */
    CompletionStage<Operation> cancel();

    /** Calls the listener with each new status, from a thread of the library, in order. It must not block. */
    void onProgress(Consumer<OperationStatus> listener);

    /** Tells a listener when reading the state has to wait for 5 seconds or longer, as when Azure throttles it. */
    default void onWait(WaitListener listener) {}
}
