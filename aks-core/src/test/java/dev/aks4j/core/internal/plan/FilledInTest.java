package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.ArmKind;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.ResourceKind;
import dev.aks4j.core.plan.kind.Scope;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.ConflictException;
import dev.aks4j.testing.Property;
import dev.aks4j.testing.Property.Draw;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A plan creates something and writes to it, or to a part of it, once more: what Azure filled in meanwhile is nobody's
 * change, and what somebody else did is.
 */
class FilledInTest {

    private static final ResourceId CLUSTER = Things.id("Microsoft.ContainerService/managedClusters", "made");
    private static final ResourceId NETWORK = Things.id("Microsoft.Network/virtualNetworks", "made");
    private static final ResourceId THING = Things.id("Microsoft.Test/things", "made");
    private static final List<ResourceId> TARGETS = List.of(
            THING,
            CLUSTER,
            CLUSTER.child("agentPools", "part"),
            NETWORK.child("subnets", "part"),
            THING.child("x", "y"));
    private static final List<String> LEAVES = List.of("a", "b", "deep/c", "deep/d", "deep/down/e");

    private final PlanWorld world = new PlanWorld();

    FilledInTest() {
        world.arm.has(Things.GROUP, "{}");
    }

    /** Something that is created with the one, and then written to with the other. */
    record Twice(ResourceId target, Map<String, Integer> first, Map<String, Integer> then) implements Spec {

        ResourceId root() {
            return List.of(THING, CLUSTER, NETWORK).stream()
                    .filter(target::isWithin)
                    .findFirst()
                    .orElse(target);
        }

        @Override
        public Address address() {
            return Address.azure(root());
        }

        @Override
        public ResourceKind<?> kind() {
            return new TwiceKind();
        }

        /** What the creation says, with what it says of the part. */
        Json creation() {
            Json said = document(first).path("properties");
            if (target.equals(root())) {
                return document(first).edit().put("location", "westeurope").build();
            }
            Json.ObjectBuilder body = Json.object().put("location", "westeurope");
            Json named = Json.object().put("name", target.name()).build();
            if (root().equals(CLUSTER)) {
                Json pool = said.edit().put("name", target.name()).build();
                body.within("properties")
                        .put("agentPoolProfiles", Json.array().add(pool).build());
            } else if (root().equals(NETWORK)) {
                Json subnet = named.edit().put("properties", said).build();
                body.within("properties")
                        .put("subnets", Json.array().add(subnet).build());
            }
            return body.build();
        }
    }

    private static final class TwiceKind extends ArmKind<Twice> {
        @Override
        public String name() {
            return "twice";
        }

        @Override
        public String apiVersion() {
            return "v1";
        }

        @Override
        public String summary(Twice spec) {
            return "";
        }

        @Override
        protected Json document(Twice spec, Scope scope) {
            return spec.creation();
        }

        @Override
        protected Optional<Difference> judge(Twice spec, Difference difference, Json live) {
            return Optional.of(difference.with(Change.RECREATE, "fixed"));
        }

        @Override
        public boolean holdsSomething(Twice spec, Json live) {
            return false;
        }

        @Override
        public List<Write> create(Twice spec, Scope scope) {
            ResourceId root = spec.root().inSubscription(scope.subscriptionId());
            ResourceId target = spec.target().inSubscription(scope.subscriptionId());
            return List.of(
                    new Write.Put(root, "v1", spec.creation(), false),
                    new Write.Put(target, "v1", FilledInTest.document(spec.then()), true));
        }
    }

    private static Json document(Map<String, Integer> leaves) {
        Json document = Json.object().put("properties", Json.object()).build();
        for (Map.Entry<String, Integer> leaf : leaves.entrySet()) {
            document = document.with("/properties/" + leaf.getKey(), leaf.getValue());
        }
        return document;
    }

    private static Map<String, Integer> leaves(Draw draw, int from) {
        Map<String, Integer> leaves = new TreeMap<>();
        draw.some(1, LEAVES.size(), LEAVES).forEach(leaf -> leaves.put(leaf, draw.integer(from, from + 9)));
        return leaves;
    }

    /** What Azure shows after the creation: what was said, and values of its own for some of the rest. */
    private static Map<String, Integer> shown(Twice spec, Map<String, Integer> own) {
        boolean spokenOf = !spec.target().equals(THING.child("x", "y"));
        Map<String, Integer> shown = new TreeMap<>(own);
        if (spokenOf) {
            shown.putAll(spec.first());
        }
        return shown;
    }

    /** Lets a resource be as it is said before it is read for the first time after its creation. */
    private void afterCreation(PlanWorld in, Twice spec, Map<String, Integer> leaves) {
        String path = spec.target().inSubscription(FakeArm.SUBSCRIPTION) + "?";
        in.beforeNext(
                request -> request.method().equals("GET") && request.target().startsWith(path) && isCreated(in), () -> {
                    Json there = in.arm.get(spec.target());
                    Json now = there.isMissing() ? document(Map.of()) : there;
                    for (Map.Entry<String, Integer> leaf : leaves.entrySet()) {
                        now = now.with("/properties/" + leaf.getKey(), leaf.getValue());
                    }
                    in.arm.has(spec.target(), now.toString());
                    return null;
                });
    }

