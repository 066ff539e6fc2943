package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.Step;
import dev.aks4j.core.plan.run.StepFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An action of which nobody knows whether it was sent. */
class UncertainActionTest {

    private static final Json RUNNING = FakeArm.json("{'properties':{'powerState':{'code':'Running'}}}");

    private final PlanWorld world = new PlanWorld();
    private final ResourceId id = Things.id("Microsoft.Test/things", "a").inSubscription(FakeArm.SUBSCRIPTION);

    @BeforeEach
    void stoppedThing() {
        world.arm.has(id, "{'properties':{'powerState':{'code':'Stopped'}}}");
    }

    private Step step(Json effect) {
        return new Step(
                "1",
                "thing",
                "a",
                Change.UPDATE,
                new Write.Post(id, "v1", "start", FakeArm.json("{}"), effect),
                Set.of(),
                List.of());
    }

    /** Loses the answer to the first write, which Azure may have carried out. */
    private void loseFirstAnswer(boolean carriedOut) {
        world.beforeNext(request -> request.method().equals("POST"), () -> {
            if (carriedOut) {
                world.arm.change(id, "/properties/powerState", "code", "Running");
            }
            throw new MaybeExecutedException("POST start got no answer", null);
        });
    }

    private Run run(Json effect) {
        return world.planner().runs().start("start a", List.of(step(effect)), Duration.ofHours(1));
    }

    @Test
    void actionWhoseEffectShowsIsNotSentAgain() {
        loseFirstAnswer(true);

        assertThat(run(RUNNING).await(PlanWorld.LONG).isSuccess()).isTrue();
        assertThat(world.arm.accepted).isEmpty();
    }

    @Test
    void actionWhoseEffectIsMissingIsSentAgain() {
        loseFirstAnswer(false);

        assertThat(run(RUNNING).await(PlanWorld.LONG).isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("POST a");
    }

    /** Every operation on a resource gives it another entity tag. */
    @Test
    void actionWhoseResourceIsAsItWasBeforeIsSentAgain() {
        loseFirstAnswer(false);

        assertThat(run(FakeArm.json("{'x':1}").path("none"))
                        .await(PlanWorld.LONG)
                        .isSuccess())
                .isTrue();
        assertThat(world.arm.writes()).containsExactly("POST a");
    }

    /** Kills a process when it has announced the action, before it is sent or when it is under way. */
    private void killed(boolean carriedOut) {
        MortalLedger mortal = new MortalLedger(world.ledger) {
            @Override
            public void append(LedgerEntry entry) {
                super.append(entry);
                if (entry.fact().path("fact").asText().equals("intent")) {
                    dead = true;
                    if (!carriedOut) {
                        world.process.die();
                    }
                }
            }
        };
        world.planner(mortal)
                .runs()
                .start("start a", List.of(step(FakeArm.json("{'x':1}").path("none"))), Duration.ofHours(1));
        world.time.advance(Duration.ofSeconds(5));
        world.die();
        world.time.advance(Duration.ofHours(1));
        assertThat(world.arm.accepted).hasSize(carriedOut ? 1 : 0);
    }

    @Test
    void actionThatADeadProcessHadNotSentIsSentByTheNextOne() {
        killed(false);

        assertThat(world.interrupted()).hasSize(1);
        assertThat(world.resume().isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("POST a");
    }

    @Test
    void actionThatADeadProcessMayHaveSentIsSentAgainOnlyOnRequest() {
        killed(true);

        assertThatThrownBy(world::resume).hasMessageContaining("may have been sent");
        assertThat(world.arm.writes()).containsExactly("POST a");
    }

    @Test
    void actionThatNothingShowsFailsAsUncertainAndIsSentAgainOnlyOnRequest() {
        world.beforeNext(request -> request.method().equals("POST"), () -> {
            world.arm.change(id, "/properties", "touched", "by somebody");
            throw new MaybeExecutedException("POST start got no answer", null);
        });
        Run run = run(FakeArm.json("{'x':1}").path("none"));

        assertThatThrownBy(() -> run.await(PlanWorld.LONG))
                .hasMessageContaining("may have been sent")
                .cause()
                .isInstanceOfSatisfying(
                        StepFailedException.class,
                        e -> assertThat(e.reason()).isEqualTo(StepFailedException.Reason.UNCERTAIN));
        assertThat(world.arm.accepted).isEmpty();

        assertThat(world.resume().isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("POST a");
    }
}
