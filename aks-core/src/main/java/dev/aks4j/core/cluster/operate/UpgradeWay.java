package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.model.KubernetesVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The versions that a control plane goes through. One minor at a time where Azure offers the next one. A cluster below
 * what is supported is offered no next minor but a later one: it jumps to the lowest of those, together with its pools.
 *
 * @param versions the versions in order, the last one as it was asked for; empty if nothing is to do
 * @param jumps whether the first of them skips minors
 */
record UpgradeWay(List<KubernetesVersion> versions, boolean jumps) {

    UpgradeWay {
        versions = List.copyOf(versions);
    }

    /**
     * Finds the way.
     *
     * @param offered what Azure offers the control plane now; empty if it does not say
     */
    static UpgradeWay of(KubernetesVersion from, KubernetesVersion target, List<KubernetesVersion> offered) {
        List<KubernetesVersion> sequential = from.stepsTo(target);
        if (sequential.size() < 2 || offered.stream().anyMatch(sequential.get(0)::matches)) {
            return new UpgradeWay(sequential, false);
        }
        Optional<KubernetesVersion> lowest = offered.stream()
                .filter(version -> version.minorsAfter(from) > 1 && version.minorsAfter(target) <= 0)
                .min(KubernetesVersion::compareTo);
        return lowest.map(landing -> by(landing, target)).orElseGet(() -> new UpgradeWay(sequential, false));
    }

    private static UpgradeWay by(KubernetesVersion landing, KubernetesVersion target) {
        if (landing.sameMinor(target)) {
            return new UpgradeWay(List.of(target), true);
        }
        KubernetesVersion minor = KubernetesVersion.of(landing.major(), landing.minor());
        List<KubernetesVersion> versions = new ArrayList<>(List.of(minor));
        versions.addAll(minor.stepsTo(target));
        return new UpgradeWay(versions, true);
    }
}
