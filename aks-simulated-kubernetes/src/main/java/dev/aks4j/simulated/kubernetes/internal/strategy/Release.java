package dev.aks4j.simulated.kubernetes.internal.strategy;

/**
 * The Kubernetes release whose rules are followed. Immutable.
 *
 * @param minor the minor version, such as 37 for 1.37
 */
public record Release(int minor) {

    /** Returns the release of a version such as {@code 1.37.2}; that of 1.37 for text that is not a version. */
    public static Release of(String version) {
        String[] parts = version.split("\\.");
        try {
            return new Release(Integer.parseInt(parts.length > 1 ? parts[1] : "37"));
        } catch (NumberFormatException e) {
            return new Release(37);
        }
    }

    /** Returns whether this release is one or a later one. */
    public boolean atLeast(int other) {
        return minor >= other;
    }
}
