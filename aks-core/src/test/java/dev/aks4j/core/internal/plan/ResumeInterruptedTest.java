package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.LedgerTakenException;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunEnd;
import dev.aks4j.core.plan.run.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A service that starts takes up everything that was left, whatever others do and however one of the runs ends. */
class ResumeInterruptedTest {

    private final PlanWorld world = new PlanWorld();

    private void left(String... names) {
        world.apply(Things.group());
        for (String name : names) {
            world.killedAfter(Duration.ofMillis(450), Things.sized(name));
        }
        assertThat(world.interrupted()).hasSize(names.length);
    }

    /** A ledger in which something happens before an entry is taken. */
    private record Meddling(Ledger ledger, Consumer<LedgerEntry> before) implements Ledger {
        @Override
        public void append(LedgerEntry entry) {
            before.accept(entry);
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

    @Test
    void allThatWereLeftGoOnSideBySide() {
        left("a", "b", "c");

        List<Run> runs = world.planner().runs().resumeInterrupted();

        assertThat(runs).hasSize(3);
        assertThat(runs)
                .allSatisfy(run ->
                        assertThat(run.awaitEnd(PlanWorld.LONG).isSuccess()).isTrue());
        assertThat(world.arm.writes()).contains("PUT a", "PUT b", "PUT c");
        assertThat(world.planner().runs().resumeInterrupted()).isEmpty();
    }

    @Test
    void runThatAnotherReplicaTakesAtTheSameMomentIsLeftToIt() {
        left("a", "b", "c");
        String taken = world.interrupted().get(0).id();
        Ledger meddled = new Meddling(world.ledger, entry -> {
            if (entry.run().equals(taken)) {
                throw new LedgerTakenException(entry);
            }
        });

        List<Run> runs = world.planner(meddled).runs().resumeInterrupted();

        assertThat(runs).hasSize(2).extracting(Run::id).doesNotContain(taken);
        runs.forEach(run -> assertThat(run.awaitEnd(PlanWorld.LONG).isSuccess()).isTrue());
        assertThat(world.interrupted()).extracting(LedgerRun::id).containsExactly(taken);
    }

    @Test
    void runThatIsOverByNowIsPassedOver() {
        left("a", "b");
        String over = world.interrupted().get(0).id();
        Planner slow = world.planner();
        List<LedgerRun> seen = slow.runs().interrupted();
        world.interrupted().get(0).resume().await(PlanWorld.LONG);

        assertThatThrownBy(seen.get(0)::resume).isInstanceOf(AksException.class).hasMessageContaining(over);
        assertThat(slow.runs().resumeInterrupted()).hasSize(1);
    }

    @Test
    void ledgerThatFailsAtOneRunKeepsNoOtherFromGoingOn() {
        left("a", "b", "c");
        String broken = world.interrupted().get(1).id();
        Planner planner = world.planner(new Meddling(world.ledger, entry -> {
            if (entry.run().equals(broken)) {
                throw new AksException("the disk is full");
            }
        }));

        assertThatThrownBy(() -> planner.runs().resumeInterrupted())
                .hasMessageContaining("1 interrupted runs could not be taken up; 2 were")
                .hasMessageContaining("the disk is full");
        world.time.advance(Duration.ofMinutes(5));
        assertThat(world.interrupted()).extracting(LedgerRun::id).containsExactly(broken);
        assertThat(world.arm.writes()).contains("PUT a", "PUT c");
    }

    @Test
    void runThatFailsKeepsNobodyFromWaitingForTheNext() {
        world.arm.fail(request -> request.target().contains("/things/bad") ? FakeArm.error(0, "Broken", "no") : null);
        left("bad", "good");

        List<RunResult> ends = world.planner().runs().resumeInterrupted().stream()
                .map(run -> run.awaitEnd(PlanWorld.LONG))
                .toList();

        assertThat(ends).extracting(RunResult::isSuccess).containsExactly(false, true);
        assertThat(ends.get(0).end()).contains(RunEnd.FAILED);
    }

    @Test
    void waitThatIsOverTellsHowTheRunStands() {
        world.arm.duration = id -> Duration.ofHours(id.name().equals("a") ? 1 : 0);
        left("a");
        Run run = world.planner().runs().resumeInterrupted().get(0);
        RunResult stands = run.awaitEnd(Duration.ofMinutes(1));
        assertThat(stands.end()).isEmpty();
        assertThat(run.awaitEnd(PlanWorld.LONG).isSuccess()).isTrue();
    }
}
