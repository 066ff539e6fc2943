package dev.aks4j.core.internal.cluster.offer;

import dev.aks4j.core.model.Json;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * A size of virtual machines as {@code Microsoft.Compute} lists it for a subscription in one region.
 *
 * @param name its name
 * @param family the family whose quota counts its vCPUs
 * @param vcpus its vCPUs
 * @param memoryGib its memory
 * @param architecture its processor's architecture, for example {@code x64}; empty if the list does not say
 * @param restricted whether the subscription may not use it in the region
 * @param zones the zones in which the subscription may use it
 */
public record VmSizeOnOffer(
        String name,
        String family,
        int vcpus,
        double memoryGib,
        String architecture,
        boolean restricted,
        Set<String> zones) {

    /** Reads an entry of the list of SKUs. */
    static VmSizeOnOffer read(Json sku, String region) {
        Set<String> zones = new TreeSet<>();
        for (Json place : sku.path("locationInfo")) {
            if (same(place.path("location").asText(), region)) {
                place.path("zones").forEach(zone -> zones.add(zone.asText()));
            }
        }
        boolean restricted = false;
        for (Json restriction : sku.path("restrictions")) {
            if (!concerns(restriction, region)) {
                continue;
            } else if (restriction.path("type").asText().equalsIgnoreCase("Zone")) {
                restriction.at("/restrictionInfo/zones").forEach(zone -> zones.remove(zone.asText()));
            } else {
                restricted = true;
            }
        }
        return new VmSizeOnOffer(
                sku.path("name").asText(),
                sku.path("family").asText(),
                (int) number(sku, "vCPUs"),
                number(sku, "MemoryGB"),
                capability(sku, "CpuArchitectureType"),
                restricted,
                zones);
    }

    /** A restriction that names no place concerns every one. */
    private static boolean concerns(Json restriction, String region) {
        Json places = restriction.at("/restrictionInfo/locations");
        for (Json place : places) {
            if (same(place.asText(), region)) {
                return true;
            }
        }
        return places.isEmpty();
    }

    /** Compute spells regions as {@code KoreaCentral} and {@code koreacentral}. */
    static boolean same(String location, String region) {
        return location.replace(" ", "").equalsIgnoreCase(region.replace(" ", ""));
    }

    /** Families are spelled {@code standardNCASv3_T4Family} in one list, {@code Standard NCASv3_T4 Family} in another. */
    static String key(String family) {
        return family.replace(" ", "").toLowerCase(Locale.ROOT);
    }

    private static String capability(Json sku, String name) {
        for (Json capability : sku.path("capabilities")) {
            if (capability.path("name").asText().equals(name)) {
                return capability.path("value").asText();
            }
        }
        return "";
    }

    private static double number(Json sku, String name) {
        try {
            return Double.parseDouble(capability(sku, name));
        } catch (NumberFormatException notListed) {
            return 0;
        }
    }

    /** Returns whether the subscription may use it in the region and in all of some zones. */
    boolean open(Set<String> wanted) {
        return !restricted && zones.containsAll(wanted);
    }
}
