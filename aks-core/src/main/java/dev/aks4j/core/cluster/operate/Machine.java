package dev.aks4j.core.cluster.operate;

import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * A machine of a node pool as Azure showed it at one moment. Immutable.
 *
 * @param name its name in Kubernetes and in {@link NodePool#deleteMachines}
 * @param zones the availability zone that it stands in; empty if it stands in none
 * @param addresses its private addresses
 * @param resourceId its id below {@code Microsoft.Compute}; empty if Azure does not say it
 */
public record Machine(String name, List<String> zones, List<String> addresses, String resourceId) {

    /** Copies the lists. */
    public Machine {
        zones = List.copyOf(zones);
        addresses = List.copyOf(addresses);
    }

    /** Returns name, zone and addresses: {@code aks-apps-0 in zone 1, 10.20.0.4}. */
    @Override
    public String toString() {
        return name
                + (zones.isEmpty() ? "" : " in zone " + String.join(", ", zones))
                + (addresses.isEmpty() ? "" : ", " + String.join(", ", addresses));
    }

    static Machine read(Json document) {
        List<String> zones = new ArrayList<>();
        document.path("zones").forEach(zone -> zones.add(zone.asText()));
        List<String> addresses = new ArrayList<>();
        document.at("/properties/network/ipAddresses")
                .forEach(address -> addresses.add(address.path("ip").asText()));
        return new Machine(
                document.path("name").asText(),
                zones,
                addresses,
                document.at("/properties/resourceId").asText(""));
    }
}
