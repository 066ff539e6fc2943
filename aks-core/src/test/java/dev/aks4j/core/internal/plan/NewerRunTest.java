package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.plan.Things.Thing;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.core.plan.run.RunState;
import dev.aks4j.core.plan.run.Step;
import dev.aks4j.core.plan.run.StepResult;
import dev.aks4j.core.plan.run.StepResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What newer runs and verbs do to older runs that did not come to their end. */
class NewerRunTest {

    private static final Thing VNET = Things.vnet();

    private final PlanWorld world = new PlanWorld();

    private AtomicBoolean forbidden(String method) {
        AtomicBoolean forbidden = new AtomicBoolean(true);
        world.arm.refuse(
                (ArmRequest request) -> forbidden.get() && request.method().equals(method)
                        ? FakeArm.error(403, "AuthorizationFailed", "no right to " + method)
                        : null);
        return forbidden;
    }

    @Test
    void removalThatFailedIsNotTakenUpAfterANewerPlanKeepsEverything() {
        world.apply(Things.group(), VNET);
        AtomicBoolean monday = forbidden("DELETE");
        assertThatThrownBy(() -> world.apply(world.removal(Things.group(), VNET)))
                .isInstanceOf(RunFailedException.class);
        LedgerRun failed = world.unfinished().get(0);
        assertThat(failed.state()).isEqualTo(RunState.FAILED);
        assertThat(failed.lastFailure())
                .hasValueSatisfying(text -> assertThat(text).contains("no right to DELETE"));
        monday.set(false);

        Plan wednesday = world.plan(Things.group(), VNET);
        assertThat(wednesday.isEmpty()).isTrue();
        assertThat(world.interrupted())
                .as("a failed run is nobody's to take up")
                .isEmpty();
        world.apply(wednesday);

        assertThat(world.unfinished()).isEmpty();
        assertThatThrownBy(failed::resume).isInstanceOf(AksException.class).hasMessageContaining("took its place");
        assertThat(world.arm.writes()).noneMatch(write -> write.startsWith("DELETE"));
    }

    @Test
    void interruptedRemovalIsNotCarriedOnAfterANewerPlanKeepsEverything() {
        world.apply(Things.group(), VNET, Things.sized("a"));
        world.killedAfter(
                Duration.ofMillis(150),
                planner ->
                        planner.planRemoval(List.of(Things.group(), VNET, Things.sized("a")), PlanOptions.standard()));
        assertThat(world.interrupted()).hasSize(1);
        int removed = world.arm.accepted.size();

        world.apply(Things.group(), VNET, Things.sized("a"));

        assertThat(world.unfinished()).isEmpty();
        assertThat(world.arm.accepted).hasSize(removed);
    }

