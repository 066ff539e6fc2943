package dev.aks4j.tests.truth;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.testing.Property.Draw;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants: of which parts of the vocabulary, and what is said of each. Any two wishes can follow each other in
 * a chain. Immutable.
 */
final class Wish {

    private static final String CLUSTER = Vocabulary.CLUSTER.name();

    private final Map<String, List<String>> said;
    private final Map<String, Spec> specs;

    private Wish(Map<String, List<String>> said) {
        this.said = said;
        this.specs = built(said);
    }

    static Wish draw(Draw draw) {
        return draw.of(Wish::drawn);
    }

    /** Returns a wish of which this is said, with what it needs. */
    static Wish of(Map<String, List<String>> said) {
        return complete(said);
    }

    private static Wish drawn(Draw draw) {
        Map<String, List<String>> said = new LinkedHashMap<>();
        said.put("group", List.of());
        List<String> ofCluster = draw.some(0, 3, Vocabulary.CLUSTER.calls());
        if (draw.integer(0, 4) < 4 && Vocabulary.DRAWS_CLUSTERS) {
            said.put(CLUSTER, ofCluster);
        }
        for (Part<?> part : draw.some(0, Vocabulary.DRAWS_CLUSTERS ? 2 : 4, Vocabulary.DRAWN_OTHERS)) {
            said.put(part.name(), draw.some(0, Math.min(2, part.calls().size()), part.calls()));
            if (!part.ofCluster().isEmpty()) {
                Set<String> all = new LinkedHashSet<>(part.ofCluster());
                all.addAll(said.getOrDefault(CLUSTER, List.of()));
                said.put(CLUSTER, List.copyOf(all));
            }
        }
        return possible(said);
    }

    /** Returns this wish without what cannot be said together, and with what it needs. */
    private static Wish possible(Map<String, List<String>> said) {
        Map<String, List<String>> left = new LinkedHashMap<>();
        for (var part : said.entrySet()) {
            List<String> calls = part.getValue();
            while (!canBeSaid(part.getKey(), calls)) {
                calls = calls.subList(0, calls.size() - 1);
            }
            left.put(part.getKey(), calls);
        }
        return complete(left);
    }

    private static boolean canBeSaid(String part, List<String> calls) {
        try {
            if (!calls.isEmpty()) {
                Vocabulary.part(part).spec(Vocabulary.silentClusterFor(part), calls);
            }
            return true;
        } catch (InvalidSpecException notTogether) {
            if (calls.isEmpty()) {
                throw new IllegalStateException(part, notTogether);
            }
            return false;
        }
    }

    private static Wish complete(Map<String, List<String>> said) {
        Map<String, List<String>> all = new LinkedHashMap<>(said);
        for (boolean grown = true; grown; ) {
            grown = false;
            for (Spec spec : new Wish(all).build()) {
                for (Address needed : needs(spec)) {
                    Optional<String> part = Vocabulary.partOf(needed.inSubscription(Vocabulary.NOWHERE));
                    if (part.isPresent() && !all.containsKey(part.get())) {
                        all.put(part.get(), List.of());
                        grown = true;
                    }
                }
            }
        }
        return new Wish(all);
    }

    @SuppressWarnings("unchecked") // the kind of a spec accepts it
    private static Set<Address> needs(Spec spec) {
        Set<Address> needed = new java.util.HashSet<>(((ResourceKind<Spec>) spec.kind()).requires(spec));
        if (spec.address() instanceof Address.InCluster object) {
            needed.add(Address.azure(object.cluster()));
        } else if (spec.address() instanceof Address.InAzure there) {
            there.id().parent().map(Address::azure).ifPresent(needed::add);
        }
        return needed;
    }

    private static Map<String, Spec> built(Map<String, List<String>> said) {
        ClusterSpec cluster = (ClusterSpec) Vocabulary.CLUSTER.spec(null, said.getOrDefault(CLUSTER, List.of()));
        Map<String, Spec> specs = new LinkedHashMap<>();
        said.forEach((part, calls) -> specs.put(
                part, part.equals(CLUSTER) ? cluster : Vocabulary.part(part).spec(cluster, calls)));
        return specs;
    }

    /** Returns whether some of it is the work of a controller that somebody has to install first. */
    boolean needsController() {
        return said.keySet().stream().anyMatch(Wish::isOfController);
    }

    /** Returns what of it is possible before that. */
    Wish withoutController() {
        Map<String, List<String>> left = new LinkedHashMap<>(said);
        left.keySet().removeIf(Wish::isOfController);
        return complete(left);
    }

    private static boolean isOfController(String part) {
        return part.endsWith(" for containers");
    }

    /** Returns the specs by the names of their parts. */
    Map<String, Spec> specs() {
        return specs;
    }

    List<Spec> build() {
        return List.copyOf(specs.values());
    }

    /** Returns what is said, call by call, by the names of the parts. */
    Map<String, List<String>> said() {
        return said;
    }

    boolean wants(String part) {
        return said.containsKey(part);
    }

    @Override
    public String toString() {
        List<String> words = new ArrayList<>();
        said.forEach((part, calls) -> words.add(part + (calls.isEmpty() ? "" : calls.toString())));
        return "wish: " + String.join(", ", words);
    }
}
