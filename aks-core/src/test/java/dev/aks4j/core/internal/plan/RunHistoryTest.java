package dev.aks4j.core.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.plan.Things.Thing;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.ledger.RunFilter;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunEnd;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.core.plan.run.RunState;
import dev.aks4j.core.plan.run.Runs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs are found again, listed, stopped, and say why they ended. */
class RunHistoryTest {

    private final PlanWorld world = new PlanWorld();

    @BeforeEach
    void groupIsThere() {
        world.planner(new MemoryLedger())
                .plan(List.of(Things.group()), PlanOptions.standard())
                .apply()
                .await(PlanWorld.LONG);
        world.arm.accepted.clear();
    }

    private Run slow(Planner planner, Thing thing) {
        world.arm.duration = id -> Duration.ofMinutes(30);
        Run run = planner.plan(List.of(thing), PlanOptions.standard())
                .apply(Map.of("tenant", thing.id().name()));
        world.time.advance(Duration.ofMinutes(1));
        return run;
    }

    private RunEnd endOf(Run run) {
        try {
            run.await(PlanWorld.LONG);
            return run.result().end().orElseThrow();
        } catch (RunFailedException e) {
            assertThat(e.result().end()).contains(e.end());
            return e.end();
        }
    }

    @Test
    void finishedRunIsFoundByItsIdAndListedByItsLabels() {
        Run run = world.plan(Things.group()).apply(Map.of("tenant", "acme"));
        run.await(PlanWorld.LONG);
        world.plan(Things.sized("a")).apply(Map.of("tenant", "other")).await(PlanWorld.LONG);
        Runs runs = world.planner().runs();

        LedgerRun found = runs.find(run.id()).orElseThrow();
        assertThat(found.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(found.end()).contains(RunEnd.SUCCEEDED);
        assertThat(runs.list(RunFilter.all())).hasSize(2);
        assertThat(runs.list(RunFilter.all().label("tenant", "acme")))
                .extracting(LedgerRun::id)
                .containsExactly(run.id());
        assertThat(runs.list(RunFilter.all().subscription(FakeArm.SUBSCRIPTION)))
                .hasSize(2);
        assertThat(runs.list(RunFilter.all().subscription("00000000-0000-0000-0000-00000000ffff")))
                .isEmpty();
        assertThat(runs.find("never")).isEmpty();
        assertThatThrownBy(found::resume).isInstanceOf(AksException.class).hasMessageContaining("is finished");
    }

    @Test
    void ledgerKeepsTheRunsThatFinishedLast() {
        MemoryLedger two = new MemoryLedger(2);
        Planner planner = world.planner(two);
        for (String name : List.of("a", "b", "c")) {
            planner.plan(List.of(Things.sized(name)), PlanOptions.standard())
                    .apply(Map.of("name", name))
                    .await(PlanWorld.LONG);
        }

        assertThat(planner.runs().list(RunFilter.all()))
                .extracting(run -> run.labels().get("name"))
                .containsExactly("c", "b");
    }

    @Test
    void stoppedRunSendsNothingMoreAndGoesOnOnlyWhenItIsTold() {
        Planner planner = world.planner();
        Thing b = Things.sized("b").after(Things.sized("a").address());
        world.arm.duration = id -> Duration.ofMinutes(30);
        Run run = planner.plan(List.of(Things.sized("a"), b), PlanOptions.standard())
                .apply();
        world.time.advance(Duration.ofMinutes(1));
        run.stop();

        assertThat(endOf(run)).isEqualTo(RunEnd.STOPPED);
        world.time.advance(Duration.ofHours(1));
        assertThat(world.arm.writes()).containsExactly("PUT a");
        assertThat(planner.runs().interrupted()).isEmpty();
        LedgerRun stopped = planner.runs().find(run.id()).orElseThrow();
        assertThat(stopped.state()).isEqualTo(RunState.STOPPED);
        assertThat(stopped.resume().await(PlanWorld.LONG).isSuccess()).isTrue();
        assertThat(world.arm.writes()).containsExactly("PUT a", "PUT b");
    }

    @Test
    void runThatIsCarriedOutElsewhereIsStoppedThroughTheLedger() {
        Ledger shared = new Shared(world.ledger);
        Run run = slow(world.planner(shared), Things.sized("a"));
        world.planner(new Shared(world.ledger))
                .runs()
                .find(run.id())
                .orElseThrow()
                .stop();

        assertThat(endOf(run)).isEqualTo(RunEnd.STOPPED);
        assertThat(world.planner().runs().find(run.id()).orElseThrow().end()).contains(RunEnd.STOPPED);
    }

    @Test
    void closedClientSaysSoAndItsRunIsInterruptedForAReplicaAtOnce() {
        Planner planner = world.planner(new Shared(world.ledger));
        Run run = slow(planner, Things.sized("a"));
        planner.runs().close();

        assertThat(endOf(run)).isEqualTo(RunEnd.CLOSED);
        assertThat(world.planner(new Shared(world.ledger)).runs().interrupted())
                .singleElement()
                .satisfies(left -> assertThat(left.end()).contains(RunEnd.CLOSED));
    }

    @Test
    void runAtItsDeadlineSaysSoAndIsInterrupted() {
        world.arm.duration = id -> Duration.ofHours(2);
        Run run = world.planner()
                .plan(List.of(Things.sized("a")), PlanOptions.standard().deadline(Duration.ofHours(1)))
                .apply();

        assertThat(endOf(run)).isEqualTo(RunEnd.DEADLINE);
        assertThat(world.interrupted())
                .singleElement()
                .satisfies(left -> assertThat(left.end()).contains(RunEnd.DEADLINE));
    }

    @Test
    void runOfALivingProcessIsNotTakenFromIt() {
        Run run = slow(world.planner(new Shared(world.ledger)), Things.sized("a"));
        world.time.advance(Duration.ofMinutes(20));
        LedgerRun there =
                world.planner(new Shared(world.ledger)).runs().find(run.id()).orElseThrow();

        assertThatThrownBy(there::resume).isInstanceOf(AksException.class).hasMessageContaining("elsewhere");
        there.stop();
        assertThatThrownBy(there::resume)
                .as("its owner may not know yet")
                .isInstanceOf(AksException.class)
                .hasMessageContaining("no sign of life for 3 min");
        assertThat(endOf(run)).isEqualTo(RunEnd.STOPPED);
        world.time.advance(Duration.ofMinutes(3));
        assertThat(endOf(there.resume())).isEqualTo(RunEnd.SUCCEEDED);
        assertThat(world.arm.writes()).containsExactly("PUT a");
    }

    @Test
    void ownerOfARunThatWasTakenOverSaysSo() {
        Shared still = new Shared(world.ledger);
        Run run = slow(world.planner(still), Things.sized("a"));
        still.frozen = true;
        world.time.advance(Duration.ofMinutes(4));
        Run taken = world.planner(new Shared(world.ledger))
                .runs()
                .interrupted()
                .get(0)
                .resume();
        still.frozen = false;

        assertThat(endOf(run)).isEqualTo(RunEnd.TAKEN_OVER);
        assertThat(endOf(taken)).isEqualTo(RunEnd.SUCCEEDED);
        assertThat(world.arm.writes()).containsExactly("PUT a");
    }

    @Test
    void failedRunSaysSo() {
        world.arm.refuse((ArmRequest request) ->
                request.method().equals("PUT") ? FakeArm.error(403, "AuthorizationFailed", "no right") : null);
        Run run = world.plan(Things.sized("a")).apply();

        assertThat(endOf(run)).isEqualTo(RunEnd.FAILED);
    }

    @Test
    void runWhoseLedgerIsLostSaysSoAndDoesNotHang() {
        Shared lost = new Shared(world.ledger);
        Run run = slow(world.planner(lost), Things.sized("a"));
        lost.broken = true;

        assertThat(endOf(run)).isEqualTo(RunEnd.BROKEN);
    }

    @Test
    void abandonedAndSupersededRunsAreHistory() {
        Planner planner = world.planner(new Shared(world.ledger));
        Run left = slow(planner, Things.sized("a"));
        planner.runs().close();
        Run other = slow(world.planner(new Shared(world.ledger)), Things.sized("b"));
        other.stop();
        endOf(other);
        world.arm.duration = id -> Duration.ZERO;
        world.apply(Things.sized("a"));
        Runs runs = world.planner().runs();
        runs.find(other.id()).orElseThrow().abandon();

        assertThat(runs.find(left.id()).map(LedgerRun::state)).contains(RunState.SUPERSEDED);
        assertThat(runs.find(other.id()).map(LedgerRun::state)).contains(RunState.ABANDONED);
        assertThat(runs.unfinished()).isEmpty();
        assertThat(RunState.SUPERSEDED.isFinished()).isTrue();
    }

    @Test
    void processThatStoodStillForLongerThanItsLeaseAsksTheLedgerBeforeItSends() {
        Shared still = new Shared(world.ledger);
        still.onIntent = () -> {
            still.onIntent = () -> {};
            world.time.advance(Duration.ofMinutes(10));
        };
        Run run = world.planner(still)
                .plan(List.of(Things.sized("a")), PlanOptions.standard())
                .apply();

        assertThat(endOf(run)).isEqualTo(RunEnd.SUCCEEDED);
        assertThat(world.arm.writes()).containsExactly("PUT a");
    }

    @Test
    void processThatStoodStillWhileAnotherTookItsRunSendsNothing() {
        Shared still = new Shared(world.ledger);
        still.onIntent = () -> {
            still.onIntent = () -> {};
            still.frozen = true;
            world.time.advance(Duration.ofMinutes(10));
            world.planner(new Shared(world.ledger)).runs().interrupted().forEach(LedgerRun::stop);
            still.frozen = false;
        };
        Run run = world.planner(still)
                .plan(List.of(Things.sized("a")), PlanOptions.standard())
                .apply();

        assertThat(endOf(run)).isEqualTo(RunEnd.STOPPED);
        assertThat(world.arm.writes()).isEmpty();
    }

    @Test
    void runOfAnotherSubscriptionIsNotTakenUp() {
        world.ledger.append(new LedgerEntry(
                "theirs",
                0,
                FakeArm.json("{'fact':'planned','v':1,'at':'2026-11-01T00:00:00Z','title':'x','deadline':'PT1H',"
                        + "'subscriptions':['00000000-0000-0000-0000-00000000ffff'],'steps':[]}"),
                false));
        Runs runs = world.planner().runs();

        assertThat(runs.interrupted()).isEmpty();
        LedgerRun theirs = runs.find("theirs").orElseThrow();
        assertThatThrownBy(theirs::resume)
                .isInstanceOf(AksException.class)
                .hasMessageContaining("Resume it with a client of its own subscription");
    }

    /** A ledger that processes share. */
    private static final class Shared implements Ledger {
        private final Ledger ledger;
        private boolean broken;
        private boolean frozen;
        private Runnable onIntent = () -> {};

        Shared(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public Optional<Duration> lease() {
            return Optional.of(Duration.ofMinutes(3));
        }

        @Override
        public boolean renew(String run, long next) {
            return frozen;
        }

        @Override
        public void append(LedgerEntry entry) {
            if (broken) {
                throw new AksException("The disk is gone.");
            }
            ledger.append(entry);
            if (entry.fact().path("fact").asText().equals("intent")) {
                onIntent.run();
            }
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
        public List<String> finished(RunFilter filter) {
            return ledger.finished(filter);
        }

        @Override
        public void close() {}
    }
}