    private static boolean isCreated(PlanWorld in) {
        List<FakeArm.Accepted> accepted = in.arm.accepted;
        return !accepted.isEmpty()
                && accepted.get(accepted.size() - 1).method().equals("PUT")
                && in.arm.operations.values().stream()
                        .noneMatch(work -> work.end().isAfter(in.time.now()));
    }

    private static Twice twice(Draw draw) {
        return new Twice(draw.oneOf(TARGETS), leaves(draw, 0), leaves(draw, 100));
    }

    private static PlanWorld newWorld() {
        return new FilledInTest().world;
    }

    private static void assertHolds(PlanWorld in, Twice spec) {
        Json left = in.arm.get(spec.target());
        spec.then()
                .forEach((leaf, value) ->
                        assertThat(left.at("/properties/" + leaf).asInt()).isEqualTo(value));
    }

    @Test
    void whatAzureFilledInIsWrittenOver() {
        Property.tries(60).holds(draw -> {
            PlanWorld in = newWorld();
            Twice spec = twice(draw);
            Plan plan = in.plan(spec);
            afterCreation(in, spec, shown(spec, leaves(draw, 200)));

            assertThat(in.apply(plan).isSuccess()).isTrue();
            assertHolds(in, spec);
        });
    }

    @Test
    void whatTheCreationSaidAndSomebodyChangedIsRefused() {
        Property.tries(60).holds(draw -> {
            PlanWorld in = newWorld();
            Twice drawn = new Twice(draw.oneOf(TARGETS.subList(0, 4)), leaves(draw, 0), leaves(draw, 100));
            String leaf = draw.oneOf(List.copyOf(drawn.first().keySet()));
            Map<String, Integer> then = new TreeMap<>(drawn.then());
            then.put(leaf, 300);
            Twice spec = new Twice(drawn.target(), drawn.first(), then);
            Plan plan = in.plan(spec);
            Map<String, Integer> changed = shown(spec, leaves(draw, 200));
            changed.put(leaf, 400);
            afterCreation(in, spec, changed);

            assertThatThrownBy(() -> in.apply(plan))
                    .hasMessageContaining("planned on " + spec.first().get(leaf) + ", found 400, declared 300")
                    .hasCauseInstanceOf(ConflictException.class);
        });
    }

    @Test
    void valueThatAppearsOnAResourceThatWasThereIsRefused() {
        Property.tries(60).holds(draw -> {
            PlanWorld in = newWorld();
            Map<String, Integer> said = leaves(draw, 100);
            String leaf = draw.oneOf(List.copyOf(said.keySet()));
            ResourceId id = draw.oneOf(TARGETS.subList(0, 2));
            Things.Thing before = Things.thing(id, "thing", "{'properties':{'old':1}}");
            in.apply(before);
            Plan plan = in.plan(before.saying(document(said).toString()));
            in.arm.has(id, in.arm.get(id).with("/properties/" + leaf, 400).toString());

            assertThatThrownBy(() -> in.apply(plan)).hasMessageContaining("planned on (none), found 400");
        });
    }

    @Test
    void partOfWhatIsMadeAnewIsNotHeldAgainstTheOldOne() {
        Property.tries(40).holds(draw -> {
            PlanWorld in = newWorld();
            Twice spec = twice(draw);
            Map<String, Integer> own = leaves(draw, 200);
            in.apply(Things.thing(spec.root(), "thing", "{'location':'northeurope'}"));
            if (!spec.target().equals(spec.root())) {
                in.arm.has(spec.target(), document(spec.then()).toString());
            }
            Plan plan = in.planner()
                    .plan(List.of(spec), PlanOptions.standard().allowRecreate().adopt());
            in.arm.accepted.clear();
            afterCreation(in, spec, shown(spec, own));

            assertThat(in.apply(plan).isSuccess()).isTrue();
            assertThat(in.arm.writes()).anyMatch(write -> write.startsWith("DELETE"));
            assertHolds(in, spec);
        });
    }

    private final Twice pool = new Twice(CLUSTER.child("agentPools", "part"), Map.of("a", 1), Map.of("b", 2));

    @Test
    void whoResumesTheRunKnowsThatItMadeTheResource() {
        afterCreation(world, pool, Map.of("a", 1, "b", 7));
        world.killedAfter(Duration.ofSeconds(100), pool);

        assertThat(world.resume().isSuccess()).isTrue();
        assertHolds(world, pool);
    }

    @Test
    void resourceThatAnotherRunCreatedAsDeclaredIsNotOfThisOne() {
        Plan plan = world.plan(pool);
        world.arm.has(CLUSTER, Ownership.tag(pool.creation()).toString());
        world.arm.has(pool.target(), document(Map.of("a", 1, "b", 7)).toString());

        assertThatThrownBy(() -> world.apply(plan)).hasMessageContaining("b: planned on (none), found 7, declared 2");
        assertThatThrownBy(world::resume).hasMessageContaining("b: planned on (none), found 7, declared 2");
    }
}
