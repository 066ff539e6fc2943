package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.internal.plan.Things.Thing;
import dev.aks4j.core.internal.plan.run.DependencyGraph;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.Step;
import dev.aks4j.testing.Property;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever the needs, no write is sent before what it needs is done, and no lane has two writes under way. */
class OrderPropertyTest {

    /** Makes specs with random needs: children of clusters and networks among them, so that lanes are shared. */
    private static List<Spec> specs(Random random, int size) {
        List<Thing> things = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            ResourceId id =
                    switch (random.nextInt(3)) {
                        case 0 ->
                            Things.id("Microsoft.ContainerService/managedClusters", "c" + random.nextInt(2))
                                    .child("agentPools", "p" + i);
                        case 1 ->
                            Things.id("Microsoft.Network/virtualNetworks", "v" + random.nextInt(2))
                                    .child("subnets", "s" + i);
                        default -> Things.id("Microsoft.Test/things", "t" + i);
                    };
            Set<Address> needs = new LinkedHashSet<>();
            for (int n = 0; i > 0 && n < random.nextInt(3); n++) {
                needs.add(things.get(random.nextInt(i)).address());
            }
            things.add(
                    Things.thing(id, "thing", "{'properties':{'n':" + i + "}}").after(needs.toArray(Address[]::new)));
        }
        List<Spec> specs = new ArrayList<>(things);
        java.util.Collections.shuffle(specs, random);
        return specs;
    }

    /** What the children lie in, which no spec names. */
    private static final List<ResourceId> HOLDERS = List.of(
            Things.id("Microsoft.ContainerService/managedClusters", "c0"),
            Things.id("Microsoft.ContainerService/managedClusters", "c1"),
            Things.id("Microsoft.Network/virtualNetworks", "v0"),
            Things.id("Microsoft.Network/virtualNetworks", "v1"));

    @Test
    void nothingIsSentBeforeWhatItNeedsIsDoneAndLanesNeverOverlap() {
        Property.tries(60).holds(draw -> {
            long seed = draw.seed();
            int size = draw.integer(1, 25);
            Random random = new Random(seed);
            PlanWorld world = new PlanWorld();
            world.arm.has(Things.GROUP, "{}");
            HOLDERS.forEach(holder -> world.arm.has(holder, "{}"));
            Map<String, Duration> lengths = new HashMap<>();
            world.arm.duration = id -> lengths.computeIfAbsent(
                    id.toString(), key -> Duration.ofSeconds(1 + Math.floorMod(key.hashCode() ^ seed, 300)));
            List<Spec> specs = specs(random, size);

            Plan plan = world.plan(specs);
            world.apply(plan);

            Map<String, FakeArm.Work> works = new LinkedHashMap<>();
            world.arm.operations.values().forEach(work -> works.put(work.id().toString(), work));
            assertThat(works).hasSize(size);
            for (Spec spec : specs) {
                Thing thing = (Thing) spec;
                for (Address need : thing.needs()) {
                    Instant ready = works.get(
                                    need.inSubscription(FakeArm.SUBSCRIPTION).toString())
                            .end();
                    Instant begun = works.get(thing.id()
                                    .inSubscription(FakeArm.SUBSCRIPTION)
                                    .toString())
                            .start();
                    assertThat(begun).isAfterOrEqualTo(ready);
                }
            }
            List<FakeArm.Work> all = List.copyOf(works.values());
            for (FakeArm.Work one : all) {
                for (FakeArm.Work other : all) {
                    if (one != other && excludes(lane(one), lane(other))) {
                        assertThat(one.end().isAfter(other.start())
                                        && other.end().isAfter(one.start()))
                                .as("%s and %s", one, other)
                                .isFalse();
                    }
                }
            }
        });
    }

    /** A node pool excludes itself and its cluster; anything else is excluded by what shares its lane. */
    private static boolean excludes(String one, String other) {
        return one.equals(other) || one.startsWith(other + "/agentpools/") || other.startsWith(one + "/agentpools/");
    }

    private static String lane(FakeArm.Work work) {
        Write write = new Write.Delete(work.id(), "v1");
        return new Step("step", "thing", work.id().name(), Change.REMOVE, write, Set.of(), List.of()).lane();
    }

    @Test
    void everyNeedIsInAnEarlierTurn() {
        Property.tries(200).holds(draw -> {
            long seed = draw.seed();
            int size = draw.integer(1, 40);
            Random random = new Random(seed);
            Map<Integer, Set<Integer>> needs = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                Set<Integer> before = new LinkedHashSet<>();
                for (int n = 0; i > 0 && n < random.nextInt(4); n++) {
                    before.add(random.nextInt(i));
                }
                needs.put(i, before);
            }

            Map<Integer, Integer> waves = DependencyGraph.waves(needs);

            assertThat(waves).hasSize(size);
            needs.forEach((node, before) -> {
                int latest = before.stream().mapToInt(waves::get).max().orElse(0);
                assertThat(waves.get(node)).as("the earliest turn possible").isEqualTo(latest + 1);
            });
        });
    }

    @Test
    void circleIsFoundWhereverItIs() {
        Property.tries(100).holds(draw -> {
            long seed = draw.seed();
            int size = draw.integer(2, 20);
            Random random = new Random(seed);
            Map<Integer, Set<Integer>> needs = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                needs.put(i, new LinkedHashSet<>(i == 0 ? Set.of() : Set.of(i - 1)));
            }
            int from = random.nextInt(size - 1);
            int to = from + 1 + random.nextInt(size - from - 1);
            needs.get(from).add(to);

            assertThat(org.assertj.core.api.Assertions.catchThrowableOfType(
                                    DependencyGraph.CycleException.class, () -> DependencyGraph.waves(needs))
                            .circle()
                            .size())
                    .isEqualTo(to - from + 1);
        });
    }

    @Test
    void removalGoesThroughTheSameNeedsBackwards() {
        Property.tries(30).holds(draw -> {
            long seed = draw.seed();
            int size = draw.integer(1, 15);
            PlanWorld world = new PlanWorld();
            List<Spec> specs = new ArrayList<>(specs(new Random(seed), size));
            specs.add(Things.group());
            HOLDERS.forEach(holder -> world.arm.has(holder, "{}"));
            world.apply(world.plan(specs));
            HOLDERS.forEach(world.arm::remove);

            world.apply(world.planner().planRemoval(specs, PlanOptions.standard()));

            assertThat(world.arm.state()).isEmpty();
        });
    }
}
