package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.run.Step;
import dev.aks4j.core.plan.run.StepResult;
import dev.aks4j.core.plan.run.StepResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One step while a run carries it out. Touched only from the run's mailbox. */
public final class StepTrack {

    final Step step;
    final Lane lane;
    final RunRecord.StepHistory history;

    /** How long such a step takes, as it was known when the run began here. */
    final Optional<Duration> expected;

    Outcome outcome = Outcome.NOT_STARTED;
    boolean queued;
    boolean inLane;
    boolean sent;
    Optional<Instant> begun;
    Optional<Instant> ended = Optional.empty();
    Optional<Throwable> failure = Optional.empty();
    List<String> causes = List.of();
    Supplier<List<String>> secrets = List::of;
    boolean settled;

    /** What the resource is known by that this step left. */
    List<Difference> born;

    /** Whether the resource that was to be created was there already as declared: somebody else made it. */
    boolean met;

    /** What listeners were told last, and when by the clock that nobody sets; equal news is told once a minute. */
    String told = "";

    Duration toldAt = Duration.ZERO;

    /** Azure's word for the state, as last seen. */
    String state = "";

    StepTrack(Step step, RunRecord.StepHistory history, Optional<Duration> expected) {
        this.step = step;
        this.expected = expected;
        this.lane = Lane.of(step.write().target());
        this.history = history;
        this.begun = history.begun();
        this.born = history.born();
        this.met = history.met();
        if (history.phase() == RunRecord.StepHistory.Phase.SUCCEEDED) {
            outcome = Outcome.SUCCEEDED;
            ended = history.at();
            settled = true;
        } else if (history.phase() == RunRecord.StepHistory.Phase.SUPERSEDED) {
            outcome = Outcome.SUPERSEDED;
            settled = true;
        }
    }

    Duration elapsed(Instant now) {
        return begun.map(from -> between(from, ended.orElse(now))).orElse(Duration.ZERO);
    }

    /** What another process began, it began by its own clock. */
    static Duration between(Instant from, Instant to) {
        Duration length = Duration.between(from, to);
        return length.isNegative() ? Duration.ZERO : length;
    }

    StepResult result() {
        return StepResult.builder(step, outcome)
                .begun(begun)
                .duration(begun.flatMap(from -> ended.map(to -> between(from, to))))
                .expected(expected)
                .failure(failure)
                .causes(causes)
                .build();
    }
}
