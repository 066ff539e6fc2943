package dev.aks4j.tests.truth;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Spec;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every resource that takes part in the model. This is the one place where a new kind joins: a {@link Part} in the file of
 * its module, with a call for each method of its builder. {@code VocabularyTest} fails while a kind or a method is missing.
 */
final class Vocabulary {

    static final Part<ClusterWords.Draft> CLUSTER = ClusterWords.CLUSTER;

    /** All but the cluster. */
    static final List<Part<?>> OTHERS = Stream.of(
                    CompanionWords.PARTS,
                    NetworkWords.PARTS,
                    NetworkResourceWords.PARTS,
                    IdentityWords.PARTS,
                    KubernetesWords.PARTS,
                    StorageWords.PARTS,
                    StorageResourceWords.PARTS,
                    TrafficControllerWords.PARTS,
                    IngressWords.PARTS,
                    FleetWords.PARTS)
            .<Part<?>>flatMap(List::stream)
            .toList();

    /** Which parts wishes are drawn from, for a campaign over some of them: {@code -Daks4j.parts=<regular expression>}. */
    private static final String DRAWN = System.getProperty("aks4j.parts", ".*");

    /** What wishes are drawn from, beside the cluster. */
    static final List<Part<?>> DRAWN_OTHERS =
            OTHERS.stream().filter(part -> part.name().matches(DRAWN)).toList();

    /** Whether a wish may ask for the cluster, whatever else it asks for. */
    static final boolean DRAWS_CLUSTERS = CLUSTER.name().matches(DRAWN);

    static final String NOWHERE = "00000000-0000-0000-0000-000000000000";

    private Vocabulary() {}

    static Part<?> part(String name) {
        return Objects.requireNonNull(BY_NAME.get(name), name);
    }

    private static final Map<String, Part<?>> BY_NAME = all().collect(Collectors.toMap(Part::name, part -> part));

    private static final Map<String, ClusterSpec> CLUSTERS =
            all().collect(Collectors.toMap(Part::name, part -> clusterFor(part)));

    static ClusterSpec silentClusterFor(String part) {
        return CLUSTERS.get(part);
    }

    static Stream<Part<?>> all() {
        return Stream.concat(Stream.of(CLUSTER), OTHERS.stream());
    }

    /** Returns the cluster of which only that is said which a part needs. */
    static ClusterSpec clusterFor(Part<?> part) {
        return (ClusterSpec) CLUSTER.spec(null, part.ofCluster());
    }

    /** Returns a spec of each part of which nothing is said. */
    static Map<String, Spec> silent() {
        return SILENT;
    }

    private static final Map<String, Spec> SILENT = all().collect(Collectors.toMap(
            Part::name, part -> part == CLUSTER ? clusterFor(part) : part.spec(clusterFor(part), List.of())));

    /** Returns the part that is a resource, or holds it, if one does. */
    static Optional<String> partOf(Address address) {
        String wanted = address.toString().toLowerCase(Locale.ROOT) + "/";
        return SILENT.entrySet().stream()
                .filter(each -> !each.getKey().equals("group"))
                .filter(each -> wanted.startsWith(
                        each.getValue()
                                        .address()
                                        .inSubscription(NOWHERE)
                                        .toString()
                                        .toLowerCase(Locale.ROOT) + "/"))
                .max(Comparator.comparing(each -> each.getValue()
                        .address()
                        .inSubscription(NOWHERE)
                        .toString()
                        .length()))
                .map(Map.Entry::getKey);
    }
}
