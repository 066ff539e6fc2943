package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.internal.plan.Things.Thing;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.run.ConflictException;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.core.plan.run.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A process died while something was under way, and what another one finds is not what was left. */
class TakenUpAgainTest {

    private static final Thing VNET = Things.vnet();
    private static final Thing WIDER = VNET.saying("{'properties':{'space':'10.30.0.0/16'}}");
    private static final Thing CLUSTER = Things.cluster();
    private static final Thing POOL =
            Things.thing(CLUSTER.id().child("agentPools", "apps"), "nodePool", "{'properties':{'count':2}}");

    private final PlanWorld world = new PlanWorld();

    private void there() {
        world.apply(Things.group(), VNET);
        world.arm.change(VNET.id(), "/properties", "resourceGuid", "first");
    }

    private void conflict(String what) {
        assertThatThrownBy(world::resume)
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining(what)
                .cause()
                .isInstanceOf(ConflictException.class);
    }

    private String space() {
        return world.arm.get(VNET.id()).at("/properties/space").asText();
    }

    @Test
    void changeOfWhatWasMadeAnewSinceIsNotTakenForDone() {
        there();
        world.killedAfter(Duration.ofSeconds(5), WIDER);
        world.time.advance(Duration.ofHours(1));
        world.arm.has(
                VNET.id(),
                "{'properties':{'resourceGuid':'second','space':'10.9.0.0/16'},'tags':{'owner':'somebody'}}");
        int before = world.arm.accepted.size();

        conflict("was removed and created again");
        assertThat(world.arm.accepted).hasSize(before);
        assertThat(space()).isEqualTo("10.9.0.0/16");
    }

    /** A server that has much to do carries out what it has long taken: a look at once would send it a second time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 5, 9})
    void creationThatArrivesAfterItsProcessDiedIsNotSentASecondTime(long late) {
        world.apply(Things.group());
        world.process.queue = Duration.ofDays(1);
        world.killedAfter(Duration.ofMillis(450), VNET);
        assertThat(world.ledger.read("run-2")).hasSize(2);
        world.time.after(
                Duration.ofSeconds(late),
                () -> world.arm.has(
                        VNET.id(),
                        Ownership.tag(FakeArm.json("{'properties':{'space':'10.20.0.0/16'}}"))
                                .toString()));

        assertThat(world.resume().isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("PUT rg-shop");
    }

    @Test
    void creationThatNeverArrivedIsSentOnceItCannotArriveAnyMore() {
        world.apply(Things.group());
        world.process.queue = Duration.ofDays(1);
        world.killedAfter(Duration.ofMillis(450), VNET);
        Duration begun = world.time.elapsed();

        assertThat(world.resume().isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("PUT rg-shop", "PUT vnet-shop");
        assertThat(world.time.elapsed().minus(begun)).isBetween(Duration.ofSeconds(29), Duration.ofMinutes(1));
    }

    @Test
    void removalOfWhatWasMadeAnewSinceIsDoneAndLeavesTheOtherOne() {
        there();
        world.killedAfter(Duration.ofSeconds(5), planner -> planner.planRemoval(List.of(VNET), PlanOptions.standard()));
        world.time.advance(Duration.ofHours(1));
        world.arm.has(VNET.id(), "{'properties':{'resourceGuid':'second'}}");
        int before = world.arm.accepted.size();

        assertThat(world.resume().isSuccess()).isTrue();
        assertThat(world.arm.accepted).hasSize(before);
        assertThat(world.arm.get(VNET.id()).isMissing()).isFalse();
    }

    @Test
    void removalOfAPoolOfAClusterThatWasMadeAnewSinceIsDone() {
        world.apply(Things.group(), VNET, Things.identity(), Things.role(), CLUSTER);
        world.apply(CLUSTER, POOL);
        world.killedAfter(Duration.ofSeconds(5), planner -> planner.planRemoval(List.of(POOL), PlanOptions.standard()));
        world.time.advance(Duration.ofHours(1));
        world.arm.change(CLUSTER.id(), "/properties", "resourceUID", "another");
        world.arm.has(POOL.id(), "{'properties':{'count':7}}");
        int before = world.arm.accepted.size();

        assertThat(world.resume().isSuccess()).isTrue();
        assertThat(world.arm.accepted).hasSize(before);
        assertThat(world.arm.get(POOL.id()).at("/properties/count").asInt()).isEqualTo(7);
    }

    /** Azure keeps its account of an operation for a while only; a resource that has succeeded may have done so otherwise. */
    @Test
    void changeThatOnlyTheResourceCouldTellIsLookedForAndDoneIfItIsMissing() {
        there();
        world.killedAfter(Duration.ofSeconds(5), WIDER);
        world.time.advance(Duration.ofHours(1));
        world.arm.change(VNET.id(), "/properties", "space", "10.20.0.0/16");
        world.process.forgotten = true;

        assertThat(world.resume().isSuccess()).isTrue();
        assertThat(space()).isEqualTo("10.30.0.0/16");
    }

    @Test
    void changeThatOnlyTheResourceCouldTellIsNotDoneOverAnothersChange() {
        there();
        world.killedAfter(Duration.ofSeconds(5), WIDER);
        world.time.advance(Duration.ofHours(1));
        world.arm.change(VNET.id(), "/properties", "space", "10.9.0.0/16");
        world.process.forgotten = true;

        conflict("");
        assertThat(space()).isEqualTo("10.9.0.0/16");
    }

