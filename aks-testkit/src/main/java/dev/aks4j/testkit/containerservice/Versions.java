package dev.aks4j.testkit.containerservice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.testkit.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Kubernetes versions that AKS offers, as of November 2026: three minors for everybody, four more with long-term
 * support, of which only the two latest patches.
 */
public final class Versions {

    private static final Pattern FORM = Pattern.compile("[vV]?(\\d+)\\.(\\d+)(?:\\.(\\d+))?");
    private static final int NEWEST = 37;
    private static final int DEFAULT = 36;
    private static final int OLDEST_OFFICIAL = 35;
    private static final int OLDEST = 31;

    private Versions() {}

    /**
     * A version, complete or without patch.
     *
     * @param minor the minor
     * @param patch the patch, or -1
     */
    public record Version(int minor, int patch) implements Comparable<Version> {

        @Override
        public int compareTo(Version other) {
            return minor == other.minor ? Integer.compare(patch, other.patch) : Integer.compare(minor, other.minor);
        }

        @Override
        public String toString() {
            return "1." + minor + (patch < 0 ? "" : "." + patch);
        }
    }

    /** Reads a version; empty if the text is none. */
    public static Optional<Version> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || !matcher.group(1).equals("1")) {
            return Optional.empty();
        }
        int patch = matcher.group(3) == null ? -1 : Integer.parseInt(matcher.group(3));
        return Optional.of(new Version(Integer.parseInt(matcher.group(2)), patch));
    }

    /** Returns the version that a cluster gets whose author does not ask for one: the one before the newest. */
    public static Version standard() {
        return new Version(DEFAULT, -1);
    }

    /** Returns the patches of a minor that are offered, oldest first. */
    static List<Version> patches(int minor) {
        int latest =
                switch (minor) {
                    case 37 -> 1;
                    case 36 -> 4;
                    case 35 -> 6;
                    default -> 44 - minor;
                };
        int first = minor >= OLDEST_OFFICIAL ? 0 : latest - 1;
        List<Version> patches = new ArrayList<>();
        if (minor >= OLDEST && minor <= NEWEST) {
            for (int patch = first; patch <= latest; patch++) {
                patches.add(new Version(minor, patch));
            }
        }
        return patches;
    }

    /** Returns the offered patch that a version means: itself, or the latest of its minor. */
    public static Optional<Version> resolve(String text) {
        return parse(text).flatMap(version -> {
            List<Version> patches = patches(version.minor());
            return version.patch() < 0
                    ? patches.isEmpty() ? Optional.empty() : Optional.of(patches.get(patches.size() - 1))
                    : patches.stream().filter(version::equals).findFirst();
        });
    }

    /** Tells whether a minor is offered under a support plan. */
    public static boolean offered(int minor, boolean longTermSupport) {
        return minor <= NEWEST && minor >= (longTermSupport ? OLDEST : OLDEST_OFFICIAL);
    }

    /** Returns the versions to which a control plane may be upgraded, oldest first. */
    public static List<Version> upgrades(Version from, boolean longTermSupport) {
        List<Version> upgrades = new ArrayList<>();
        int next = Math.max(from.minor() + 1, longTermSupport ? OLDEST : OLDEST_OFFICIAL);
        for (int minor : from.minor() + 1 == next || from.minor() >= next
                ? List.of(from.minor(), from.minor() + 1)
                : List.of(next)) {
            patches(minor).stream()
                    .filter(patch -> patch.compareTo(from) > 0 && offered(minor, longTermSupport))
                    .forEach(upgrades::add);
        }
        return upgrades;
    }

    /** Returns the listing of a region. */
    static ObjectNode listing() {
        ObjectNode listing = Json.object();
        ArrayNode values = listing.putArray("values");
        for (int minor = NEWEST; minor >= OLDEST; minor--) {
            ObjectNode value = values.addObject().put("version", "1." + minor);
            if (minor == DEFAULT) {
                value.put("isDefault", true);
            }
            ArrayNode plans = value.putObject("capabilities").putArray("supportPlan");
            if (offered(minor, false)) {
                plans.add("KubernetesOfficial");
            }
            plans.add("AKSLongTermSupport");
            ObjectNode patches = value.putObject("patchVersions");
            for (Version patch : patches(minor)) {
                List<Version> upgrades = new ArrayList<>(upgrades(patch, !offered(minor, false)));
                Collections.reverse(upgrades);
                patches.putObject(patch.toString())
                        .set(
                                "upgrades",
                                Json.of(upgrades.stream().map(Version::toString).toList()));
            }
        }
        return listing;
    }
}
