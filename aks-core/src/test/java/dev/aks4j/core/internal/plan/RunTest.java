package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.internal.plan.Things.Thing;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Ownership;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunEvent.Kind;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.core.plan.run.RunResult;
import dev.aks4j.core.plan.run.RunWaitEndedException;
import dev.aks4j.core.plan.run.Runs;
import dev.aks4j.core.plan.run.Step;
import dev.aks4j.core.plan.run.StepResult.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {

    private final PlanWorld world = new PlanWorld();

    @Test
    void baselineComesUpInItsOrderAndTheLedgerForgetsIt() {
        RunResult result = world.apply(world.plan(Things.baseline().specs()));

        assertThat(result.isSuccess()).isTrue();
        assertThat(world.arm.writes().get(0)).isEqualTo("PUT rg-shop");
        assertThat(world.arm.writes().subList(1, 3)).containsExactlyInAnyOrder("PUT id-shop", "PUT vnet-shop");
        assertThat(world.arm.writes()).last().isEqualTo("PUT shop");
        assertThat(world.kubernetes.writes).containsExactly("apply fast");
        assertThat(world.ledger.unfinished()).isEmpty();
        assertThat(result.toString())
                .contains("+ managedCluster")
                .contains("done")
                .contains("4 min");
    }

    @Test
    void independentStepsRunSideBySide() {
        world.apply(Things.group(), Things.sized("a"), Things.sized("b"), Things.sized("c"));

        assertThat(world.arm.accepted.subList(1, 4))
                .extracting(FakeArm.Accepted::at)
                .containsOnly(world.arm.accepted.get(1).at());
    }

    @Test
    void createdResourcesCarryTheMark() {
        world.apply(world.plan(Things.baseline().specs()));

        assertThat(Ownership.tagged(world.arm.get(Things.vnet().id()))).isTrue();
        assertThat(Ownership.tagged(world.arm.get(Things.GROUP))).isTrue();
        assertThat(Ownership.labelled(
                        world.kubernetes.objects.values().iterator().next()))
                .isTrue();
        assertThat(world.arm.state().entrySet().stream()
                        .filter(entry -> entry.getKey().contains("roleassignments"))
                        .findFirst()
                        .orElseThrow()
                        .getValue()
                        .has("tags"))
                .isFalse();
    }

    @Test
    void lateValueIsFilledInWhenItsResourceExists() {
        world.apply(world.plan(Things.baseline().specs()));

        assertThat(world.arm.state().toString()).contains("\"principalId\":\"principal-of-id-shop\"");
    }

    @Test
    void secretsAreFilledInOnlyWhenTheyAreSent() {
        Thing with =
                Things.sized("a").saying("{'properties':{'adminPassword':" + new SecretValue("admin").toJson() + "}}");

        world.apply(Things.group(), with);

        assertThat(world.arm.get(with.id()).at("/properties/adminPassword").asText())
                .isEqualTo("text-of-admin");
        assertThat(world.plan(with).isEmpty()).isTrue();
    }

    @Test
    void failureLetsIndependentStepsFinishAndSkipsWhatNeededIt() {
        world.arm.fail(request ->
                request.target().contains("/things/bad") ? FakeArm.error(0, "QuotaExceeded", "no cores left") : null);
        Thing needy = Things.sized("needy").after(Things.sized("bad").address());
        Thing needier = Things.sized("needier").after(needy.address());

        assertThatThrownBy(() -> world.apply(Things.group(), Things.sized("bad"), Things.sized("good"), needy, needier))
                .isInstanceOfSatisfying(RunFailedException.class, e -> {
                    assertThat(names(e.result(), Outcome.SUCCEEDED)).containsExactly("rg-shop", "good");
                    assertThat(names(e.result(), Outcome.FAILED)).containsExactly("bad");
                    assertThat(names(e.result(), Outcome.NOT_STARTED)).containsExactlyInAnyOrder("needy", "needier");
                })
                .hasMessageContaining("QuotaExceeded: no cores left")
                .hasMessageContaining("Done\n  create resourceGroup rg-shop")
                .hasMessageContaining("Not started\n  create thing need")
                .hasMessageContaining("resume()");
        assertThat(world.arm.writes()).noneMatch(write -> write.contains("need"));
        assertThat(world.events).extracting(RunEvent::kind).contains(Kind.FAILED, Kind.SKIPPED);
    }

    private static List<String> names(RunResult result, Outcome outcome) {
        return result.with(outcome).stream().map(step -> step.step().name()).toList();
    }

    @Test
    void failedClusterIsExplainedByTheStatesOfItsPools() {
        world.apply(Things.group(), Things.vnet(), Things.identity(), Things.role());
        world.arm.fail(request -> request.target().contains("managedClusters")
                ? FakeArm.error(0, "NodesNotReady", "Not all nodes reached Ready state")
                : null);

        assertThatThrownBy(() -> world.apply(world.plan(Things.cluster())))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("NodesNotReady")
                .hasMessageContaining("cluster shop: Failed");
    }

    @Test
    void failedRunIsResumedAndDoesOnlyWhatIsMissing() {
        boolean[] broken = {true};
        world.arm.fail(request ->
                broken[0] && request.target().contains("/things/bad") ? FakeArm.error(0, "Broken", "try later") : null);
        Thing needy = Things.sized("needy").after(Things.sized("bad").address());
        assertThatThrownBy(() -> world.apply(Things.group(), Things.sized("bad"), needy))
                .isInstanceOf(RunFailedException.class);
        broken[0] = false;
        world.arm.accepted.clear();

        LedgerRun unfinished = world.unfinished().get(0);
        assertThat(unfinished.toString()).contains("1 of 3 steps done");
        RunResult result = unfinished.resume().await(PlanWorld.LONG);

        assertThat(result.isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("PUT bad", "PUT needy");
        assertThat(world.unfinished()).isEmpty();
    }

    @Test
    void waitingEndsAtItsLimitAndTheRunGoesOn() {
        Run run = world.plan(Things.group(), Things.sized("a")).apply();

        assertThatThrownBy(() -> run.await(Duration.ofSeconds(5)))
                .isInstanceOf(RunWaitEndedException.class)
                .hasMessageContaining("within 5 s");
        assertThat(run.await(PlanWorld.LONG).isSuccess()).isTrue();
    }

    @Test
    void interruptEndsTheWaitingOnly() {
        Run run = world.plan(Things.group()).apply();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> run.await(PlanWorld.LONG)).isInstanceOf(RunWaitEndedException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(run.await(PlanWorld.LONG).isSuccess()).isTrue();
    }

    @Test
    void deadlineStopsSendingButNotAzureAndLeavesTheWayBack() {
        world.arm.duration = id -> Duration.ofHours(1);
        Plan plan = world.planner()
                .plan(
                        List.of(Things.group(), Things.sized("a")),
                        PlanOptions.standard().deadline(Duration.ofMinutes(90)));

        assertThatThrownBy(() -> world.apply(plan))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("deadline of 1 h 30 min")
                .hasMessageContaining("Not followed to its end");
        Run again = world.unfinished().get(0).resume();

        assertThat(again.await(PlanWorld.LONG).isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("PUT rg-shop", "PUT a");
        assertThat(world.process.resumed).isEqualTo(1);
    }

    @Test
    void closeStopsFollowingAndTheRunCanBeResumed() {
        Planner planner = world.planner();
        Run run = planner.plan(List.of(Things.group(), Things.sized("a")), PlanOptions.standard())
                .apply();
        world.time.advance(Duration.ofSeconds(5));
        planner.runs().close();

        assertThatThrownBy(() -> run.await(PlanWorld.LONG)).hasMessageContaining("left by its process");
        assertThat(world.resume().isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("PUT rg-shop", "PUT a");
    }

    @Test
    void resumingARunThatIsUnderWayGivesItsHandle() {
        Planner planner = world.planner();
        Run run = planner.plan(List.of(Things.group()), PlanOptions.standard()).apply();

        LedgerRun same = planner.runs().unfinished().get(0);

        assertThat(same.resume()).isSameAs(run);
        assertThatThrownBy(same::abandon).isInstanceOf(AksException.class).hasMessageContaining("under way");
    }

    @Test
    void runThatAnotherProcessTookSendsNothingMore() {
        Run first = world.plan(Things.group(), Things.sized("a")).apply();
        world.time.advance(Duration.ofSeconds(5));
        Run second = world.unfinished().get(0).resume();

        assertThat(second.await(PlanWorld.LONG).isSuccess()).isTrue();
        assertThatThrownBy(() -> first.await(PlanWorld.LONG)).hasMessageContaining("taken over by another process");
        assertThat(world.arm.writes()).containsExactly("PUT rg-shop", "PUT a");
    }

    @Test
    void abandonedRunIsStruckFromTheLedger() {
        world.arm.fail(request -> FakeArm.error(0, "Broken", "no"));
        assertThatThrownBy(() -> world.apply(Things.group())).isInstanceOf(RunFailedException.class);

        world.unfinished().get(0).abandon();

        assertThat(world.unfinished()).isEmpty();
    }

    @Test
    void runWithADeadlineOfHoursOutlastsAnOutageOfTheNetwork() {
        Run run = world.plan(Things.group(), Things.sized("a")).apply();
        world.time.advance(Duration.ofSeconds(30));
        world.process.outage = true;
        world.time.advance(Duration.ofMinutes(50));
        world.process.outage = false;

        assertThat(run.await(PlanWorld.LONG).isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("PUT rg-shop", "PUT a");
    }

    @Test
    void eventsTellStartAcceptanceAndEndWithExpectedDurations() {
        world.apply(world.plan(Things.baseline().specs()));

        assertThat(world.events.stream().filter(event -> event.step().name().equals("shop")))
                .extracting(RunEvent::kind)
                .containsSubsequence(Kind.STARTED, Kind.ACCEPTED, Kind.POLLED, Kind.SUCCEEDED);
        assertThat(world.events.stream()
                        .filter(event -> event.kind() == Kind.STARTED
                                && event.step().name().equals("shop")))
                .singleElement()
                .satisfies(event -> assertThat(event.expected()).contains(Duration.ofSeconds(270)));
    }

    @Test
    void listenerThatThrowsChangesNothing() {
        Run run = world.plan(Things.group()).apply();
        run.onProgress(event -> {
            throw new IllegalStateException("listener");
        });

        assertThat(run.await(PlanWorld.LONG).isSuccess()).isTrue();
    }

    @Test
    void unexpectedErrorInsideEndsTheRunInsteadOfLeavingItHanging() {
        Planner planner = Planner.builder(world.process, world.process, world.time)
                .explainer((step, failure) -> {
                    throw new StackOverflowError("explainer");
                })
                .build();
        world.arm.fail(request -> FakeArm.error(0, "Broken", "no"));
        Run run = planner.plan(List.of(Things.group()), PlanOptions.standard()).apply();

        assertThatThrownBy(() -> run.await(PlanWorld.LONG))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("failed unexpectedly");
    }

    @Test
    void manyStepsAndManyRunsAreNoTrouble() {
        world.arm.has(Things.GROUP, "{}");
        List<Spec> things = new java.util.ArrayList<>();
        for (int i = 0; i < 500; i++) {
            things.add(Things.sized("t" + i));
        }
        Planner planner = world.planner();
        List<Run> runs = new java.util.ArrayList<>();
        for (int i = 0; i < 500; i++) {
            runs.add(planner.plan(List.of(Things.sized("r" + i)), PlanOptions.standard())
                    .apply());
        }
        Run big = planner.plan(things, PlanOptions.standard()).apply();

        assertThat(big.await(PlanWorld.LONG).isSuccess()).isTrue();
        runs.forEach(run -> assertThat(run.await(PlanWorld.LONG).isSuccess()).isTrue());
        assertThat(world.arm.accepted).hasSize(1000);
        assertThat(world.time.elapsed()).as("all of it side by side").isLessThan(Duration.ofMinutes(4));
    }

    @Test
    void emptyPlanGivesARunThatIsDone() {
        world.apply(Things.group());

        RunResult result = world.apply(Things.group());

        assertThat(result.steps()).isEmpty();
        assertThat(result.isSuccess()).isTrue();
    }

    @Test
    void plainSecretIsRefusedBeforeAnythingIsSent() {
        Thing with = Things.sized("a").saying("{'properties':{'adminPassword':'s3cr3t-marked-value'}}");
        Plan plan = world.plan(Things.group(), with);

        assertThatThrownBy(plan::apply)
                .isInstanceOf(AksException.class)
                .hasMessageContaining("/properties/adminPassword")
                .hasMessageNotContaining("s3cr3t");
        assertThat(world.arm.accepted).isEmpty();
        assertThat(world.ledger.unfinished()).isEmpty();
    }

    @Test
    void stepsOfACallerRunLikeThoseOfAPlan() {
        world.apply(Things.group(), Things.vnet(), Things.identity(), Things.role(), Things.cluster());
        Step start = new Step(
                "1",
                "managedCluster",
                "shop",
                Change.UPDATE,
                new Write.Post(
                        Things.cluster().id().inSubscription(FakeArm.SUBSCRIPTION), "v1", "start", FakeArm.json("{}")),
                Set.of(),
                List.of());

        Run run = world.planner().runs().start("start shop", List.of(start), Duration.ofHours(1));

        assertThat(run.await(PlanWorld.LONG).isSuccess()).isTrue();
        assertThat(world.arm.writes()).last().isEqualTo("POST shop");
    }

    @Test
    void stepsThatWaitForEachOtherOrForNothingAreRefused() {
        Write write = new Write.Delete(Things.GROUP.inSubscription(FakeArm.SUBSCRIPTION), "v1");
        Step a = new Step("a", "t", "a", Change.REMOVE, write, Set.of("b"), List.of());
        Step b = new Step("b", "t", "b", Change.REMOVE, write, Set.of("a"), List.of());
        Runs runs = world.planner().runs();

        assertThatThrownBy(() -> runs.start("x", List.of(a, b), Duration.ofHours(1)))
                .hasMessageContaining("circle");
        assertThatThrownBy(() -> runs.start("x", List.of(a), Duration.ofHours(1)))
                .hasMessageContaining("not all");
        assertThatThrownBy(() -> runs.start("x", List.of(a, a), Duration.ofHours(1)))
                .hasMessageContaining("id a");
    }

    @Test
    void aFailureWhoseCodeTellsWhatToDoSaysIt() {
        world.arm.fail(request -> request.target().contains("/things/a?")
                ? FakeArm.error(0, "ZonalAllocationFailed", "no room in zone 2")
                : null);

        assertThatThrownBy(() -> world.apply(Things.group(), Things.sized("a")))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("no room in zone 2")
                .hasMessageContaining("What to do: Azure has no machines of this size free there.");
    }

    /** A step took minus one hour, and the process learned from it. */
    @ParameterizedTest
    @ValueSource(ints = {-60, 60})
    void whoeverSetsTheClockChangesNoLengthOfTime(int minutes) {
        world.apply(Things.group());
        Run run = world.plan(Things.sized("a")).apply();
        run.onProgress(world.events::add);
        world.time.advance(Duration.ofSeconds(10));
        world.time.setWallClock(Duration.ofMinutes(minutes));
        assertThat(run.progress().elapsed(run.result().steps().get(0))).isLessThan(Duration.ofMinutes(1));
        RunResult result = run.await(PlanWorld.LONG);

        assertThat(result.steps().get(0).duration().orElseThrow())
                .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(25));
        assertThat(world.events)
                .extracting(RunEvent::elapsed)
                .allSatisfy(elapsed -> assertThat(elapsed).isBetween(Duration.ZERO, Duration.ofSeconds(25)));
    }

    /** The read of the resource was under way when the time was over. */
    @Test
    void nothingIsSentAfterTheDeadlineWhateverWasBegunBefore() {
        world.apply(Things.group(), Things.sized("a"));
        Plan change = world.plan(Things.sized("a").saying("{'properties':{'size':2}}"));
        int before = world.arm.accepted.size();
        Run run = world.planner().runs().start("late", change.steps(), Duration.ofMillis(150));
        world.time.advance(Duration.ofMinutes(10));

        assertThatThrownBy(() -> run.await(PlanWorld.LONG)).hasMessageContaining("reached its deadline");
        assertThat(world.arm.accepted).hasSize(before);
        assertThat(run.result().steps().get(0).outcome()).isEqualTo(Outcome.NOT_STARTED);
    }
}
