package dev.aks4j.simulated.azure.internal.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.known.KnownFact;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Azure's public regions and which of them have availability zones. */
public final class Regions {

    /** Their zones. */
    private static final Map<String, List<String>> ALL = read();

    private Regions() {}

    private static Map<String, List<String>> read() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        KnownFact.about("region")
                .forEach(fact -> all.put(fact.key(), fact.value().equals("-") ? List.of() : fact.words()));
        return all;
    }

    /** Returns a region's canonical name: {@code West Europe} is {@code westeurope}. */
    public static Optional<String> canonical(String location) {
        String name = location.replace(" ", "").toLowerCase(Locale.ROOT);
        return ALL.containsKey(name) ? Optional.of(name) : Optional.empty();
    }

    /** Returns the zones of a region. */
    public static List<String> zones(String region) {
        return ALL.getOrDefault(region, List.of());
    }

    /** Returns the canonical names of all regions. */
    public static List<String> all() {
        return List.copyOf(ALL.keySet());
    }

    /** Returns all names, joined by commas. */
    static String names() {
        return String.join(",", all());
    }

    static List<ObjectNode> views(String subscriptionScope) {
        return all().stream()
                .map(name -> AzureJson.object()
                        .put("id", subscriptionScope + "/locations/" + name)
                        .put("name", name)
                        .put("type", "Region")
                        .put("displayName", name)
                        .put("regionalDisplayName", name))
                .toList();
    }

    /** Returns the region that a body names, or refuses as the front door does. */
    public static String require(ObjectNode body, String type) {
        String location = AzureJson.text(body, "/location")
                .orElseThrow(() -> ArmError.gateway(
                        400, "LocationRequired", "The location property is required for this definition."));
        return canonical(location)
                .orElseThrow(() -> ArmError.gateway(
                        400,
                        "LocationNotAvailableForResourceType",
                        "The provided location '" + location + "' is not available for resource type '" + type
                                + "'. List of available regions for the resource type is '" + names() + "'."));
    }

    /** Refuses to move a resource to another region. */
    public static void requireSame(String name, String group, String existing, String asked) {
        if (!existing.equals(asked)) {
            throw ArmError.gateway(
                    409,
                    "InvalidResourceLocation",
                    "The resource '" + name + "' already exists in location '" + existing + "' in resource group '"
                            + group + "'. A resource with the same name cannot be created in location '" + asked
                            + "'. Please select a new resource name.");
        }
    }
}
