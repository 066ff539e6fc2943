package dev.aks4j.core.internal.cluster.offer;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.KubernetesVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The Kubernetes versions that Azure offers in a region.
 *
 * @param minors the minor versions, oldest first
 */
public record VersionsOnOffer(List<Minor> minors) {

    /**
     * A minor version.
     *
     * @param version the version, without a patch
     * @param community whether it has community support
     * @param longTerm whether it has long-term support
     * @param patches its patches on offer, oldest first
     */
    public record Minor(
            KubernetesVersion version, boolean community, boolean longTerm, List<KubernetesVersion> patches) {
        boolean in(boolean longTermSupport) {
            return longTermSupport ? longTerm : community;
        }

        String text() {
            return version + (patches.isEmpty() ? "" : " (newest " + patches.get(patches.size() - 1) + ")");
        }
    }

    /** Reads the answer of a region's {@code kubernetesVersions}. */
    public static VersionsOnOffer read(Json answer) {
        List<Minor> minors = new ArrayList<>();
        for (Json value : answer.path("values")) {
            List<String> plans = new ArrayList<>();
            value.at("/capabilities/supportPlan").forEach(plan -> plans.add(plan.asText()));
            List<KubernetesVersion> patches = new ArrayList<>();
            value.path("patchVersions")
                    .properties()
                    .forEach(patch -> KubernetesVersion.read(patch.getKey()).ifPresent(patches::add));
            patches.sort(Comparator.naturalOrder());
            KubernetesVersion.read(value.path("version").asText())
                    .ifPresent(version -> minors.add(new Minor(
                            version,
                            plans.isEmpty() || plans.contains("KubernetesOfficial"),
                            plans.contains("AKSLongTermSupport"),
                            List.copyOf(patches))));
        }
        minors.sort(Comparator.comparing(Minor::version));
        return new VersionsOnOffer(List.copyOf(minors));
    }

    /** Returns whether a version can be had: its minor, and its patch if it names one. */
    public boolean has(KubernetesVersion version, boolean longTerm) {
        return minors.stream()
                .filter(minor -> minor.in(longTerm) && minor.version().sameMinor(version))
                .anyMatch(minor -> version.patch().isEmpty() || minor.patches().contains(version));
    }

    /** Returns the sentence that says what can be had instead. */
    public String instead(KubernetesVersion version, boolean longTerm) {
        List<KubernetesVersion> patches = minors.stream()
                .filter(minor -> minor.in(longTerm) && minor.version().sameMinor(version))
                .flatMap(minor -> minor.patches().stream())
                .toList();
        if (!patches.isEmpty()) {
            return "Use " + KubernetesVersion.of(version.major(), version.minor()) + " for its newest patch, or one of "
                    + patches.stream().map(KubernetesVersion::toString).collect(Collectors.joining(", ")) + ".";
        }
        boolean longer = !longTerm && has(KubernetesVersion.of(version.major(), version.minor()), true);
        return "Choose one of " + text(longTerm) + (longer ? ", or longTermSupport(), which still has this one." : ".");
    }

    /** Returns the minors of a support plan, for people. */
    public String text(boolean longTerm) {
        return minors.stream()
                .filter(minor -> minor.in(longTerm))
                .map(Minor::text)
                .collect(Collectors.joining(", "));
    }
}
