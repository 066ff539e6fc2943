package dev.aks4j.core.cluster;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What it takes to come from one Kubernetes version to another. */
final class VersionChange {

    private VersionChange() {}

    /** Judges a difference in the control plane's version. */
    static Optional<Difference> ofCluster(ClusterSpec spec, Difference difference, Json live) {
        String current = live.at("/properties/currentKubernetesVersion").asText();
        return isMoved(spec, live) && !isAhead(difference, current) ? Optional.empty() : judge(difference, current);
    }

    /**
     * Judges a difference in a pool's version; {@code live} is its profile, and {@code back} whether the spec names a node
     * image that the pool has had, which is the way to an older version.
     */
    static Optional<Difference> ofPool(ClusterSpec spec, boolean back, Difference difference, Json live, Json cluster) {
        String current = live.path("currentOrchestratorVersion").asText();
        if (isMoved(spec, cluster) && !isAhead(difference, current)) {
            return Optional.empty();
        }
        return judge(difference, current)
                .map(judged -> judged.change() != Change.FORBIDDEN
                        ? judged
                        : back
                                ? difference.with(Change.UPDATE, "goes back to what the pool had")
                                : difference.with(
                                        Change.FORBIDDEN,
                                        judged.reason()
                                                + "; nodeImageVersion(...) of a recently used version rolls a pool"
                                                + " back"));
    }

    /** Returns whether Azure moves the version by itself, by what is declared or, where nothing is, by what is there. */
    private static boolean isMoved(ClusterSpec spec, Json live) {
        String place = "/properties/autoUpgradeProfile/upgradeChannel";
        String channel = spec.has(place) ? spec.text(place) : live.at(place).asText();
        return !Set.of("", "none", "node-image").contains(channel.toLowerCase(Locale.ROOT));
    }

    /**
     * Returns whether more is declared than is there. Azure moves a version up only, and no channel goes to a minor version
     * because a spec says it; so what is declared is the least.
     */
    private static boolean isAhead(Difference difference, String current) {
        return isOlder(
                current.isEmpty() ? difference.before().asText() : current,
                difference.after().asText());
    }

    private static Optional<Difference> judge(Difference difference, String current) {
        Optional<KubernetesVersion> wanted =
                KubernetesVersion.read(difference.after().asText());
        Optional<KubernetesVersion> there =
                KubernetesVersion.read(current.isEmpty() ? difference.before().asText() : current);
        if (wanted.isEmpty() || there.isEmpty()) {
            return Optional.of(difference);
        }
        if (wanted.get().matches(there.get())) {
            return Optional.empty();
        }
        if (wanted.get().compareTo(there.get()) < 0) {
            return Optional.of(
                    difference.with(Change.FORBIDDEN, "Kubernetes is never downgraded; it is at " + there.get()));
        }
        int minors = wanted.get().minorsAfter(there.get());
        return Optional.of(
                minors < 2
                        ? difference
                        : difference.with(
                                Change.UPDATE,
                                "one minor version at a time, " + minors + " times, pools after the control plane"));
    }

    /** Returns whether one version is older than another, where both can be read. */
    static boolean isOlder(String version, String than) {
        return KubernetesVersion.read(version)
                .flatMap(one ->
                        KubernetesVersion.read(than).filter(other -> !one.matches(other) && one.compareTo(other) < 0))
                .isPresent();
    }

    /** Returns the versions to go through: each minor between as such, then the wanted version as it is written. */
    static List<String> path(String from, String to) {
        List<String> versions = new ArrayList<>();
        Optional<KubernetesVersion> end = KubernetesVersion.read(to);
        KubernetesVersion.read(from)
                .flatMap(start -> end.map(start::stepsTo))
                .ifPresent(steps -> steps.stream()
                        .limit(Math.max(0, steps.size() - 1))
                        .map(KubernetesVersion::toString)
                        .forEach(versions::add));
        versions.add(to);
        return versions;
    }
}
