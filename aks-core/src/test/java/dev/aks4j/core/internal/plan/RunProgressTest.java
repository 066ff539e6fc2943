package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunEvent.Kind;
import dev.aks4j.core.plan.run.RunProgress;
import dev.aks4j.core.plan.run.StepResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What people see of a run while it goes on. */
class RunProgressTest {

    private final PlanWorld world = new PlanWorld();

    private Run started(Spec... specs) {
        Run run = world.plan(specs).apply();
        run.onProgress(world.events::add);
        return run;
    }

    private List<Spec> many(int number) {
        List<Spec> specs = new ArrayList<>(List.of(Things.group()));
        IntStream.range(0, number)
                .forEach(i -> specs.add(
                        Things.thing(Things.id("Test/things", "t" + i), "thing", "{'location':'westeurope'}")));
        return specs;
    }

    @Test
    void theSameIsToldOnceAMinuteAtMostAndTheRunIsNeverSilentForTwo() {
        world.arm.duration = id -> Duration.ofMinutes(id.type().contains("managedClusters") ? 30 : 1);
        Run run = started(Things.baseline().specs().toArray(Spec[]::new));
        run.await(PlanWorld.LONG);

        Set<String> perMinute = new HashSet<>();
        Instant last = world.events.get(0).at();
        for (RunEvent event : world.events) {
            String key = event.step().id() + event.kind() + event.detail();
            long minute = event.at().getEpochSecond() / 60;
            assertThat(perMinute.add(key + minute)).as("told twice: %s", event).isTrue();
            assertThat(Duration.between(last, event.at())).isLessThanOrEqualTo(Duration.ofSeconds(120));
            last = event.at();
        }
        assertThat(world.events)
                .extracting(RunEvent::toString)
                .anyMatch(text ->
                        text.matches("under way create managedCluster shop: InProgress, 2 min.* of about 4 min 30 s"))
                .anyMatch(text -> text.matches(".*create managedCluster shop: .*, usually about 4 min 30 s"));
    }

    @Test
    void ofManyStepsUnderWayOnlySomeAreNamed() {
        world.arm.duration = id -> Duration.ofMinutes(10);
        Run run = started(many(40).toArray(Spec[]::new));
        run.await(PlanWorld.LONG);

        List<RunEvent> beats = world.events.stream()
                .filter(event -> event.kind() == Kind.UNDER_WAY)
                .filter(event -> event.step().type().equals("thing"))
                .toList();
        assertThat(beats).hasSizeLessThan(5 * 12);
        assertThat(beats).anyMatch(event -> event.detail().contains("35 more steps are under way too"));
    }

    @Test
    void aWaitSaysWhenItIsTriedAgain() {
        world.arm.refuse(request -> request.method().equals("PUT")
                        && request.target().contains("/things/a")
                        && world.time.elapsed().compareTo(Duration.ofMinutes(4)) < 0
                ? FakeArm.error(429, "TooManyRequests", "slow down")
                : null);
        started(Things.group(), Things.thing(Things.id("Test/things", "a"), "thing", "{'location':'westeurope'}"))
                .await(PlanWorld.LONG);

        List<RunEvent> tries = world.events.stream()
                .filter(event -> event.kind() == Kind.RETRYING)
                .toList();
        assertThat(tries).isNotEmpty();
        assertThat(tries).allSatisfy(event -> {
            assertThat(event.nextTry())
                    .hasValueSatisfying(then -> assertThat(then).isAfter(event.at()));
            assertThat(event.toString()).contains("next try in ").contains("Z");
        });
    }

    @Test
    void shareGrowsFromNothingToOneAndTheExpectedEndIsNearTheRealOne() {
        Run run = started(Things.baseline().specs().toArray(Spec[]::new));
        double before = -1;
        List<Instant> ends = new ArrayList<>();
        while (!run.completion().toCompletableFuture().isDone()) {
            RunProgress progress = run.progress();
            assertThat(progress.share()).isGreaterThanOrEqualTo(before).isLessThan(1);
            before = progress.share();
            progress.expectedEnd().ifPresent(ends::add);
            world.time.advance(Duration.ofSeconds(5));
        }
        Instant end = world.events.get(world.events.size() - 1).at();

        RunProgress done = run.progress();
        assertThat(done.share()).isEqualTo(1);
        assertThat(done.expectedEnd()).isEmpty();
        assertThat(done.done()).isEqualTo(done.total()).isEqualTo(6);
        assertThat(done.toJson().path("share").toString()).isEqualTo("1.0");
        assertThat(ends.get(0)).isBetween(end.minusSeconds(90), end.plusSeconds(90));
        assertThat(before).isGreaterThan(0.5);
    }

    @Test
    void progressOfALongStepSaysHowLongItUsuallyTakes() {
        Run run = started(Things.baseline().specs().toArray(Spec[]::new));
        while (run.progress().underWay().stream()
                .noneMatch(step -> step.step().name().equals("shop"))) {
            world.time.advance(Duration.ofSeconds(1));
        }
        world.time.advance(Duration.ofSeconds(120));

        assertThat(run.progress().toString())
                .matches(
                        "4 of 6 steps done \\(\\d+ %\\), about 2 min \\d+ s left; under way: create managedCluster shop"
                                + " \\(2 min 1 s of about 4 min 30 s\\)");
    }

    @Test
    void aFailedRunHasNoExpectedEndAndCountsWhatIsDone() {
        world.arm.fail(request -> request.target().contains("/things/t1?") ? FakeArm.error(0, "Broken", "no") : null);
        Run run = world.plan(many(3)).apply();
        run.completion().toCompletableFuture().exceptionally(failed -> null);
        world.time.advance(Duration.ofMinutes(30));

        assertThat(run.progress().share()).isLessThan(1);
        assertThat(run.progress().expectedEnd()).isEmpty();
        assertThat(run.progress().done()).isEqualTo(3);
    }

    @Test
    void aLongResultIsToldShortAndEveryFailureIsInIt() {
        world.arm.fail(request ->
                request.target().matches(".*/things/t(7|33)\\?.*") ? FakeArm.error(0, "Broken", "no") : null);
        Run run = world.plan(many(40)).apply();
        run.completion().toCompletableFuture().exceptionally(failed -> null);
        world.time.advance(Duration.ofHours(1));

        assertThat(run.result().with(Outcome.FAILED)).hasSize(2);
        assertThat(run.result().toString().lines()).hasSizeLessThan(16);
        assertThat(run.result().toString()).contains("t7 ", "t33", "… and 30 more");
    }
}
