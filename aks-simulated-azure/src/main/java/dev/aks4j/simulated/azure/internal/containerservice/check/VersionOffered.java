package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.Versions;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/** A new cluster has a version that AKS offers under its support plan. */
final class VersionOffered implements Check {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        String asked = write.desired().path("kubernetesVersion").asText();
        boolean offered = Versions.resolve(asked)
                .filter(version -> Versions.offered(
                        version.minor(), write.longTermSupport(), write.cloud().now()))
                .isPresent();
        return offered || write.existing().isPresent()
                ? Refusals.none()
                : Refusals.code(
                        "K8sVersionNotSupported",
                        "kubernetesVersion",
                        "Managed cluster " + write.name() + " is on version " + asked
                                + " which is not supported in this"
                                + " region or under its support plan. Please use [az aks get-versions] command to get the"
                                + " supported version list in this region.");
    }
}
