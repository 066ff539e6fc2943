package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.known.KnownFact;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The Kubernetes versions that AKS offers, by its calendar of August 2026: in November 2026 three minors for everybody,
 * four more with long-term support, of which only the two latest patches, numbered from 100 on as Azure numbers what is
 * patched beyond community support. Minors leave as their support ends; the newest
 * stays, because nothing is known of what comes after it.
 */
public final class Versions {

    private static final Pattern FORM = Pattern.compile("[vV]?(\\d+)\\.(\\d+)(?:\\.(\\d+))?");
    private static final int NEWEST = 37;
    private static final int DEFAULT = 36;
    private static final int OLDEST = 31;

    /** How many minors a control plane may be ahead of its pools. */
    private static final int SKEW = 3;

    /** Last month of community support. 1.34 has left already, because 1.37 is the third minor after it. */
    private static final Map<Integer, YearMonth> OFFICIAL = months(0);

    /** Last month of long-term support. */
    private static final Map<Integer, YearMonth> LONG_TERM = months(1);

    private static final int OLDEST_OFFICIAL = 35;

    private Versions() {}

    private static Map<Integer, YearMonth> months(int column) {
        return KnownFact.about("kubernetes").stream()
                .filter(fact -> !fact.words().get(column).equals("-"))
                .collect(Collectors.toMap(
                        fact -> Integer.valueOf(fact.key().substring(2)),
                        fact -> YearMonth.parse(fact.words().get(column))));
    }

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
    public static Version standard(Instant now) {
        return new Version(offered(DEFAULT, false, now) ? DEFAULT : NEWEST, -1);
    }

    /** Returns the patches of a minor that there are, oldest first. */
    static List<Version> patches(int minor) {
        int latest =
                switch (minor) {
                    case 37 -> 1;
                    case 36 -> 4;
                    case 35 -> 6;
                    default -> 100 + 3 * (OLDEST_OFFICIAL - minor);
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

    /** Tells whether a minor is offered under a support plan at an instant. */
    public static boolean offered(int minor, boolean longTermSupport, Instant now) {
        YearMonth last = (longTermSupport ? LONG_TERM : OFFICIAL).get(minor);
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        return minor == NEWEST || (last != null && !month.isAfter(last));
    }

    private static int oldest(boolean longTermSupport, Instant now) {
        int minor = OLDEST;
        while (!offered(minor, longTermSupport, now)) {
            minor++;
        }
        return minor;
    }

    /**
     * Returns the versions to which a control plane may be upgraded, oldest first: later patches and the next minor; with
     * long-term support also those that its pools may lag behind; from below what is offered, the oldest that is.
     */
    public static List<Version> upgrades(Version from, boolean longTermSupport, Instant now) {
        int oldest = oldest(longTermSupport, now);
        int last = Math.max(from.minor() + (longTermSupport ? SKEW : 1), oldest);
        List<Version> upgrades = new ArrayList<>();
        for (int minor = Math.max(from.minor(), oldest); minor <= last; minor++) {
            if (offered(minor, longTermSupport, now)) {
                patches(minor).stream()
                        .filter(patch -> patch.compareTo(from) > 0)
                        .forEach(upgrades::add);
            }
        }
        return upgrades;
    }

    /** Returns the listing of a region. */
    static ObjectNode listing(Instant now) {
        int standard = standard(now).minor();
        ObjectNode listing = AzureJson.object();
        ArrayNode values = listing.putArray("values");
        for (int minor = NEWEST; minor >= oldest(true, now); minor--) {
            ObjectNode value = values.addObject().put("version", "1." + minor);
            if (minor == standard) {
                value.put("isDefault", true);
            }
            ArrayNode plans = value.putObject("capabilities").putArray("supportPlan");
            if (offered(minor, false, now)) {
                plans.add("KubernetesOfficial");
            }
            plans.add("AKSLongTermSupport");
            ObjectNode patches = value.putObject("patchVersions");
            for (Version patch : patches(minor)) {
                List<Version> upgrades = new ArrayList<>(upgrades(patch, !offered(minor, false, now), now));
                Collections.reverse(upgrades);
                patches.putObject(patch.toString())
                        .set(
                                "upgrades",
                                AzureJson.of(
                                        upgrades.stream().map(Version::toString).toList()));
            }
        }
        return listing;
    }
}
