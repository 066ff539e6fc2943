package dev.aks4j.simulated.azure.internal.arm;

import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.wire.Response;
import java.util.Set;

/** One Azure resource provider behind the front door. Called under the simulator's lock. */
public interface ResourceProvider {

    /** Returns the namespace, such as {@code Microsoft.Network}. */
    String namespace();

    /** Returns the resource types that it knows, for listings and messages. */
    Set<String> types();

    /**
     * Answers a request that the front door let pass.
     *
     * @throws ArmError to refuse it
     */
    Response answer(ArmCall request);
}
