package dev.aks4j.testkit.containerservice.check;

import dev.aks4j.testkit.arm.ArmError;
import dev.aks4j.testkit.containerservice.ClusterWrite;
import java.util.Optional;

/** One rule by which AKS refuses a write at once. Stateless. */
@FunctionalInterface
public interface Check {

    /** Returns the refusal, or nothing if the write keeps the rule. */
    Optional<ArmError> refuse(ClusterWrite write);
}
