package dev.aks4j.core.internal.plan;

import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanOptions;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunResult;
import dev.aks4j.core.testing.FakeScheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
}
