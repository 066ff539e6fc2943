package dev.aks4j.core.internal.plan;

import dev.aks4j.core.arm.ArmException.ArmError;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunResult;
import dev.aks4j.core.testing.FakeScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that a test of plans and runs needs, on virtual time. */
final class PlanWorld {

    static final Duration LONG = Duration.ofHours(3);

    final FakeScheduler time = new FakeScheduler();
    final FakeArm arm = new FakeArm(time);
    final FakeKubernetes kubernetes = new FakeKubernetes();
    final MemoryLedger ledger = new MemoryLedger();
    final List<RunEvent> events = new ArrayList<>();
    FakeProcess process = new FakeProcess(arm);
    private int runs;

    Planner planner() {
        return planner(ledger);
    }

    Planner planner(Ledger other) {
        return Planner.builder(process, process, time)
                .kubernetes(kubernetes)
                .ledger(other)
                .secrets(name -> java.util.concurrent.CompletableFuture.completedFuture("text-of-" + name))
                .runIds(() -> "run-" + ++runs)
                .build();
    }

    Plan plan(Spec... specs) {
        return planner().plan(List.of(specs), PlanOptions.standard());
    }

    Plan plan(List<Spec> specs) {
        return planner().plan(specs, PlanOptions.standard());
    }

    RunResult apply(Spec... specs) {
        return apply(plan(specs));
    }

    RunResult apply(Plan plan) {
        Run run = plan.apply();
        run.onProgress(events::add);
        return run.await(LONG);
    }

    /** Returns a plan that removes what specs name. */
    Plan removal(Spec... specs) {
        return planner().planRemoval(List.of(specs), PlanOptions.standard());
    }

    List<LedgerRun> unfinished() {
        return planner().runs().unfinished();
    }

    List<LedgerRun> interrupted() {
        return planner().runs().interrupted();
    }

    /** Resumes the first run that is left, and waits for its end. */
    RunResult resume() {
        return unfinished().get(0).resume().await(LONG);
    }

    /** Lets the process die without a word, and gives the next one. */
    void die() {
        process.die();
        process = new FakeProcess(arm);
    }

    /** Applies a plan in a process that dies after a while. */
    void killedAfter(Duration life, Spec... specs) {
        killedAfter(life, planner -> planner.plan(List.of(specs), PlanOptions.standard()));
    }

    void killedAfter(Duration life, Function<Planner, Plan> maker) {
        MortalLedger mortal = new MortalLedger(ledger);
        maker.apply(planner(mortal)).apply();
        time.advance(life);
        mortal.dead = true;
        die();
    }

    /** Does something right before the next request of a method arrives, once; what it returns is the answer. */
    void beforeNext(Predicate<ArmRequest> which, Supplier<@Nullable ArmError> action) {
        AtomicBoolean done = new AtomicBoolean();
        arm.refuse(request -> which.test(request) && !done.getAndSet(true) ? action.get() : null);
    }
}
