package dev.aks4j.core.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * A stable version of Azure's API of clusters and node pools (Microsoft.ContainerService). A client speaks {@link #NEWEST}
 * unless it is told another; what a version does not know is refused before anything is sent, with the version that has
 * it.
 *
 * <pre>{@code Aks.builder(subscriptionId).apiVersion(AksApiVersion.V2026_05_01).build(); }</pre>
 */
public enum AksApiVersion {
    /** 2025-09-01, which the newest Java client on Maven Central speaks. */
    V2025_09_01("2025-09-01"),
    /** 2025-10-01. */
    V2025_10_01("2025-10-01"),
    /** 2026-01-01. */
    V2026_01_01("2026-01-01"),
    /** 2026-02-01. */
    V2026_02_01("2026-02-01"),
    /** 2026-03-01. */
    V2026_03_01("2026-03-01"),
    /** 2026-04-01. */
    V2026_04_01("2026-04-01"),
    /** 2026-05-01. */
    V2026_05_01("2026-05-01"),
    /** 2026-06-01, which the Azure CLI 2.91 speaks. */
    V2026_06_01("2026-06-01"),
    /** 2026-07-01. */
    V2026_07_01("2026-07-01"),
    /** 2026-08-01. */
    V2026_08_01("2026-08-01");

    /** The version that this library is written for: the one place where it is chosen. */
    public static final AksApiVersion NEWEST = V2026_08_01;

    /** The provider of resources whose version this is. */
    public static final String PROVIDER = "Microsoft.ContainerService";

    private final String value;

    AksApiVersion(String value) {
        this.value = value;
    }

    /** Returns the version as Azure writes it, for example {@code 2026-08-01}. */
    public String value() {
        return value;
    }

    /** Returns the version that is written so, if it is a stable one that this library knows. */
    public static Optional<AksApiVersion> find(String text) {
        return Arrays.stream(values())
                .filter(version -> version.value.equals(text))
                .findFirst();
    }

    /**
     * Returns the version that is written so, for one that comes from configuration.
     *
     * @throws AksException if it is no stable version that this library knows
     */
    public static AksApiVersion of(String text) {
        return find(text)
                .orElseThrow(() -> new AksException("\"" + text + "\" is no stable version of " + PROVIDER
                        + " that this library knows. Use one of " + Arrays.toString(values()) + "."));
    }

    /** Returns whether this version is the other or a newer one. */
    public boolean isAtLeast(AksApiVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public String toString() {
        return value;
    }
}
