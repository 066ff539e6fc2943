package dev.aks4j.tests.docs;

import dev.aks4j.core.internal.cluster.api.ApiProperties;
import dev.aks4j.core.internal.cluster.api.ApiProperty;
import dev.aks4j.core.model.AksApiVersion;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The writable properties of one type of resource, held against the methods that set them.
 *
 * @param title the type, for people
 * @param type the type as the table of the API has it
 * @param writable every property that the API can be sent
 * @param setBy the method that sets a property
 * @param exceptions properties that no method sets, by their beginning, with the reason
 */
record Coverage(
        String title, String type, Set<String> writable, Map<String, String> setBy, Map<String, String> exceptions) {

    private static final Scope SCOPE =
            new Scope("00000000-0000-4000-8000-000000000001", Instant.parse("2026-11-23T00:00:00Z"), List.of());

    /**
     * One method.
     *
     * @param method how it is written
     * @param spec a spec for which it was called
     */
    record Case(String method, Spec spec) {}

    /**
     * Reads what the API's table has and what the methods set. The first case is the builder with nothing called; a
     * property that it leaves out belongs to the method that brings the fewest others.
     */
    static Coverage of(String title, String type, List<Case> cases, Map<String, String> exceptions) {
        Map<String, String> setBy = new TreeMap<>();
        Map<String, Integer> company = new TreeMap<>();
        Set<String> bare = new HashSet<>();
        for (Case one : cases) {
            Set<String> places = Leaves.of(document(one.spec()));
            places.removeAll(bare);
            for (String place : places) {
                if (places.size() < company.getOrDefault(place, Integer.MAX_VALUE)) {
                    company.put(place, places.size());
                    setBy.put(place, one.method());
                }
            }
            if (bare.isEmpty()) {
                bare.addAll(places);
            }
        }
        return new Coverage(title, type, writable(type), setBy, exceptions);
    }

    /** Returns what the newest version can be sent: values, and objects of which only the name counts. */
    static Set<String> writable(String type) {
        List<ApiProperty> sent = ApiProperties.of(type).all().stream()
                .filter(property -> property.isWritable(AksApiVersion.NEWEST))
                .toList();
        return sent.stream()
                .filter(property -> property.isLeaf()
                        || property.place().endsWith("/*")
                                && sent.stream()
                                        .noneMatch(other -> other.place().startsWith(property.place() + "/")))
                .map(ApiProperty::place)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    Optional<String> method(String place) {
        return Optional.ofNullable(setBy.get(place));
    }

    Optional<String> reason(String place) {
        return exceptions.entrySet().stream()
                .filter(entry -> place.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    long covered() {
        return writable.stream().filter(place -> method(place).isPresent()).count();
    }

    /** Returns the rows of the page. */
    String rows() {
        StringBuilder rows = new StringBuilder();
        writable.forEach(place -> rows.append("| `")
                .append(place)
                .append("` | ")
                .append(method(place)
                        .map(text -> "`" + text + "`")
                        .orElseGet(() -> "— " + reason(place).orElse("?")))
                .append(" |\n"));
        return rows.toString();
    }

    @Override
    public String toString() {
        return title;
    }

    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    private static Json document(Spec spec) {
        ResourceKind<Spec> kind = (ResourceKind<Spec>) spec.kind();
        List<Write> writes = kind.create(spec, SCOPE);
        Json document = ((Write.Put) writes.get(0)).body();
        String pools = "/properties/agentPoolProfiles";
        for (Write pool : writes.subList(1, writes.size())) {
            Json more = ((Write.Put) pool).body().path("properties");
            document =
                    document.with(pools, Json.array().addAll(document.at(pools)).add(more));
        }
        return document;
    }
}
