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
        if (offered || write.existing().isPresent()) {
            return Refusals.none();
        }
        Optional<Versions.Version> longTerm = Versions.resolve(asked)
                .filter(version ->
                        Versions.offered(version.minor(), true, write.cloud().now()));
        return longTerm.isPresent()
                ? Refusals.code(
                        "K8sVersionNotSupported",
                        "kubernetesVersion",
                        "Managed cluster " + write.name() + " is on version " + longTerm.get()
                                + ", which is only available for Long-Term Support (LTS). If you intend to onboard to LTS,"
                                + " please ensure the cluster is in Premium tier and LTS support plan (see"
                                + " https://aka.ms/aks/enable-lts). Otherwise, use [az aks get-versions] command to get the"
                                + " supported version list in this region. For more information, please check"
                                + " https://aka.ms/supported-version-list")
                : Refusals.code(
                        "K8sVersionNotSupported",
                        "kubernetesVersion",
                        "Managed cluster " + write.name() + " is on version " + asked
                                + " which is not supported in this"
                                + " region or under its support plan. Please use [az aks get-versions] command to get the"
                                + " supported version list in this region.");
    }
}
