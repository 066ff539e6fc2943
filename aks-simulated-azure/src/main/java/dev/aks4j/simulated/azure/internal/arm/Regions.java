package dev.aks4j.simulated.azure.internal.arm;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import dev.aks4j.simulated.azure.internal.request.ArmError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Azure's public regions and which of them have availability zones. */
public final class Regions {

    private static final List<String> ZONED = List.of(
            "australiaeast",
            "brazilsouth",
            "canadacentral",
            "centralindia",
            "centralus",
            "eastasia",
            "eastus",
            "eastus2",
            "francecentral",
            "germanywestcentral",
            "israelcentral",
            "italynorth",
            "japaneast",
            "koreacentral",
            "mexicocentral",
            "northeurope",
            "norwayeast",
            "newzealandnorth",
            "polandcentral",
            "qatarcentral",
            "southafricanorth",
            "southcentralus",
            "southeastasia",
            "spaincentral",
            "swedencentral",
            "switzerlandnorth",
            "uaenorth",
            "uksouth",
            "westeurope",
            "westus2",
            "westus3");
    private static final List<String> UNZONED = List.of(
            "australiacentral",
            "australiasoutheast",
            "canadaeast",
            "francesouth",
            "germanynorth",
            "japanwest",
            "koreasouth",
            "northcentralus",
            "norwaywest",
            "southafricawest",
            "southindia",
            "switzerlandwest",
            "uaecentral",
            "ukwest",
            "westcentralus",
            "westindia",
            "westus",
            "swedensouth");

    private Regions() {}

    /** Returns a region's canonical name: {@code West Europe} is {@code westeurope}. */
    public static Optional<String> canonical(String location) {
        String name = location.replace(" ", "").toLowerCase(Locale.ROOT);
        return ZONED.contains(name) || UNZONED.contains(name) ? Optional.of(name) : Optional.empty();
    }

    /** Returns the zones of a region. */
    public static List<String> zones(String region) {
        return ZONED.contains(region) ? List.of("1", "2", "3") : List.of();
    }

    /** Returns the canonical names of all regions. */
    public static List<String> all() {
        return java.util.stream.Stream.concat(ZONED.stream(), UNZONED.stream()).toList();
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
