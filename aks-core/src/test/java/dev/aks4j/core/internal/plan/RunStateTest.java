package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.plan.Things.Thing;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanAppliedException;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.core.plan.run.RunState;
import dev.aks4j.core.plan.run.Runs;
import dev.aks4j.core.plan.run.Step;
import dev.aks4j.core.plan.run.StepResult;
import dev.aks4j.core.plan.run.StepResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** How unfinished runs stand, and what newer runs do to them. */
class RunStateTest {

    private static final Thing VNET = Things.vnet();

    private final PlanWorld world = new PlanWorld();

    private static Thing thing(String name) {
        return Things.thing(Things.id("Microsoft.Test/things", name), "thing", "{'properties':{'size':1}}");
    }

    private Plan removal(Spec... specs) {
        return world.planner().planRemoval(List.of(specs), PlanOptions.standard());
    }

    private List<LedgerRun> unfinished() {
        return world.planner().runs().unfinished();
    }

    private List<LedgerRun> interrupted() {
        return world.planner().runs().interrupted();
    }

    /** Lets the process die without a word, and gives the next one. */
    private void die() {
        world.process.die();
        world.process = new FakeProcess(world.arm);
    }

    /** Applies a plan in a process that dies after a while. */
    private void killedAfter(Duration while_, Spec... specs) {
        killedAfter(while_, planner -> planner.plan(List.of(specs), PlanOptions.standard()));
    }

    private void killedAfter(Duration while_, java.util.function.Function<Planner, Plan> maker) {
        MortalLedger mortal = new MortalLedger(world.ledger);
        maker.apply(world.planner(mortal)).apply();
        world.time.advance(while_);
        mortal.dead = true;
        die();
    }

    private static class MortalLedger implements Ledger {
        private final Ledger ledger;
        private boolean dead;

        MortalLedger(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public void append(LedgerEntry entry) {
            if (dead) {
                throw new IllegalStateException("dead");
            }
            ledger.append(entry);
        }

        @Override
        public List<LedgerEntry> read(String run) {
            return ledger.read(run);
        }

        @Override
        public List<String> unfinished() {
            return ledger.unfinished();
        }

        @Override
        public void close() {}
    }

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
        assertThatThrownBy(() -> world.apply(removal(Things.group(), VNET))).isInstanceOf(RunFailedException.class);
        LedgerRun failed = unfinished().get(0);
        assertThat(failed.state()).isEqualTo(RunState.FAILED);
        assertThat(failed.lastFailure())
                .hasValueSatisfying(text -> assertThat(text).contains("no right to DELETE"));
        monday.set(false);

        Plan wednesday = world.plan(Things.group(), VNET);
        assertThat(wednesday.isEmpty()).isTrue();
        assertThat(interrupted()).as("a failed run is nobody's to take up").isEmpty();
        world.apply(wednesday);

        assertThat(unfinished()).isEmpty();
        assertThatThrownBy(failed::resume).isInstanceOf(AksException.class).hasMessageContaining("took its place");
        assertThat(world.arm.writes()).noneMatch(write -> write.startsWith("DELETE"));
    }

    @Test
    void interruptedRemovalIsNotCarriedOnAfterANewerPlanKeepsEverything() {
        world.apply(Things.group(), VNET, thing("a"));
        killedAfter(
                Duration.ofMillis(150),
                planner -> planner.planRemoval(List.of(Things.group(), VNET, thing("a")), PlanOptions.standard()));
        assertThat(interrupted()).hasSize(1);
        int removed = world.arm.accepted.size();

        world.apply(Things.group(), VNET, thing("a"));

        assertThat(unfinished()).isEmpty();
        assertThat(world.arm.accepted).hasSize(removed);
    }

