package dev.aks4j.simulated.azure.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A type of objects as the API server's discovery lists it. Immutable.
 *
 * @param base the path of its group and version, such as {@code /apis/apps/v1}
 * @param group its group; empty for the core group
 * @param plural its name in paths
 * @param namespaced whether its objects are in namespaces
 */
record ApiResource(String base, String group, String plural, boolean namespaced) {

    /** Finds the type that a word means: plural, singular, short name, or {@code plural.group}. */
    static Optional<ApiResource> find(ClusterApi api, String word) {
        for (String base : bases(api)) {
            String group = base.startsWith("/apis/") ? base.split("/")[2] : "";
            for (JsonNode each : api.read(base).path("resources")) {
                String plural = each.path("name").asText();
                List<String> names = new ArrayList<>(AzureJson.texts(each, "/shortNames"));
                names.add(plural);
                names.add(plural + "." + group);
                names.add(each.path("singularName").asText());
                names.add(each.path("kind").asText());
                if (!plural.contains("/") && names.stream().anyMatch(word::equalsIgnoreCase)) {
                    return Optional.of(new ApiResource(
                            base, group, plural, each.path("namespaced").asBoolean()));
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> bases(ClusterApi api) {
        List<String> bases = new ArrayList<>(List.of("/api/v1"));
        api.read("/apis")
                .path("groups")
                .forEach(group -> bases.add(
                        "/apis/" + group.at("/preferredVersion/groupVersion").asText()));
        return bases;
    }

    /** Returns the path of all objects, of those in a namespace, or of one. */
    String path(Optional<String> namespace, Optional<String> name) {
        return base
                + namespace
                        .filter(any -> namespaced)
                        .map(one -> "/namespaces/" + one)
                        .orElse("") + "/" + plural + name.map(one -> "/" + one).orElse("");
    }

    /** Returns an object's name as {@code -o name} prints it. */
    String qualified(String name) {
        String singular = plural.endsWith("s") ? plural.substring(0, plural.length() - 1) : plural;
        return singular + (group.isEmpty() ? "" : "." + group) + "/" + name;
    }
}
