package dev.aks4j.core.model;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Kubernetes version: {@code 1.35} names the newest patch that Azure offers, {@code 1.35.2} one patch. Immutable and
 * thread-safe.
 *
 * @param major the first number
 * @param minor the second number
 * @param patch the third number; empty for the newest
 */
public record KubernetesVersion(int major, int minor, Optional<Integer> patch)
        implements Comparable<KubernetesVersion> {

    private static final Pattern FORM = Pattern.compile("[vV]?(\\d{1,3})\\.(\\d{1,3})(?:\\.(\\d{1,4}))?");

    /** Reads a version; nothing if the text is none. */
    public static Optional<KubernetesVersion> read(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new KubernetesVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Optional.ofNullable(matcher.group(3)).map(Integer::valueOf)));
    }

    /** Returns a version without a patch. */
    public static KubernetesVersion of(int major, int minor) {
        return new KubernetesVersion(major, minor, Optional.empty());
    }

    /** Returns whether the two can name the same version: same minor, and same patch where both say one. */
    public boolean matches(KubernetesVersion other) {
        return sameMinor(other) && (patch.isEmpty() || other.patch.isEmpty() || patch.equals(other.patch));
    }

    /** Returns whether both have the same major and minor numbers. */
    public boolean sameMinor(KubernetesVersion other) {
        return major == other.major && minor == other.minor;
    }

    /** Returns whether this version is of a minor at or after another. */
    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    /** Returns how many minor versions lie between; negative if this one is older. */
    public int minorsAfter(KubernetesVersion other) {
        return minor - other.minor + (major - other.major) * 1000;
    }

    /**
     * Returns the versions to go through from this one, one minor at a time: each minor between, without a patch, then
     * the target. Nothing if the target is not newer than this version or may be the same.
     */
    public List<KubernetesVersion> stepsTo(KubernetesVersion target) {
        List<KubernetesVersion> steps = new ArrayList<>();
        if (target.compareTo(this) <= 0 || target.matches(this)) {
            return steps;
        }
        KubernetesVersion next = nextMinor();
        while (next.major == target.major && next.minor < target.minor) {
            steps.add(next);
            next = next.nextMinor();
        }
        steps.add(target);
        return List.copyOf(steps);
    }

    /** Returns the next minor version, without a patch. */
    public KubernetesVersion nextMinor() {
        return of(major, minor + 1);
    }

    /** Orders by number; a version without a patch comes after every patch of its minor, because it names the newest. */
    @Override
    public int compareTo(KubernetesVersion other) {
        return Comparator.comparingInt(KubernetesVersion::major)
                .thenComparingInt(KubernetesVersion::minor)
                .thenComparingInt(version -> version.patch.orElse(Integer.MAX_VALUE))
                .compare(this, other);
    }

    @JsonValue
    @Override
    public String toString() {
        return major + "." + minor + patch.map(number -> "." + number).orElse("");
    }
}