    @Test
    void changeThatOnlyTheResourceTellsIsDoneOnce() {
        there();
        world.killedAfter(Duration.ofSeconds(5), WIDER);
        world.time.advance(Duration.ofHours(1));
        world.process.forgotten = true;
        int before = world.arm.accepted.size();

        assertThat(world.resume().isSuccess()).isTrue();
        assertThat(world.arm.accepted).hasSize(before);
    }

    private final ResourceId thing = Things.id("Microsoft.Test/things", "a").inSubscription(FakeArm.SUBSCRIPTION);

    private Step start() {
        Write write = new Write.Post(
                thing,
                "v1",
                "start",
                FakeArm.json("{}"),
                FakeArm.json("{'properties':{'powerState':{'code':'Running'}}}"));
        return new Step("1", "thing", "a", Change.UPDATE, write, Set.of(), List.of());
    }

    @Test
    void actionThatOnlyTheResourceCouldTellIsLookedForByItsEffect() {
        world.arm.has(thing, "{'properties':{'powerState':{'code':'Stopped'}}}");
        MortalLedger mortal = new MortalLedger(world.ledger);
        world.planner(mortal).runs().start("start a", List.of(start()), Duration.ofHours(1));
        world.time.advance(Duration.ofSeconds(5));
        mortal.dead = true;
        world.die();
        world.time.advance(Duration.ofHours(1));
        world.arm.change(thing, "/properties/powerState", "code", "Stopped");
        world.process.forgotten = true;

        assertThat(world.resume().isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("POST a", "POST a");
    }

    /** What was followed after a lost answer was somebody else's operation. */
    @Test
    void operationThatWasSomebodyElsesLeavesTheStepToLookAgain() {
        there();
        world.process.anothers = new MaybeExecutedException("PUT vnet-shop may have been carried out", null);
        Run run = world.plan(WIDER).apply();
        world.time.advance(Duration.ofSeconds(5));
        world.arm.change(VNET.id(), "/properties", "space", "10.20.0.0/16");

        assertThat(run.await(PlanWorld.LONG).isSuccess()).isTrue();
        assertThat(space()).isEqualTo("10.30.0.0/16");
    }

    private static final String MARKED = "{'location':'westeurope','tags':{'" + Ownership.TAG + "':'" + Ownership.VALUE
            + "'},'systemData':{'createdAt':'%s'},'properties':{'version':'1.30'}}";

    /** Kills a process that has announced the creation of a cluster and not sent it. */
    private void announced() {
        world.apply(Things.group(), VNET, Things.identity(), Things.role());
        MortalLedger mortal = new MortalLedger(world.ledger) {
            @Override
            public void append(LedgerEntry entry) {
                super.append(entry);
                if (entry.fact().path("fact").asText().equals("intent")) {
                    dead = true;
                    world.process.die();
                }
            }
        };
        world.planner(mortal).plan(List.of(CLUSTER), PlanOptions.standard()).apply();
        world.time.advance(Duration.ofMinutes(1));
        assertThat(world.process.isDead()).isTrue();
        world.process = new FakeProcess(world.arm);
    }

    @ParameterizedTest
    @CsvSource({"PT-30H,Succeeded", "PT-30H,Failed", "PT3H,Succeeded", "PT3H,Failed"})
    void markedResourceOfAnotherTimeIsNotWhatTheRunMayHaveCreated(Duration made, String state) {
        announced();
        Instant then = world.time.now().plus(made);
        world.time.advance(Duration.ofDays(1));
        world.arm.has(CLUSTER.id(), MARKED.formatted(then));
        world.arm.change(CLUSTER.id(), "/properties", "provisioningState", state);
        int before = world.arm.accepted.size();

        conflict("was created by somebody else");
        assertThat(world.arm.accepted).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-30M", "PT0S", "PT30M"})
    void markedResourceOfThatTimeIsWhatTheRunMayHaveCreated(Duration made) {
        announced();
        Instant then = world.time.now().plus(made);
        world.time.advance(Duration.ofDays(1));
        world.arm.has(CLUSTER.id(), MARKED.formatted(then));
        int before = world.arm.accepted.size();

        assertThat(world.resume().isSuccess()).isTrue();
        assertThat(world.arm.accepted).hasSize(before);
    }

    /** Whoever is told that a plan was not begun must not find it begun after a restart. */
    @Test
    void runThatCouldNotTakeThePlaceOfAnOlderOneIsNotLeftToBeTakenUp() {
        world.apply(Things.group(), VNET);
        world.killedAfter(Duration.ZERO, planner -> planner.planRemoval(List.of(VNET), PlanOptions.standard()));
        String older = world.interrupted().get(0).id();
        MortalLedger failing = new MortalLedger(world.ledger) {
            @Override
            public void append(LedgerEntry entry) {
                if (entry.run().equals(older)) {
                    throw new IllegalStateException("no room");
                }
                super.append(entry);
            }
        };
        var plan = world.planner(failing).plan(List.of(WIDER), PlanOptions.standard());

        assertThatThrownBy(plan::apply).isInstanceOf(IllegalStateException.class);
        assertThat(world.interrupted()).extracting(run -> run.id()).containsExactly(older);
    }
}