    @Test
    void interruptedIsWhatNobodyCarriesOutAndNothingStandsAgainst() {
        killedAfter(Duration.ofSeconds(5), Things.group(), VNET);

        assertThat(interrupted()).singleElement().satisfies(run -> {
            assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
            assertThat(run.lastFailure()).isEmpty();
            assertThat(run.subscriptionId()).isEqualTo(FakeArm.SUBSCRIPTION);
            assertThat(run.steps())
                    .extracting(StepResult::outcome)
                    .containsExactly(Outcome.UNFINISHED, Outcome.NOT_STARTED);
            assertThat(run.toString()).contains("interrupted, 0 of 2 steps done");
            assertThat(run.resume().await(PlanWorld.LONG).isSuccess()).isTrue();
        });
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void runThatIsClosedOrReachesItsDeadlineIsInterrupted() {
        Planner closed = world.planner();
        closed.plan(List.of(Things.group()), PlanOptions.standard()).apply();
        world.time.advance(Duration.ofSeconds(1));
        closed.runs().close();
        assertThat(closed.runs().interrupted()).hasSize(1);
        assertThat(interrupted()).hasSize(1);
        interrupted().get(0).resume().await(PlanWorld.LONG);

        world.arm.duration = id -> Duration.ofHours(1);
        Plan plan =
                world.planner().plan(List.of(thing("a")), PlanOptions.standard().deadline(Duration.ofMinutes(5)));
        assertThatThrownBy(() -> world.apply(plan)).hasMessageContaining("deadline");
        assertThat(interrupted()).hasSize(1);
    }

    @Test
    void runWithAStepWhoseEndNobodyKnowsIsInterruptedThoughAnotherStepFailed() {
        world.apply(Things.group());
        world.arm.fail(request -> request.target().contains("/things/bad") ? FakeArm.error(0, "Broken", "no") : null);
        world.arm.duration = id -> id.name().equals("bad") ? Duration.ofSeconds(5) : Duration.ofHours(1);
        killedAfter(Duration.ofMinutes(5), thing("bad"), thing("slow"));

        assertThat(interrupted()).singleElement().satisfies(run -> {
            assertThat(run.lastFailure())
                    .hasValueSatisfying(text -> assertThat(text).contains("Broken"));
            assertThat(run.steps()).extracting(StepResult::outcome).contains(Outcome.FAILED, Outcome.UNFINISHED);
        });
    }

    @Test
    void runUnderWayInAnotherClientOfThisProcessIsLeftToIt() {
        Run first = world.plan(Things.group()).apply();

        assertThat(unfinished()).extracting(LedgerRun::state).containsExactly(RunState.UNDER_WAY_ELSEWHERE);
        assertThat(interrupted()).isEmpty();
        Plan plan = world.plan(Things.group());
        assertThat(first.await(PlanWorld.LONG).isSuccess()).isTrue();
        assertThat(world.apply(plan).isSuccess())
                .as("made while the first was under way")
                .isTrue();
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void runUnderWayHereSaysSoWithItsStepsAsTheyAre() {
        Planner planner = world.planner();
        planner.plan(List.of(Things.group(), thing("a")), PlanOptions.standard())
                .apply();
        world.time.advance(Duration.ofSeconds(1));

        assertThat(planner.runs().unfinished()).singleElement().satisfies(run -> {
            assertThat(run.state()).isEqualTo(RunState.UNDER_WAY);
            assertThat(run.steps()).extracting(StepResult::outcome).contains(Outcome.RUNNING);
        });
        assertThat(planner.runs().interrupted()).isEmpty();
    }

    /** A ledger that processes share, each through an object of its own. */
    private record Shared(Ledger ledger) implements Ledger {
        @Override
        public void append(LedgerEntry entry) {
            ledger.append(entry);
        }

        @Override
        public List<LedgerEntry> read(String run) {
            return ledger.read(run);
        }

        @Override
        public List<String> unfinished() {
            return ledger.unfinished();
        }

        @Override
        public Optional<Duration> lease() {
            return Optional.of(Duration.ofMinutes(3));
        }

        @Override
        public void close() {}

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    @Test
    void inASharedLedgerTheLivingAreToldFromTheDeadByTheirSignsOfLife() {
        world.arm.duration = id -> Duration.ofHours(2);
        MortalLedger mortal = new MortalLedger(world.ledger);
        world.planner(new Shared(mortal))
                .plan(List.of(Things.group()), PlanOptions.standard())
                .apply();
        world.time.advance(Duration.ofMinutes(40));
        Ledger replica = new Shared(world.ledger);

        assertThat(world.planner(replica).runs().unfinished())
                .extracting(LedgerRun::state)
                .containsExactly(RunState.UNDER_WAY_ELSEWHERE);
        mortal.dead = true;
        die();
        world.time.advance(Duration.ofMinutes(2));
        assertThat(world.planner(replica).runs().interrupted())
                .as("within its lease")
                .isEmpty();
        world.time.advance(Duration.ofMinutes(2));
        assertThat(world.planner(replica).runs().interrupted()).hasSize(1);
    }

    @Test
    void closedClientGivesItsRunsOfASharedLedgerUpAtOnce() {
        Planner planner = world.planner(new Shared(world.ledger));
        planner.plan(List.of(Things.group()), PlanOptions.standard()).apply();
        world.time.advance(Duration.ofSeconds(1));
        planner.runs().close();
        world.time.settle();

        assertThat(planner.runs().interrupted()).hasSize(1);
    }

    @Test
    void labelsComeBackFromTheLedger() {
        MortalLedger mortal = new MortalLedger(world.ledger);
        world.planner(mortal)
                .plan(List.of(Things.group()), PlanOptions.standard())
                .apply(Map.of("tenant", "acme", "ticket", "42"));
        mortal.dead = true;
        die();

        assertThat(interrupted().get(0).labels()).isEqualTo(Map.of("tenant", "acme", "ticket", "42"));
    }

    @Test
    void planIsAppliedOnce() {
        Plan plan = world.plan(Things.group());
        world.apply(plan);

        assertThatThrownBy(plan::apply)
                .isInstanceOf(PlanAppliedException.class)
                .hasMessageContaining("Make a new plan");
        assertThat(world.arm.writes()).containsExactly("PUT rg-shop");
    }

    @Test
    void planThatTheLedgerRefusedMayBeAppliedAgain() {
        MortalLedger ledger = new MortalLedger(world.ledger);
        Plan plan = world.planner(ledger).plan(List.of(Things.group()), PlanOptions.standard());
        ledger.dead = true;
        assertThatThrownBy(plan::apply).isInstanceOf(IllegalStateException.class);
        ledger.dead = false;

        assertThat(world.apply(plan).isSuccess()).isTrue();
    }

    @Test
    void newerPlanTakesOnlyWhatItDecidesAbout() {
        world.arm.duration = id -> Duration.ofMinutes(id.name().equals("rg-shop") ? 0 : 10);
        killedAfter(
                Duration.ofMinutes(2),
                Things.group(),
                thing("a"),
                thing("b").after(thing("a").address()));

        // Another tenant's plan, with the same group.
        world.apply(Things.group(), thing("other"));
        assertThat(interrupted()).as("still there").hasSize(1);
        world.apply(thing("a").saying("{'properties':{'size':1}}"));

        LedgerRun left = interrupted().get(0);
        assertThat(left.steps())
                .filteredOn(step -> step.step().name().equals("a"))
                .extracting(StepResult::outcome)
                .containsExactly(Outcome.SUPERSEDED);
        assertThat(left.resume().await(PlanWorld.LONG).isSuccess()).isTrue();
        assertThat(world.arm.writes())
                .as("b comes up though a was left to the newer plan")
                .contains("PUT b")
                .doesNotHaveDuplicates();
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void whatWasToComeAfterARemovalIsLeftWithIt() {
        Thing a = thing("a");
        Thing b = thing("b").after(a.address());
        world.apply(Things.group(), a, b);
        world.arm.accepted.clear();
        killedAfter(Duration.ZERO, planner -> planner.planRemoval(List.of(a, b), PlanOptions.standard()));
        assertThat(interrupted()).hasSize(1);

        world.apply(b);

        assertThat(unfinished()).as("a was to go after b, and b stays").isEmpty();
        assertThat(world.arm.writes()).isEmpty();
    }

    @Test
    void newerRunThatDiedBeforeItWroteToTheOlderOneTakesItsPlaceAllTheSame() {
        world.apply(Things.group(), VNET);
        killedAfter(Duration.ZERO, planner -> planner.planRemoval(List.of(VNET), PlanOptions.standard()));
        String older = interrupted().get(0).id();
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
        die();
        assertThat(world.ledger.unfinished()).contains(older);

        assertThat(unfinished()).extracting(LedgerRun::id).doesNotContain(older).hasSize(1);
        interrupted().forEach(run -> run.resume().await(PlanWorld.LONG));

        assertThat(world.ledger.unfinished()).isEmpty();
        assertThat(world.arm.get(VNET.id()).at("/properties/space").asText()).isEqualTo("10.30.0.0/16");
    }

    @Test
    void newerRemovalTakesThePlaceOfACreationThatHadNotBegun() {
        killedAfter(Duration.ZERO, Things.group(), VNET);
        assertThat(interrupted()).hasSize(1);

        world.apply(removal(Things.group(), VNET));

        assertThat(unfinished()).as("what is not there is decided about, too").isEmpty();
        assertThat(world.arm.writes()).isEmpty();
    }

    @Test
    void newerRemovalOfAPartLeavesAnOlderRemovalOfTheWholeToItself() {
        world.apply(Things.group(), VNET, thing("a"));
        killedAfter(
                Duration.ZERO,
                planner -> planner.planRemoval(List.of(Things.group(), VNET, thing("a")), PlanOptions.standard()));

        world.apply(removal(VNET));

        interrupted().forEach(run -> run.resume().await(PlanWorld.LONG));
        assertThat(unfinished()).isEmpty();
        assertThat(world.arm.state()).as("the group goes, too").isEmpty();
    }

    @Test
    void verbOnAResourceTakesThePlaceOfItsOlderRemoval() {
        world.apply(Things.group(), VNET);
        killedAfter(Duration.ZERO, planner -> planner.planRemoval(List.of(VNET), PlanOptions.standard()));
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

        assertThat(unfinished()).isEmpty();
    }

    @Test
    void verbTakesThePlaceOfAnOlderRemovalAndOfNothingElse() {
        world.apply(Things.group(), Things.vnet(), Things.identity(), Things.role(), Things.cluster());
        killedAfter(Duration.ZERO, planner -> planner.planRemoval(List.of(Things.cluster()), PlanOptions.standard()));
        killedAfter(
                Duration.ZERO,
                Things.cluster()
                        .saying("{'location':'westeurope','properties':{'version':'1.36','agentPoolProfiles':[]}}"));
        assertThat(interrupted()).as("the plan took the removal's place").hasSize(1);
        killedAfter(Duration.ZERO, planner -> planner.planRemoval(List.of(VNET), PlanOptions.standard()));
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

        assertThat(interrupted()).as("a verb on a pool leaves both alone").hasSize(2);
    }

    @Test
    void verbThatRemovesTakesThePlaceOfAnOlderCreation() {
        killedAfter(Duration.ofMillis(50), Things.group(), thing("a"));
        Step remove = new Step(
                "1",
                "thing",
                "a",
                Change.REMOVE,
                new Write.Delete(thing("a").id().inSubscription(FakeArm.SUBSCRIPTION), "v1"),
                Set.of(),
                List.of());
        world.planner()
                .runs()
                .start("delete", List.of(remove), Duration.ofHours(1))
                .await(PlanWorld.LONG);

        interrupted().forEach(run -> run.resume().await(PlanWorld.LONG));

        assertThat(world.arm.writes()).as("the thing does not come back").containsExactly("PUT rg-shop");
    }

    @Test
    void runOfAnotherVersionHidesNoOtherAndCanBeAbandoned() {
        killedAfter(Duration.ofMillis(50), Things.group());
        List<String> strange = List.of(
                "{'fact':'planned','v':7,'at':'2027-01-01T00:00:00Z','title':'from the future'}",
                "{'fact':'begun'}",
                "{'fact':'planned','v':1,'at':'yesterday','title':'x','deadline':'PT1H','steps':[]}",
                "{'fact':'planned','v':1,'at':'2027-01-01T00:00:00Z','title':'x','deadline':'PT1H','steps':[{'id':'1','change':'TELEPORT'}]}",
                "{'fact':'planned','v':1,'at':'2027-01-01T00:00:00Z','title':'x','deadline':'PT1H','steps':[{'id':'1','change':'CREATE','write':{'verb':'beam'}}]}",
                "7");
        for (int i = 0; i < strange.size(); i++) {
            world.ledger.append(new LedgerEntry("strange-" + i, 0, FakeArm.json(strange.get(i)), false));
        }

        assertThat(interrupted()).hasSize(1);
        List<LedgerRun> unreadable = unfinished().stream()
                .filter(run -> run.state() == RunState.UNREADABLE)
                .toList();
        assertThat(unreadable).hasSize(strange.size());
        assertThat(unreadable.get(0).title()).isEqualTo("from the future");
        assertThat(unreadable.get(0).started()).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
        unreadable.forEach(run -> {
            assertThat(run.lastFailure()).isPresent();
            assertThat(run.toString()).contains("unreadable");
            assertThatThrownBy(run::resume).isInstanceOf(RuntimeException.class);
        });
        world.apply(Things.group());
        unreadable.forEach(LedgerRun::abandon);
        assertThat(unfinished()).isEmpty();
    }

    @Test
    void runOfTheFirstVersionIsReadAndItsFailureKnown() {
        MemoryLedger old = new MemoryLedger();
        Json planned = FakeArm.json("{'fact':'planned','at':'2026-11-01T00:00:00Z','v':1,"
                + "'title':'remove','deadline':'PT1H','steps':[{'id':'1','type':'thing','name':'a','change':'REMOVE',"
                + "'after':[],'write':{'verb':'delete','id':'"
                + thing("a").id().inSubscription(FakeArm.SUBSCRIPTION) + "','apiVersion':'v1'},'expected':[]}]}");
        old.append(new LedgerEntry("r", 0, planned, false));
        old.append(new LedgerEntry(
                "r", 1, FakeArm.json("{'fact':'intent','at':'2026-11-01T00:00:01Z','step':'1'}"), false));
        assertThat(world.planner(old).runs().interrupted()).hasSize(1);
        old.append(new LedgerEntry(
                "r",
                2,
                FakeArm.json("{'fact':'failed','at':'2026-11-01T00:00:02Z','step':'1','perhapsDone':false,"
                        + "'message':'403 AuthorizationFailed'}"),
                false));

        assertThat(world.planner(old).runs().unfinished()).singleElement().satisfies(run -> {
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            assertThat(run.lastFailure()).contains("403 AuthorizationFailed");
            assertThat(run.labels()).isEmpty();
        });
    }

    @Test
    void applyInAnInterruptedThreadStartsTheRunAndLeavesTheInterrupt() {
        Plan plan = world.plan(Things.group());
        Thread.currentThread().interrupt();
        Run run = plan.apply();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.await(PlanWorld.LONG).isSuccess()).isTrue();
    }

    @Test
    void ledgerIsNeverCalledWithTheCallersInterrupt() {
        boolean[] seen = {false};
        Ledger watching = new MortalLedger(world.ledger) {
            @Override
            public void append(LedgerEntry entry) {
                seen[0] |= Thread.currentThread().isInterrupted();
                super.append(entry);
            }
        };
        Plan plan = world.planner(watching).plan(List.of(Things.group()), PlanOptions.standard());
        Thread.currentThread().interrupt();
        plan.apply();
        Thread.interrupted();

        assertThat(seen[0]).isFalse();
    }

    @Test
    void listenerThatThrowsAnErrorStopsNothing() {
        Run run = world.plan(Things.group(), thing("a")).apply();
        run.onProgress(event -> {
            throw new StackOverflowError("listener");
        });
        Runs runs = Runs.builder(world.process, world.process, world.time)
                .listener(new dev.aks4j.core.plan.run.RunListener() {
                    @Override
                    public void started(String id) {
                        throw new AssertionError("started");
                    }

                    @Override
                    public void happened(dev.aks4j.core.plan.run.RunEvent event) {
                        throw new NoClassDefFoundError("happened");
                    }

                    @Override
                    public void ended(dev.aks4j.core.plan.run.RunResult result, Duration took) {
                        throw new LinkageError("ended");
                    }
                })
                .build();

        assertThat(run.await(PlanWorld.LONG).isSuccess()).isTrue();
        Step remove = new Step(
                "1",
                "thing",
                "a",
                Change.REMOVE,
                new Write.Delete(thing("a").id().inSubscription(FakeArm.SUBSCRIPTION), "v1"),
                Set.of(),
                List.of());
        assertThat(runs.start("remove", List.of(remove), Duration.ofHours(1))
                        .await(PlanWorld.LONG)
                        .isSuccess())
                .isTrue();
    }
}
