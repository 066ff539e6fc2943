package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.internal.plan.Things.Thing;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanAppliedException;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.Run;
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
import org.junit.jupiter.api.Test;

/** How unfinished runs stand. */
class RunStateTest {

    private static final Thing VNET = Things.vnet();

    private final PlanWorld world = new PlanWorld();

    @Test
    void interruptedIsWhatNobodyCarriesOutAndNothingStandsAgainst() {
        world.killedAfter(Duration.ofSeconds(5), Things.group(), VNET);

        assertThat(world.interrupted()).singleElement().satisfies(run -> {
            assertThat(run.state()).isEqualTo(RunState.INTERRUPTED);
            assertThat(run.lastFailure()).isEmpty();
            assertThat(run.subscriptionId()).isEqualTo(FakeArm.SUBSCRIPTION);
            assertThat(run.steps())
                    .extracting(StepResult::outcome)
                    .containsExactly(Outcome.UNFINISHED, Outcome.NOT_STARTED);
            assertThat(run.toString()).contains("interrupted, 0 of 2 steps done");
            assertThat(run.resume().await(PlanWorld.LONG).isSuccess()).isTrue();
        });
        assertThat(world.unfinished()).isEmpty();
    }

    @Test
    void runThatIsClosedOrReachesItsDeadlineIsInterrupted() {
        Planner closed = world.planner();
        closed.plan(List.of(Things.group()), PlanOptions.standard()).apply();
        world.time.advance(Duration.ofSeconds(1));
        closed.runs().close();
        assertThat(closed.runs().interrupted()).hasSize(1);
        assertThat(world.interrupted()).hasSize(1);
        world.interrupted().get(0).resume().await(PlanWorld.LONG);

        world.arm.duration = id -> Duration.ofHours(1);
        Plan plan = world.planner()
                .plan(List.of(Things.sized("a")), PlanOptions.standard().deadline(Duration.ofMinutes(5)));
        assertThatThrownBy(() -> world.apply(plan)).hasMessageContaining("deadline");
        assertThat(world.interrupted()).hasSize(1);
    }

    @Test
    void runWithAStepWhoseEndNobodyKnowsIsInterruptedThoughAnotherStepFailed() {
        world.apply(Things.group());
        world.arm.fail(request -> request.target().contains("/things/bad") ? FakeArm.error(0, "Broken", "no") : null);
        world.arm.duration = id -> id.name().equals("bad") ? Duration.ofSeconds(5) : Duration.ofHours(1);
        world.killedAfter(Duration.ofMinutes(5), Things.sized("bad"), Things.sized("slow"));

        assertThat(world.interrupted()).singleElement().satisfies(run -> {
            assertThat(run.lastFailure())
                    .hasValueSatisfying(text -> assertThat(text).contains("Broken"));
            assertThat(run.steps()).extracting(StepResult::outcome).contains(Outcome.FAILED, Outcome.UNFINISHED);
        });
    }

    @Test
    void runUnderWayInAnotherClientOfThisProcessIsLeftToIt() {
        Run first = world.plan(Things.group()).apply();

        assertThat(world.unfinished()).extracting(LedgerRun::state).containsExactly(RunState.UNDER_WAY_ELSEWHERE);
        assertThat(world.interrupted()).isEmpty();
        Plan plan = world.plan(Things.group());
        assertThat(first.await(PlanWorld.LONG).isSuccess()).isTrue();
        assertThat(world.apply(plan).isSuccess())
                .as("made while the first was under way")
                .isTrue();
        assertThat(world.unfinished()).isEmpty();
    }

    @Test
    void runUnderWayHereSaysSoWithItsStepsAsTheyAre() {
        Planner planner = world.planner();
        planner.plan(List.of(Things.group(), Things.sized("a")), PlanOptions.standard())
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
        world.die();
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
        world.die();

        assertThat(world.interrupted().get(0).labels()).isEqualTo(Map.of("tenant", "acme", "ticket", "42"));
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
    void runOfAnotherVersionHidesNoOtherAndCanBeAbandoned() {
        world.killedAfter(Duration.ofMillis(50), Things.group());
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

        assertThat(world.interrupted()).hasSize(1);
        List<LedgerRun> unreadable = world.unfinished().stream()
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
        assertThat(world.unfinished()).isEmpty();
    }

    @Test
    void runOfTheFirstVersionIsReadAndItsFailureKnown() {
        MemoryLedger old = new MemoryLedger();
        Json planned = FakeArm.json("{'fact':'planned','at':'2026-11-01T00:00:00Z','v':1,"
                + "'title':'remove','deadline':'PT1H','steps':[{'id':'1','type':'thing','name':'a','change':'REMOVE',"
                + "'after':[],'write':{'verb':'delete','id':'"
                + Things.sized("a").id().inSubscription(FakeArm.SUBSCRIPTION)
                + "','apiVersion':'v1'},'expected':[]}]}");
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
        Run run = world.plan(Things.group(), Things.sized("a")).apply();
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
                new Write.Delete(Things.sized("a").id().inSubscription(FakeArm.SUBSCRIPTION), "v1"),
                Set.of(),
                List.of());
        assertThat(runs.start("remove", List.of(remove), Duration.ofHours(1))
                        .await(PlanWorld.LONG)
                        .isSuccess())
                .isTrue();
    }
}
