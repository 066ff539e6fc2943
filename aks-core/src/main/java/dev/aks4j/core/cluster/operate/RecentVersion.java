package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.model.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pool's nodes had before an upgrade, and can go back to for seven days. Immutable.
 *
 * @param kubernetesVersion the version, for example {@code 1.35.2}
 * @param nodeImageVersion the node image
 * @param until when the nodes had it last; the epoch if Azure does not say
 */
public record RecentVersion(String kubernetesVersion, String nodeImageVersion, Instant until) {

    /** Reads those of a pool's upgrade profile, in the order of Azure. */
    static List<RecentVersion> read(Json upgradeProfile) {
        List<RecentVersion> versions = new ArrayList<>();
        upgradeProfile
                .at("/properties/recentlyUsedVersions")
                .forEach(each -> versions.add(new RecentVersion(
                        each.path("orchestratorVersion").asText(),
                        each.path("nodeImageVersion").asText(),
                        instant(each.path("timestamp").asText()))));
        return List.copyOf(versions);
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notSaid) {
            return Instant.EPOCH;
        }
    }
}
