package dev.aks4j.tests.docs;

import dev.aks4j.core.internal.cluster.api.ApiProperties;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The writable properties of the API that some method sets, by type of resource. */
public final class CoveredPlaces {

    private CoveredPlaces() {}

    /** Returns the places of each type, by its title. */
    public static Map<String, Set<String>> byTitle() {
        Map<String, Set<String>> all = new TreeMap<>();
        CoveragePageTest.ALL.forEach(resource -> {
            Set<String> places = new TreeSet<>(resource.setBy().keySet());
            places.retainAll(resource.writable());
            all.put(resource.title(), places);
        });
        return all;
    }

    /** Returns the names of the lists that the API can be sent. */
    public static Set<String> lists() {
        Set<String> names = new TreeSet<>();
        for (String type : List.of(
                "managedClusters",
                "managedClusters/agentPools",
                "managedClusters/maintenanceConfigurations",
                "managedClusters/managedNamespaces",
                "managedClusters/trustedAccessRoleBindings",
                "snapshots")) {
            ApiProperties.of(type).all().stream()
                    .filter(property -> property.isWritable(AksApiVersion.NEWEST))
                    .filter(property -> property.type().endsWith("[]")
                            || property.type().equals("list")
                            || property.place().endsWith("[]"))
                    .map(property -> property.place().replace("[]", ""))
                    .map(place -> place.substring(place.lastIndexOf('/') + 1))
                    .filter(name -> !name.equals("*"))
                    .forEach(names::add);
        }
        return names;
    }

    /** Returns the places at which a document says something. */
    public static Set<String> in(Json document) {
        return Leaves.of(document);
    }
}
