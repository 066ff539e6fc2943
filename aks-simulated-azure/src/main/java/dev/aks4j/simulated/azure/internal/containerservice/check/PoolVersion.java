package dev.aks4j.simulated.azure.internal.containerservice.check;

import dev.aks4j.simulated.azure.internal.containerservice.AgentPool;
import dev.aks4j.simulated.azure.internal.containerservice.ClusterWrite;
import dev.aks4j.simulated.azure.internal.containerservice.ManagedCluster;
import dev.aks4j.simulated.azure.internal.containerservice.PoolWrite;
import dev.aks4j.simulated.azure.internal.containerservice.Versions;
import dev.aks4j.simulated.azure.internal.containerservice.Versions.Version;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.Optional;

/**
 * A pool is not newer than its control plane, at most three minors older, and goes one minor at a time, or as far as a
 * control plane that skips minors takes it along.
 */
final class PoolVersion implements PoolCheck {

    @Override
    public Optional<ArmError> refuse(ClusterWrite write, PoolWrite pool) {

        String asked = pool.desired().path("orchestratorVersion").asText();
        Optional<Version> wanted = Versions.parse(asked);
        if (wanted.isEmpty()) {
            return Refusals.invalidParameter("agentPoolProfile.orchestratorVersion", "\"" + asked + "\" is no version");
        }
        String text = write.onPool()
                ? write.existing().map(ManagedCluster::currentVersion).orElseThrow()
                : write.desired().path("kubernetesVersion").asText();
        Version plane = Versions.resolve(text).or(() -> Versions.parse(text)).orElseThrow();
        Version version = wanted.get();
        boolean newer = version.minor() > plane.minor()
                || (version.minor() == plane.minor() && version.patch() > plane.patch());
        if (newer || plane.minor() - version.minor() > 3) {
            return Refusals.code(
                    "NodePoolMcVersionIncompatible",
                    "agentPoolProfile.orchestratorVersion",
                    "Node pool version " + version + " and control plane version " + plane
                            + " are incompatible. Minor version of"
                            + " node pool version " + version
                            + (newer ? " is bigger than" : " is more than 3 versions less than")
                            + " control plane version " + plane + ". For more information, please check"
                            + " https://aka.ms/aks/UpgradeVersionRules");
        }
        boolean taken = version.minor() == plane.minor() && skips(write, plane);
        return pool.existing()
                .filter(existing -> !taken && !existing.wantsBack(pool.requested()))
                .map(AgentPool::currentVersion)
                .flatMap(Versions::parse)
                .filter(have -> version.minor() < have.minor() || version.minor() > have.minor() + 1)
                .flatMap(have -> Refusals.code(
                        "AgentPoolUpgradeVersionNotAllowed",
                        "agentPoolProfile.orchestratorVersion",
                        "Upgrade agent pool version from " + have + " to " + version
                                + " is not allowed, you can only upgrade one" + " minor version at a time."));
    }

    /** Tells whether the control plane goes by more than one minor in this write. */
    private static boolean skips(ClusterWrite write, Version plane) {
        return !write.onPool()
                && write.existing()
                        .map(ManagedCluster::currentVersion)
                        .flatMap(Versions::parse)
                        .filter(have -> plane.minor() > have.minor() + 1)
                        .isPresent();
    }
}
