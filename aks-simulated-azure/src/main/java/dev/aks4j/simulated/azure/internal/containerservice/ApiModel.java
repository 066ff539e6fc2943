package dev.aks4j.simulated.azure.internal.containerservice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which api-versions there are, and what each of those since 2025-09-01 has. The tree is made by {@code
 * tools/api_properties.py}. Immutable.
 */
final class ApiModel {

    private static final String NAMESPACE = "Microsoft.ContainerService/";
    private static final Pattern PREVIEW = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})-preview");

    /** How long a preview is answered; Azure says about a year. */
    private static final int PREVIEW_MONTHS = 24;

    /** Types that came with a version, of those that are not in the tree. */
    private static final Map<String, String> SINCE = Map.of("managedClusters/identityBindings", "2026-04-01");

    /** No version: what is shown in clusters and read only in pools. */
    private static final String NEVER = "9999-12-31";

    /** What the definitions have and the service does not read: in clusters up to a version, in pools up to another. */
    private static final Map<String, Map<String, String>> NOT_READ = Map.of(
            "managedClusters",
            Map.of(
                    "/properties/agentPoolProfiles/[]/artifactStreamingProfile",
                    NEVER,
                    "/properties/agentPoolProfiles/[]/securityProfile/sshAccess",
                    "2026-06-01"),
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
        return DETAILED.contains(version)
                ? unknown(body, new Place("", TREE.path("types").path(type), version, notRead(type)))
                : Optional.empty();
    }

    /**
     * Takes out of what is shown of a resource what a stable version does not have. Of the versions before 2025-09-01 it is
     * known only what came later; of previews nothing. Returns whether anything was taken out.
     */
    static boolean leaveOutUnknown(ObjectNode resource, String version) {
        String shown = resource.path("type").asText();
        if (!ALL.contains(version) || !shown.regionMatches(true, 0, NAMESPACE, 0, NAMESPACE.length())) {
            return false;
        }
        String asked = shown.substring(NAMESPACE.length());
        for (Map.Entry<String, JsonNode> type : TREE.path("types").properties()) {
            if (type.getKey().equalsIgnoreCase(asked)) {
                Map<String, String> hidden = new HashMap<>(notRead(type.getKey()));
                hidden.values().removeIf(NEVER::equals);
                return leaveOut(resource, new Place("", type.getValue(), version, hidden));
            }
        }
        return false;
    }

    private static Map<String, String> notRead(String type) {
        return NOT_READ.getOrDefault(type, Map.of());
    }

    private static Optional<String> unknown(JsonNode sent, Place at) {
        for (Map.Entry<String, JsonNode> entry : sent.properties()) {
            Optional<Place> below = at.member(entry.getKey());
            if (below.isEmpty()) {
                return Optional.of(entry.getKey());
            }
            for (Inside inside : below.get().inside(entry.getValue())) {
                Optional<String> unknown = unknown(inside.value(), inside.at());
                if (unknown.isPresent()) {
                    return unknown;
                }
            }
        }
        return Optional.empty();
    }

    private static boolean leaveOut(ObjectNode shown, Place at) {
        boolean less = false;
        for (Map.Entry<String, JsonNode> entry : List.copyOf(shown.properties())) {
            Optional<Place> below = at.member(entry.getKey());
            if (below.isEmpty() && at.knows(entry.getKey())) {
                shown.remove(entry.getKey());
                less = true;
            }
            if (below.isEmpty()) {
                continue;
            }
            for (Inside inside : below.get().inside(entry.getValue())) {
                less |= leaveOut(inside.value(), inside.at());
            }
        }
        return less;
    }

    /** An object in a body, and its place in the tree. */
    private record Inside(ObjectNode value, Place at) {}

    /** A place in the tree of a type, as a version knows it. */
    private record Place(String path, JsonNode known, String version, Map<String, String> notRead) {

        /** Returns the place of a member, if the version has it. */
        Optional<Place> member(String sent) {
            return (known.has("*") ? Optional.of("*") : name(known, sent))
                    .map(name -> new Place(path + "/" + name, known.get(name), version, notRead))
                    .filter(Place::had);
        }

        /** Returns whether it is known of a name if the version has it: older versions had names that are gone. */
        boolean knows(String sent) {
            return DETAILED.contains(version) || name(known, sent).isPresent();
        }

        private boolean had() {
            return since(known).compareTo(version) <= 0 && version.compareTo(notRead.getOrDefault(path, "")) >= 0;
        }

        /** Returns the objects whose members the tree knows: the value itself, or what a list has. */
        List<Inside> inside(JsonNode value) {
            if (value.isArray() && known.has("[]")) {
                Place element = new Place(path + "/[]", known.get("[]"), version, notRead);
                List<Inside> all = new ArrayList<>();
                value.forEach(each -> all.addAll(element.inside(each)));
                return all;
            }
            return known.isObject() && value instanceof ObjectNode object
                    ? List.of(new Inside(object, this))
                    : List.of();
        }
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
