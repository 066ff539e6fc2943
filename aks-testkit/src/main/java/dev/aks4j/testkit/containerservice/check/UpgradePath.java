package dev.aks4j.testkit.containerservice.check;

import dev.aks4j.testkit.arm.ArmError;
import dev.aks4j.testkit.containerservice.ClusterWrite;
import dev.aks4j.testkit.containerservice.ManagedCluster;
import dev.aks4j.testkit.containerservice.Versions;
import dev.aks4j.testkit.containerservice.Versions.Version;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A control plane goes forward, one minor at a time, to a version that is offered. */
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
        List<Version> upgrades = Versions.upgrades(have, write.longTermSupport());
        Optional<Version> target = Versions.resolve(asked);
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

    @Override
    public Optional<ArmError> refuse(ClusterWrite write) {

        return write.onPool() ? Refusals.none() : write.existing().flatMap(cluster -> refuse(write, cluster));
    }
}
