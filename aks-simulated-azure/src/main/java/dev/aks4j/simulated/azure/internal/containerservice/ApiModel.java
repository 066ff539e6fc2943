package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which api-versions there are, and what each of those since 2025-09-01 can read. The tree is made by {@code
 * tools/api_properties.py}. Immutable.
 */
final class ApiModel {

    private static final Pattern PREVIEW = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})-preview");

    /** How long a preview is answered; Azure says about a year. */
    private static final int PREVIEW_MONTHS = 24;

    /** Types that came with a version, of those that are not in the tree. */
    private static final Map<String, String> SINCE = Map.of("managedClusters/identityBindings", "2026-04-01");

    /** What the definitions have and the service does not read: in clusters up to a version, in pools up to another. */
    private static final Map<String, Map<String, String>> NOT_READ = Map.of(
            "managedClusters",
            Map.of(
                    "/properties/agentPoolProfiles/[]/artifactStreamingProfile", "9999-12-31",
                    "/properties/agentPoolProfiles/[]/securityProfile/sshAccess", "2026-06-01"),
            "managedClusters/agentPools",
            Map.of("/properties/securityProfile/sshAccess", "2026-01-01"));

    private static final JsonNode TREE = tree();
    private static final List<String> DETAILED = texts(TREE.path("apiVersions"));
    private static final List<String> ALL = all();

    private ApiModel() {}

    private static JsonNode tree() {
        try (InputStream in = Objects.requireNonNull(ApiModel.class.getResourceAsStream("api.json"))) {
            return AzureJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return List.copyOf(texts);
    }

    private static List<String> all() {
        List<String> all = new ArrayList<>(texts(TREE.path("olderApiVersions")));
        all.addAll(DETAILED);
        return List.copyOf(all);
    }

    /** Returns the stable versions that have a type, oldest first. */
    static List<String> versions(String type) {
        String since = SINCE.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(type))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
        return ALL.stream().filter(version -> version.compareTo(since) >= 0).toList();
    }

    /** Returns whether a version is answered on a day: a stable one, or a preview that has not ended. */
    static boolean isAnswered(String version, LocalDate today) {
        Matcher preview = PREVIEW.matcher(version);
        if (!preview.matches()) {
            return ALL.contains(version);
        }
        int month = Integer.parseInt(preview.group(2));
        int day = Integer.parseInt(preview.group(3));
        if (month < 1 || month > 12 || day < 1 || day > 28) {
            return false;
        }
        LocalDate date = LocalDate.of(Integer.parseInt(preview.group(1)), month, day);
        return !date.isAfter(today) && date.isAfter(today.minusMonths(PREVIEW_MONTHS));
    }

    /**
     * Returns the first member of a body that a version does not read. Only stable versions since 2025-09-01 are known so
     * well; names are compared as Go's decoder does, without regard to case.
     */
    static Optional<String> unknownField(String type, String version, JsonNode body) {
        JsonNode root = TREE.path("types").path(type);
        return DETAILED.contains(version)
                ? unknown("", root, body, version, NOT_READ.getOrDefault(type, Map.of()))
                : Optional.empty();
    }

    private static Optional<String> unknown(
            String place, JsonNode known, JsonNode sent, String version, Map<String, String> notRead) {
        for (Map.Entry<String, JsonNode> entry : sent.properties()) {
            Optional<String> name = known.has("*") ? Optional.of("*") : name(known, entry.getKey());
            String below = place + "/" + name.orElse("");
            boolean read = name.isPresent()
                    && since(known.get(name.get())).compareTo(version) <= 0
                    && !(notRead.containsKey(below) && version.compareTo(notRead.get(below)) < 0);
            if (!read) {
                return Optional.of(entry.getKey());
            }
            Optional<String> inside = inside(below, known.get(name.get()), entry.getValue(), version, notRead);
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> inside(
            String place, JsonNode known, JsonNode sent, String version, Map<String, String> notRead) {
        if (sent.isArray() && known.has("[]")) {
            for (JsonNode element : sent) {
                Optional<String> unknown = unknown(place + "/[]", known.get("[]"), element, version, notRead);
                if (unknown.isPresent()) {
                    return unknown;
                }
            }
            return Optional.empty();
        }
        return known.isObject() && sent.isObject() ? unknown(place, known, sent, version, notRead) : Optional.empty();
    }

    private static Optional<String> name(JsonNode known, String sent) {
        for (Map.Entry<String, JsonNode> entry : known.properties()) {
            boolean member = !entry.getKey().equals("@") && !entry.getKey().equals("[]");
            if (member && entry.getKey().toLowerCase(Locale.ROOT).equals(sent.toLowerCase(Locale.ROOT))) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    private static String since(JsonNode known) {
        return known.isTextual() ? known.asText() : known.path("@").asText();
    }
}
