package dev.aks4j.tests.truth;

import static dev.aks4j.tests.truth.ModelWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Problem;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.PlanRefusedException;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Every Azure resource of the vocabulary, and each way in which it can go: what holds data goes only if the caller named
 * that very resource. Which types hold data is not asked of the kinds that are tested: all do but those of a few providers.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataLossTest {

    private static final String RULE = "AKS-PLAN-021";

    /** What can be made again from what was said of it; a provider that is not here has to be thought about. */
    private static final Pattern WITHOUT_DATA = Pattern.compile(
            "Microsoft\\.(Resources|Network|ManagedIdentity|Authorization|ContainerService|ServiceNetworking)/.*",
            Pattern.CASE_INSENSITIVE);

    private final ModelWorld world = new ModelWorld();
    private final Map<String, Spec> there = new LinkedHashMap<>();

    @BeforeAll
    void makeEverything() {
        Map<String, List<String>> parts = new LinkedHashMap<>();
        Vocabulary.silent().forEach((part, spec) -> {
            if (spec.address().inSubscription(Vocabulary.NOWHERE) instanceof Address.InAzure azure
                    && (holdsData(azure.id()) || part.equals("group"))) {
                parts.put(part, List.of());
            }
        });
        world.aks().plan(Wish.of(parts).build(), PlanOptions.standard()).apply().await(LONG);
        Vocabulary.silent().forEach((part, spec) -> {
            if (world.live(spec).isPresent()) {
                there.put(part, spec);
            }
        });
        assertThat(data()).hasSizeGreaterThan(8);
    }

    @AfterAll
    void close() {
        world.close();
    }

    private static boolean holdsData(ResourceId id) {
        return !WITHOUT_DATA.matcher(id.type()).matches();
    }

    private ResourceId id(Spec spec) {
        return ((Address.InAzure) spec.address().inSubscription(world.azure.subscriptionId())).id();
    }

    /** What is there and holds data. */
    private Map<ResourceId, Spec> data() {
        return there.values().stream()
                .filter(spec -> holdsData(id(spec)))
                .collect(Collectors.toMap(this::id, spec -> spec, (first, same) -> first, LinkedHashMap::new));
    }

    /** Of some resources those that lie in none of the others. */
    private static Set<String> outermost(Set<ResourceId> ids) {
        return ids.stream()
                .filter(id -> ids.stream().noneMatch(other -> !other.equals(id) && id.isWithin(other)))
                .map(DataLossTest::text)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(ResourceId id) {
        return id.toString().toLowerCase(Locale.ROOT);
    }

    private static Set<String> refused(Plan plan) {
        return plan.problems().stream()
                .filter(problem -> problem.rule().equals(RULE))
                .peek(problem -> assertThat(problem.fix()).contains("allowDataLoss(id)"))
                .map(Problem::value)
                .map(value -> value.toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private interface Way {
        Plan plan(PlanOptions options);
    }

    /** Holds a way by which these resources go against what was promised. */
    private void keepsThePromise(Set<ResourceId> going, Way way) {
        Set<String> all = outermost(going);
        assertThat(refused(way.plan(PlanOptions.standard()))).isEqualTo(all);
        assertThat(refused(way.plan(PlanOptions.standard().allowRecreate()))).isEqualTo(all);
        for (String one : all) {
            Set<String> others = new TreeSet<>(all);
            others.remove(one);
            // letter case makes no other resource, and another subscription does
            PlanOptions shouted = PlanOptions.standard()
                    .allowRecreate()
                    .allowDataLoss(ResourceId.parse(one.toUpperCase(Locale.ROOT)));
            PlanOptions elsewhere = PlanOptions.standard()
                    .allowRecreate()
                    .allowDataLoss(ResourceId.parse(one.replace(world.azure.subscriptionId(), Vocabulary.NOWHERE)));
            PlanOptions around = PlanOptions.standard()
                    .allowRecreate()
                    .allowDataLoss(ResourceId.parse(one).parent().orElseThrow())
                    .allowDataLoss(ResourceId.parse(one + "x"));
            assertThat(refused(way.plan(shouted))).isEqualTo(others);
            assertThat(refused(way.plan(elsewhere))).isEqualTo(all);
            assertThat(refused(way.plan(around))).isEqualTo(all);
        }
    }

    @Test
    void aRemovalTakesDataOnlyByName() {
        there.forEach((part, spec) -> {
            Set<ResourceId> going = holdsData(id(spec)) ? Set.of(id(spec)) : Set.of();
            keepsThePromise(going, options -> world.aks().planRemoval(List.of(spec), options));
        });
    }

    @Test
    void aRemovalOfEverythingTakesDataOnlyByName() {
        keepsThePromise(data().keySet(), options -> world.aks().planRemoval(there.values(), options));
    }

    @Test
    void whatIsPrunedTakesDataOnlyByName() {
        Spec group = Vocabulary.part("group").spec(Vocabulary.clusterFor(Vocabulary.part("group")), List.of());
        keepsThePromise(data().keySet(), options -> world.aks().plan(List.of(group), options.prune()));
    }

    @Test
    void whatIsMadeAnewLosesDataOnlyByName() {
        Set<String> seen = new LinkedHashSet<>();
        there.forEach((part, spec) -> Vocabulary.part(part).calls().forEach(call -> {
            Spec changed = Vocabulary.part(part).spec(Vocabulary.silentClusterFor(part), List.of(call));
            Plan plan =
                    world.aks().plan(List.of(changed), PlanOptions.standard().allowRecreate());
            boolean anew = plan.entries().stream().anyMatch(entry -> entry.change() == Change.RECREATE);
            if (holdsData(id(spec)) && anew) {
                seen.add(part);
                assertThat(plan.steps().stream().map(step -> step.write()))
                        .as(part + " " + call)
                        .isEmpty();
                keepsThePromise(Set.of(id(spec)), options -> world.aks().plan(List.of(changed), options));
            } else {
                assertThat(refused(plan)).as(part + " " + call).isEmpty();
            }
        }));
        assertThat(seen).hasSizeGreaterThan(3);
    }

    @Test
    void whatIsSaidNoLongerIsTakenAwayWithoutTheData() {
        Plan exact =
                world.aks().plan(there.values(), PlanOptions.standard().exact().allowRecreate());
        List<ResourceId> gone = exact.steps().stream()
                .map(step -> step.write())
                .filter(Write.Delete.class::isInstance)
                .map(write -> ((Write.Delete) write).id())
                .filter(DataLossTest::holdsData)
                .toList();
        assertThat(gone).isEmpty();
    }

    @Test
    void aPlanThatWasSavedKeepsTheRefusal() {
        data().forEach((id, spec) -> {
            Plan refused = world.aks().planRemoval(spec);
            Plan loaded = world.aks().plan(Json.parse(refused.toJson().toString()));
            assertThat(refused(loaded)).containsExactly(text(id));
            assertThatThrownBy(loaded::apply)
                    .isInstanceOf(PlanRefusedException.class)
                    .hasMessageContaining(id.toString());
            assertThat(world.live(spec)).isPresent();
        });
    }

    @Test
    void aPlanThatWasSavedKeepsTheLeave() {
        Map<ResourceId, Spec> data = data();
        ResourceId gone = data.keySet().stream()
                .max(Comparator.comparing(id -> id.toString().length()))
                .orElseThrow();
        Spec spec = data.get(gone);
        String saved = world.aks()
                .planRemoval(List.of(spec), PlanOptions.standard().allowDataLoss(gone))
                .toJson()
                .toString();
        world.die();

        world.aks().plan(Json.parse(saved)).apply().await(LONG);

        assertThat(world.live(spec)).isEmpty();
        data.forEach((id, other) ->
                assertThat(world.live(other).isPresent()).as(id.toString()).isEqualTo(!id.equals(gone)));
        world.aks().plan(there.values(), PlanOptions.standard()).apply().await(LONG);
        assertThat(world.live(spec)).isPresent();
    }
}
