package dev.aks4j.core.arm;

import dev.aks4j.core.model.AksApiVersion;
import java.util.concurrent.CompletionStage;

/**
 * Sends requests to Azure Resource Manager: authenticated, paced, retried where that is safe, and with every error kept
 * whole. Never blocks the caller. Thread-safe.
 */
public interface ArmClient {

    /**
     * Sends a request.
     *
     * @return the answer; completes with {@link ArmException} for an error that Azure answered, and with another {@link
     *     dev.aks4j.core.model.AksException} if no answer came within the request's deadline
     */
    CompletionStage<ArmResponse> send(ArmRequest request);

    /** Returns the subscription that this client works in. */
    String subscriptionId();

    /** Returns the version in which clusters and what belongs to them are read and written. */
    default AksApiVersion apiVersion() {
        return AksApiVersion.NEWEST;
    }
}
