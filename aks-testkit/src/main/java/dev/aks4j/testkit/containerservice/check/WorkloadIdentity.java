package dev.aks4j.testkit.containerservice.check;

import dev.aks4j.testkit.arm.ArmError;
import dev.aks4j.testkit.containerservice.ClusterWrite;
import dev.aks4j.testkit.json.Json;
import java.util.Optional;

/** Workload identity needs the OIDC issuer. */
final class WorkloadIdentity implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        return Json.flag(write.desired(), "/securityProfile/workloadIdentity/enabled")
                        && !Json.flag(write.desired(), "/oidcIssuerProfile/enabled")
                ? Refusals.badRequest(
                        "securityProfile.workloadIdentity", "Enabling workload identity requires enabling OIDC issuer.")
                : Refusals.none();
    }
}
