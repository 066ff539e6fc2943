package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** Workload identity needs the OIDC issuer. */
final class WorkloadIdentityCheck implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        return AzureJson.flag(write.desired(), "/securityProfile/workloadIdentity/enabled")
                        && !AzureJson.flag(write.desired(), "/oidcIssuerProfile/enabled")
                ? Refusals.badRequest(
                        "securityProfile.workloadIdentity", "Enabling workload identity requires enabling OIDC issuer.")
                : Refusals.none();
    }
}
