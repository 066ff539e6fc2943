package dev.aks4j.simulated.azure.internal.arm;

import dev.aks4j.simulated.azure.internal.request.ArmCall;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import dev.aks4j.simulated.wire.Response;
import java.util.List;
import java.util.Set;

/** One Azure resource provider behind the front door. Called under the simulator's lock. */
public interface ResourceProvider {

    /** Returns the namespace, such as {@code Microsoft.Network}. */
    String namespace();

    /** Returns the resource types that it knows, for listings and messages. */
    Set<String> types();

    /** Returns the api-versions of a type, oldest first. */
    default List<String> apiVersions(String type) {
        return List.of("2025-09-01", "2026-05-01", "2026-07-01");
    }

    /**
     * Refuses an api-version that the provider or the type does not have. Without this every date is one that the front
     * door let pass.
     */
    default void requireVersion(ArmCall request) {}

    /**
     * Answers a request that the front door let pass.
     *
     * @throws ArmError to refuse it
     */
    Response answer(ArmCall request);
}
