package dev.aks4j.tests.docs;

import dev.aks4j.core.model.Json;
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

    /** Returns the places at which a document says something. */
    public static Set<String> in(Json document) {
        return Leaves.of(document);
    }
}
