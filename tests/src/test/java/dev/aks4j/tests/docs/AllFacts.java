package dev.aks4j.tests.docs;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The dated facts of all modules and what the builders cover, for tests of other packages. */
public final class AllFacts {

    private AllFacts() {}

    /** Returns the facts: topic and key after a blank, and the value. */
    public static Map<String, String> values() {
        return FactsPageTest.ALL.stream()
                .collect(Collectors.toMap(fact -> fact.topic() + " " + fact.key(), fact -> fact.value()));
    }

    /** Returns the method that sets a place of clusters, their pools or what belongs to them, as the page of coverage has it. */
    public static Optional<String> method(String type, String place) {
        String ofClusters = type.endsWith("/agentPools")
                ? place.replaceFirst("^/properties", "/properties/agentPoolProfiles[]")
                : place;
        return CoveragePageTest.ALL.stream()
                .filter(coverage -> coverage.type().equals(type.replace("/agentPools", "")))
                .findFirst()
                .flatMap(coverage -> coverage.method(ofClusters));
    }
}
