package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** One rule by which AKS refuses a write at once. Stateless. */
@FunctionalInterface
public interface Check {

    /** Returns the refusal, or nothing if the write keeps the rule. */
    Optional<ArmError> refuse(ClusterWrite write);
}