    /** An identity that nobody would need any more was to go; the newer plan does not name it, and puts it to use. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'properties':{'subnet':'%s'}}",
                "{'identity':{'userAssignedIdentities':{'%s':{}}},'properties':{}}",
                "{'properties':{'list':[{'deep':'%s/subnets/nodes'}]}}"
            })
    void whatANewerPlanOnlyRefersToIsNotRemovedByAnOlderRun(String reference) {
        for (boolean unchanged : List.of(false, true)) {
            PlanWorld world = new PlanWorld();
            String id = VNET.id().inSubscription(FakeArm.SUBSCRIPTION).toString();
            Thing user = Things.sized("user").saying(reference.formatted(unchanged ? id : id.toUpperCase(Locale.ROOT)));
            world.apply(Things.group(), VNET);
            if (unchanged) {
                world.apply(Things.group(), user);
            }
            world.killedAfter(
                    Duration.ofMillis(150), planner -> planner.planRemoval(List.of(VNET), PlanOptions.standard()));
            assertThat(world.interrupted()).hasSize(1);

            world.apply(Things.group(), user);

            assertThat(world.unfinished()).isEmpty();
            assertThat(world.arm.get(VNET.id()).isMissing()).isFalse();
        }
    }

    @Test
    void whatANewerRemovalKeepsAndThatRefersToSomethingKeepsItToo() {
        String id = VNET.id().inSubscription(FakeArm.SUBSCRIPTION).toString();
        Thing user = Things.sized("user").saying("{'properties':{'subnet':'%s'}}".formatted(id));
        world.apply(Things.group(), VNET, user);
        world.arm.change(user.id(), "", "tags", java.util.Map.of("owner", "somebody"));
        world.killedAfter(
                Duration.ofMillis(150), planner -> planner.planRemoval(List.of(VNET), PlanOptions.standard()));

        Plan removal = world.removal(Things.sized("gone"), user);
        assertThat(removal.isEmpty()).as("what is somebody else's stays").isTrue();
        world.apply(removal);

        assertThat(world.unfinished()).isEmpty();
    }

    @Test
    void newerPlanTakesOnlyWhatItDecidesAbout() {
        world.arm.duration = id -> Duration.ofMinutes(id.name().equals("rg-shop") ? 0 : 10);
        world.killedAfter(
                Duration.ofMinutes(2),
                Things.group(),
                Things.sized("a"),
                Things.sized("b").after(Things.sized("a").address()));

        // Another tenant's plan, with the same group.
        world.apply(Things.group(), Things.sized("other"));
        assertThat(world.interrupted()).as("still there").hasSize(1);
        world.apply(Things.sized("a").saying("{'properties':{'size':1}}"));

        LedgerRun left = world.interrupted().get(0);
        assertThat(left.steps())
                .filteredOn(step -> step.step().name().equals("a"))
                .extracting(StepResult::outcome)
                .containsExactly(Outcome.SUPERSEDED);
        assertThat(left.resume().await(PlanWorld.LONG).isSuccess()).isTrue();
        assertThat(world.arm.writes())
                .as("b comes up though a was left to the newer plan")
                .contains("PUT b")
                .doesNotHaveDuplicates();
        assertThat(world.unfinished()).isEmpty();
    }

    @Test
    void whatWasToComeAfterARemovalIsLeftWithIt() {
        Thing a = Things.sized("a");
        Thing b = Things.sized("b").after(a.address());
        world.apply(Things.group(), a, b);
        world.arm.accepted.clear();
        world.killedAfter(Duration.ZERO, planner -> planner.planRemoval(List.of(a, b), PlanOptions.standard()));
        assertThat(world.interrupted()).hasSize(1);

        world.apply(b);

        assertThat(world.unfinished()).as("a was to go after b, and b stays").isEmpty();
        assertThat(world.arm.writes()).isEmpty();
    }

    @Test
    void newerRunThatDiedBeforeItWroteToTheOlderOneTakesItsPlaceAllTheSame() {
        world.apply(Things.group(), VNET);
        world.killedAfter(Duration.ZERO, planner -> planner.planRemoval(List.of(VNET), PlanOptions.standard()));
        String older = world.interrupted().get(0).id();
        MortalLedger dying = new MortalLedger(world.ledger);
        Ledger first = new Ledger() {
            @Override
            public void append(LedgerEntry entry) {
                dying.append(entry);
                dying.dead = true;
            }

            @Override
            public List<LedgerEntry> read(String run) {
                return dying.read(run);
            }

            @Override
            public List<String> unfinished() {
                return dying.unfinished();
            }

            @Override
            public void close() {}
        };
        Plan plan = world.planner(first)
                .plan(List.of(VNET.saying("{'properties':{'space':'10.30.0.0/16'}}")), PlanOptions.standard());
        assertThatThrownBy(plan::apply).isInstanceOf(IllegalStateException.class);
        world.die();
        assertThat(world.ledger.unfinished()).contains(older);

        assertThat(world.unfinished())
                .extracting(LedgerRun::id)
                .doesNotContain(older)
                .hasSize(1);
        world.interrupted().forEach(run -> run.resume().await(PlanWorld.LONG));

        assertThat(world.ledger.unfinished()).isEmpty();
        assertThat(world.arm.get(VNET.id()).at("/properties/space").asText()).isEqualTo("10.30.0.0/16");
    }

    @Test
    void newerRemovalTakesThePlaceOfACreationThatHadNotBegun() {
        world.killedAfter(Duration.ZERO, Things.group(), VNET);
        assertThat(world.interrupted()).hasSize(1);

        world.apply(world.removal(Things.group(), VNET));

        assertThat(world.unfinished())
                .as("what is not there is decided about, too")
                .isEmpty();
        assertThat(world.arm.writes()).isEmpty();
    }

    @Test
    void newerRemovalOfAPartLeavesAnOlderRemovalOfTheWholeToItself() {
        world.apply(Things.group(), VNET, Things.sized("a"));
        world.killedAfter(
                Duration.ZERO,
                planner ->
                        planner.planRemoval(List.of(Things.group(), VNET, Things.sized("a")), PlanOptions.standard()));

        world.apply(world.removal(VNET));

        world.interrupted().forEach(run -> run.resume().await(PlanWorld.LONG));
        assertThat(world.unfinished()).isEmpty();
        assertThat(world.arm.state()).as("the group goes, too").isEmpty();
    }

    @Test
    void verbOnAResourceTakesThePlaceOfItsOlderRemoval() {
        world.apply(Things.group(), VNET);
        world.killedAfter(Duration.ZERO, planner -> planner.planRemoval(List.of(VNET), PlanOptions.standard()));
        Step touch = new Step(
                "1",
                "virtualNetwork",
                "vnet-shop",
                Change.UPDATE,
                new Write.Post(VNET.id().inSubscription(FakeArm.SUBSCRIPTION), "v1", "start", FakeArm.json("{}")),
                Set.of(),
                List.of());
        world.planner()
                .runs()
                .start("touch", List.of(touch), Duration.ofHours(1))
                .await(PlanWorld.LONG);

        assertThat(world.unfinished()).isEmpty();
    }

    @Test
    void verbTakesThePlaceOfAnOlderRemovalAndOfNothingElse() {
        world.apply(Things.group(), Things.vnet(), Things.identity(), Things.role(), Things.cluster());
        world.killedAfter(
                Duration.ZERO, planner -> planner.planRemoval(List.of(Things.cluster()), PlanOptions.standard()));
        world.killedAfter(
                Duration.ZERO,
                Things.cluster()
                        .saying("{'location':'westeurope','properties':{'version':'1.36','agentPoolProfiles':[]}}"));
        assertThat(world.interrupted()).as("the plan took the removal's place").hasSize(1);
        world.killedAfter(Duration.ZERO, planner -> planner.planRemoval(List.of(VNET), PlanOptions.standard()));
        Step scale = new Step(
                "1",
                "nodePool",
                "shop/apps",
                Change.UPDATE,
                new Write.Post(
                        Things.cluster().id().child("agentPools", "apps").inSubscription(FakeArm.SUBSCRIPTION),
                        "v1",
                        "upgrade",
                        FakeArm.json("{}")),
                Set.of(),
                List.of());
        world.planner().runs().start("scale", List.of(scale), Duration.ofHours(1));

        assertThat(world.interrupted()).as("a verb on a pool leaves both alone").hasSize(2);
    }

    @Test
    void verbThatRemovesTakesThePlaceOfAnOlderCreation() {
        world.killedAfter(Duration.ofMillis(50), Things.group(), Things.sized("a"));
        Step remove = new Step(
                "1",
                "thing",
                "a",
                Change.REMOVE,
                new Write.Delete(Things.sized("a").id().inSubscription(FakeArm.SUBSCRIPTION), "v1"),
                Set.of(),
                List.of());
        world.planner()
                .runs()
                .start("delete", List.of(remove), Duration.ofHours(1))
                .await(PlanWorld.LONG);

        world.interrupted().forEach(run -> run.resume().await(PlanWorld.LONG));

        assertThat(world.arm.writes()).as("the thing does not come back").containsExactly("PUT rg-shop");
    }
}
