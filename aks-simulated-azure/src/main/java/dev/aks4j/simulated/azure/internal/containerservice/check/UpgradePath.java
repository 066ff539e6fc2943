package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.ManagedCluster;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.containerservice.Versions;
import dev.aks4j.simulated.azure.internal.containerservice.Versions.Version;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A control plane goes forward to a version that is offered: one minor at a time, or from below what is supported to the
 * oldest that is, then together with all its pools.
 */
final class UpgradePath implements Check {

    private static Optional<ArmError> refuse(ClusterWrite write, ManagedCluster cluster) {
        String asked = write.desired().path("kubernetesVersion").asText();
        Version have = Versions.parse(cluster.currentVersion()).orElseThrow();
        Optional<Version> wanted = Versions.parse(asked);
        boolean same = wanted.filter(version -> version.minor() == have.minor() && version.patch() < 0)
                        .isPresent()
                || wanted.filter(have::equals).isPresent();
        if (same) {
            return Refusals.none();
        }
        List<Version> upgrades =
                Versions.upgrades(have, write.longTermSupport(), write.cloud().now());
        Optional<Version> target = Versions.resolve(asked);
        boolean recovery =
                target.filter(version -> version.minor() > have.minor() + 1).isPresent() && !cluster.longTermSupport();
        if (recovery && target.filter(upgrades::contains).isPresent()) {
            return write.pools().stream().allMatch(pool -> isRaised(pool, target.get()))
                    ? Refusals.none()
                    : Optional.of(ArmError.aks(
                            400,
                            "OperationNotAllowed",
                            "Upgrading only the control plane from the unsupported Kubernetes version " + have + " to "
                                    + asked + " is not allowed. Upgrade the control plane together with all agent"
                                    + " pools. Please see https://aka.ms/aks-supported-k8s-ver for version details."));
        }
        return target.filter(upgrades::contains).isPresent()
                ? Refusals.none()
                : Optional.of(ArmError.aks(
                        400,
                        "OperationNotAllowed",
                        "Upgrading Kubernetes version " + have + " to " + asked
                                + " is not allowed. Available upgrades: "
                                + upgrades.stream().map(Version::toString).collect(Collectors.joining(" ", "[", "]"))
                                + ". Please see https://aka.ms/aks-supported-k8s-ver for version details."));
    }

    private static boolean isRaised(PoolWrite pool, Version target) {
        return Versions.parse(pool.desired().path("orchestratorVersion").asText())
                .filter(version -> version.minor() == target.minor())
                .isPresent();
    }

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        return write.onPool() ? Refusals.none() : write.existing().flatMap(cluster -> refuse(write, cluster));
    }
}
