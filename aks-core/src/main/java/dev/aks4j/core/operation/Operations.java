package dev.aks4j.core.operation;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Starts and resumes long-running operations. The stage that a start returns completes as soon as Azure has accepted the
 * write and the way back is known; the operation then goes on by itself. Never blocks. Thread-safe.
 */
public interface Operations {

    /**
     * Sends a write and follows what it starts. A write that Azure finishes at once gives an operation that has ended.
     *
     * @param write a PUT, PATCH, POST or DELETE
     * @param resource the resource that the write goes to; read at the end, unless the write removes it
     * @param apiVersion ARM api-version of the final read
     * @return completes with the operation, or with {@link dev.aks4j.core.arm.ArmException} if Azure refused the write
     */
    CompletionStage<Operation> start(ArmRequest write, ResourceId resource, String apiVersion);

    /**
     * Sends a write like {@link #start}, and never again by itself. If its answer is lost, the resource is read: a write
     * that shows there is followed or done. Otherwise the stage completes with {@link
     * dev.aks4j.core.arm.MaybeExecutedException}, so that a caller who looks at the resource before each write looks again.
     */
    default CompletionStage<Operation> startOnce(ArmRequest write, ResourceId resource, String apiVersion) {
        return start(write, resource, apiVersion);
    }

    /** Follows an operation that this or another process started. */
    default Operation resume(OperationToken token) {
        return resume(token, List.of());
    }

    /**
     * Follows an operation that this or another process started with a write that held secrets: its failure does not tell
     * them, also where Azure's error quotes them.
     */
    Operation resume(OperationToken token, Collection<String> secrets);

    /** Reads a resource; a missing node if it does not exist. */
    CompletionStage<Json> read(ResourceId resource, String apiVersion);
}
