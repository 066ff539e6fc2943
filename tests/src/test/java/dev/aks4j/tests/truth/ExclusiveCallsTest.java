package dev.aks4j.tests.truth;

import static dev.aks4j.tests.truth.ModelWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.InvalidSpecException;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.testing.Property;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Of what cannot be said together, the one is said after the other: the plan takes the old one out, Azure takes that, and
 * the next plan is empty; or the plan says in words why it cannot be. Which calls exclude each other the rules tell, which
 * refuse them together, and the documents, in which the later one takes the place of the earlier. A normal build tries some
 * of the pairs; {@code -Daks4j.campaign=true} all.
 */
class ExclusiveCallsTest {

    private static final Scope SCOPE =
            new Scope("00000000-0000-4000-8000-000000000001", Instant.parse("2026-11-23T00:00:00Z"), List.of());
    private static final boolean ALL = Boolean.getBoolean("aks4j.campaign");

    private final TreeMap<String, Integer> figures = new TreeMap<>();
    private final TreeMap<String, String> survey = new TreeMap<>();

    /** What is said first, and what is said in its place. */
    private record Pair(Map<String, List<String>> before, Map<String, List<String>> after) {}

    @Test
    void ofTwoThatExcludeEachOtherTheOldOneIsTakenOut() {
        if (ALL) {
            Vocabulary.all()
                    .forEach(part -> part.calls()
                            .forEach(one -> excluded(part, one).forEach(other -> tryOver(pair(part, one, other)))));
        } else {
            List<Part<?>> parts =
                    Vocabulary.all().filter(part -> part.calls().size() > 1).toList();
            Property.tries(6).holds(draw -> {
                Part<?> part = draw.oneOf(parts);
                String one = draw.oneOf(part.calls());
                List<String> others = excluded(part, one);
                Assumptions.assumeFalse(others.isEmpty());
                tryOver(pair(part, one, draw.oneOf(others)));
            });
        }
        told();
    }

    private void told() {
        survey.forEach((pair, wrong) -> System.out.println("=== " + pair + "\n" + wrong));
        System.out.println("Calls that exclude each other: " + figures);
        assertThat(figures.keySet()).containsAnyOf("switched", "refused");
        assertThat(survey).isEmpty();
    }

    private static Pair pair(Part<?> part, String before, String after) {
        return new Pair(said(part.name(), before), said(part.name(), after));
    }

    private void tryOver(Pair pair) {
        figures.merge("pairs", 1, Integer::sum);
        try {
            switchOver(pair, figures);
        } catch (InvalidSpecException notWithWhatItNeeds) {
            figures.merge("cannot be", 1, Integer::sum);
        } catch (AssertionError | RuntimeException wrong) {
            if (!ALL) {
                throw wrong;
            }
            survey.put(pair.toString(), String.valueOf(wrong.getMessage()));
        }
    }

    private static void switchOver(Pair pair, Map<String, Integer> figures) {
        try (ModelWorld world = new ModelWorld()) {
            Wish before = Wish.of(pair.before);
            Wish after = Wish.of(pair.after);
            if (before.needsController() || after.needsController()) {
                world.aks()
                        .plan(before.withoutController().build(), PlanOptions.standard())
                        .apply()
                        .await(LONG);
                world.installController();
            }
            Plan first = world.aks().plan(before.build(), PlanOptions.standard());
            if (!first.problems().isEmpty()) {
                figures.merge("not there", 1, Integer::sum);
                return;
            }
            try {
                first.apply().await(LONG);
            } catch (RunFailedException full) {
                assertThat(ChainOfPlans.LIMITS).as(full.getMessage()).anyMatch(full.getMessage()::contains);
                figures.merge("full", 1, Integer::sum);
                return;
            }
            Plan plan = world.aks().plan(after.build(), PlanOptions.standard());
            if (!plan.problems().isEmpty()) {
                figures.merge("refused", 1, Integer::sum);
                assertThat(plan.problems())
                        .allSatisfy(problem -> assertThat(problem.fix()).isNotBlank());
                return;
            }
            try {
                plan.apply().await(LONG);
            } catch (RunFailedException full) {
                assertThat(ChainOfPlans.LIMITS).as(full.getMessage()).anyMatch(full.getMessage()::contains);
                figures.merge("full", 1, Integer::sum);
                return;
            }
            figures.merge("switched", 1, Integer::sum);
            Plan again = world.aks().plan(after.build(), PlanOptions.standard());
            assertThat(again.isEmpty()).as("%s\nthen\n%s", plan, again).isTrue();
            assertThat(Truth.lies(after, world)).isEmpty();
        }
    }

    private static Map<String, List<String>> said(String part, String call) {
        Map<String, List<String>> said = new LinkedHashMap<>();
        said.put("group", List.of());
        Part<?> of = Vocabulary.part(part);
        if (!of.ofCluster().isEmpty()) {
            said.put(Vocabulary.CLUSTER.name(), of.ofCluster());
        }
        said.put(part, List.of(call));
        return said;
    }

    /** Returns the calls that cannot be made with this one before them, or that take out what it says. */
    private static List<String> excluded(Part<?> part, String one) {
        ClusterSpec cluster = Vocabulary.clusterFor(part);
        Map<String, JsonNode> silent = leaves(part.spec(cluster, List.of()));
        Map<String, JsonNode> said = own(leaves(part.spec(cluster, List.of(one))), silent);
        return part.calls().stream()
                .filter(other -> !other.equals(one))
                .filter(other -> excludes(part, cluster, one, other, said, silent))
                .toList();
    }

    private static boolean excludes(
            Part<?> part,
            ClusterSpec cluster,
            String one,
            String other,
            Map<String, JsonNode> said,
            Map<String, JsonNode> silent) {
        Optional<Spec> both = both(part, cluster, List.of(one, other));
        if (both.isEmpty()) {
            return true;
        }
        Map<String, JsonNode> together = leaves(both.get());
        // the later one says nothing of these places, and they are gone all the same
        return said.keySet().stream().anyMatch(place -> !together.containsKey(place))
                && !own(leaves(part.spec(cluster, List.of(other))), silent)
                        .keySet()
                        .containsAll(said.keySet());
    }

    private static Optional<Spec> both(Part<?> part, ClusterSpec cluster, List<String> calls) {
        try {
            return Optional.of(part.spec(cluster, calls));
        } catch (InvalidSpecException together) {
            return Optional.empty();
        }
    }

    private static Map<String, JsonNode> leaves(Spec spec) {
        return Leaf.of(Said.document(spec, SCOPE));
    }

    private static Map<String, JsonNode> own(Map<String, JsonNode> all, Map<String, JsonNode> silent) {
        return all.entrySet().stream()
                .filter(each -> !each.getValue().equals(silent.get(each.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
