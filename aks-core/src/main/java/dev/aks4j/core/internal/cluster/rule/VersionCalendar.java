package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.model.KubernetesVersion;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;

/**
 * Until when Azure supports a minor version of Kubernetes, as its calendar said on 2026-08-05. A version that the
 * calendar does not know is newer than it, and nothing is said about it; one below it is long gone.
 */
public final class VersionCalendar {

    static final String SOURCE = "azure-aks-docs, supported-kubernetes-versions, 2026-08-05";

    private static final int OLDEST = 29;

    /** Last month of community support and of long-term support. */
    private static final Map<Integer, Ends> ENDS = Map.of(
            29, ends("2025-03", "2026-04"),
            30, ends("2025-08", "2026-07"),
            31, ends("2025-11", "2026-11"),
            32, ends("2026-03", "2027-03"),
            33, ends("2026-07", "2027-07"),
            34, ends("2026-11", "2027-11"),
            35, ends("2027-03", "2028-03"),
            36, ends("2027-06", "2028-06"),
            37, ends("2027-10", "2028-10"));

    private VersionCalendar() {}

    private record Ends(YearMonth community, YearMonth longTerm) {}

    private static Ends ends(String community, String longTerm) {
        return new Ends(YearMonth.parse(community), YearMonth.parse(longTerm));
    }

    /** Returns the last day on which the version is supported; nothing for one that the calendar does not know. */
    static Optional<LocalDate> supportedUntil(KubernetesVersion version, boolean longTerm) {
        if (version.major() == 1 && version.minor() < OLDEST) {
            return Optional.of(LocalDate.EPOCH);
        }
        return Optional.ofNullable(version.major() == 1 ? ENDS.get(version.minor()) : null)
                .map(ends -> longTerm ? ends.longTerm() : ends.community())
                .map(YearMonth::atEndOfMonth);
    }
}
