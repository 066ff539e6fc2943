package dev.aks4j.core.internal.cluster.rule;

import dev.aks4j.core.internal.cluster.fact.AksFacts;
import dev.aks4j.core.model.KubernetesVersion;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * Until when Azure supports a minor version of Kubernetes. A version that the
 * calendar does not know is newer than it, and nothing is said about it; one below it is long gone.
 */
public final class VersionCalendar {

    static final String SOURCE = "azure-aks-docs, supported-kubernetes-versions, 2026-08-05";

    private static final int OLDEST = 29;

    private VersionCalendar() {}

    /** Returns the last day on which the version is supported; nothing for one that the calendar does not know. */
    public static Optional<LocalDate> supportedUntil(KubernetesVersion version, boolean longTerm) {
        if (version.major() == 1 && version.minor() < OLDEST) {
            return Optional.of(LocalDate.EPOCH);
        }
        return AksFacts.supported(version.minor(), longTerm)
                .filter(month -> version.major() == 1)
                .map(YearMonth::atEndOfMonth);
    }
}
