package dev.aks4j.core.plan.run;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.aks4j.core.internal.model.TimeText;
import dev.aks4j.core.internal.plan.run.Forecast;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.run.StepResult.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How far a run is at one moment, measured by how long steps of its kinds usually take: learned from this process's runs,
 * or the usual time. It is an estimate; Azure promises none. Immutable and thread-safe.
 *
 * <pre>{@code
 * RunProgress progress = run.progress();
 * System.out.printf("%.0f %%, over at %s%n", 100 * progress.share(), progress.expectedEnd());
 * }</pre>
 */
public final class RunProgress {

    /** A step that takes longer than usual counts as so far done. */
    private static final double ALMOST = 0.95;

    private static final Duration LEAST_LEFT = Duration.ofSeconds(5);

    private final RunResult result;
    private final Instant at;
    private final double share;
    private final Duration left;

    private RunProgress(RunResult result, Instant at, double share, Duration left) {
        this.result = result;
        this.at = at;
        this.share = share;
        this.left = left;
    }

    static RunProgress of(RunResult result, Instant at) {
        double all = 0;
        double done = 0;
        for (StepResult step : result.steps()) {
            double usual = usual(step).toMillis();
            all += usual;
            done += isOver(step) ? usual : isRunning(step) ? usual * part(step, at) : 0;
        }
        List<Forecast.Left> open = result.steps().stream()
                .map(step -> new Forecast.Left(
                        step.step(), isOver(step) ? Duration.ZERO : left(step, at), isRunning(step) || isOver(step)))
                .toList();
        double share = result.isSuccess() ? 1 : all == 0 ? 0 : Math.min(0.99, done / all);
        return new RunProgress(result, at, share, Forecast.after(open).total());
    }

    /** A step that failed, or that the run will not come to any more, takes no more time; it counts as not done. */
    private static boolean isOver(StepResult step) {
        return step.outcome() == Outcome.SUCCEEDED || step.outcome() == Outcome.SUPERSEDED;
    }

    private static boolean isRunning(StepResult step) {
        return step.outcome() == Outcome.RUNNING;
    }

    private static Duration usual(StepResult step) {
        return step.expected().orElse(Forecast.UNKNOWN);
    }

    private static Duration elapsed(StepResult step, Instant at) {
        Duration so = step.begun().map(from -> Duration.between(from, at)).orElse(Duration.ZERO);
        return so.isNegative() ? Duration.ZERO : so;
    }

    private static double part(StepResult step, Instant at) {
        return Math.min(
                ALMOST,
                (double) elapsed(step, at).toMillis() / Math.max(1, usual(step).toMillis()));
    }

    private static Duration left(StepResult step, Instant at) {
        if (step.outcome() == Outcome.FAILED) {
            return Duration.ZERO;
        }
        if (!isRunning(step)) {
            return usual(step);
        }
        Duration rest = usual(step).minus(elapsed(step, at));
        return rest.compareTo(LEAST_LEFT) < 0 ? LEAST_LEFT : rest;
    }

    /** Returns how much of the work is done, from 0 to 1. It never exceeds 0.99 before everything is done. */
    public double share() {
        return share;
    }

    /** Returns when the run is expected to end; empty once it has ended or nothing of it is followed any more. */
    public Optional<Instant> expectedEnd() {
        boolean goesOn = !underWay().isEmpty() && result.with(Outcome.FAILED).isEmpty();
        return goesOn ? Optional.of(at.plus(left)) : Optional.empty();
    }

    /** Returns how many steps are done. */
    public int done() {
        return (int) result.steps().stream().filter(RunProgress::isOver).count();
    }

    /** Returns how many steps there are. */
    public int total() {
        return result.steps().size();
    }

    /** Returns the steps under way. */
    public List<StepResult> underWay() {
        return result.with(Outcome.RUNNING);
    }

    /** Returns how long a step has been under way at the moment of this progress; zero if it was not begun. */
    public Duration elapsed(StepResult step) {
        return step.duration().orElseGet(() -> elapsed(step, at));
    }

    /** Returns the moment that this progress tells of. */
    public Instant at() {
        return at;
    }

    /** Returns how every step stands. */
    public RunResult result() {
        return result;
    }

    /** Returns the progress as programs read it; durations in seconds. */
    @JsonValue
    public Json toJson() {
        Json.ObjectBuilder json = Json.object()
                .put("run", result.run())
                .put("title", result.title())
                .put("at", at.toString())
                .put("share", Math.round(share * 1000) / 1000.0)
                .put("done", done())
                .put("total", total());
        expectedEnd().ifPresent(end -> json.put("expectedEnd", end.toString()));
        json.put(
                "underWay",
                underWay().stream()
                        .map(step -> step.toJson()
                                .edit()
                                .put("elapsedSeconds", elapsed(step).toSeconds())
                                .build())
                        .toList());
        return json.build();
    }

    /** Returns the progress in one line: {@code 3 of 9 steps done (41 %), about 2 min left; create managedCluster shop}. */
    @Override
    public String toString() {
        String under = underWay().stream()
                .limit(3)
                .map(step -> step.step() + " (" + TimeText.of(elapsed(step))
                        + step.expected()
                                .map(usual -> " of about " + TimeText.of(usual))
                                .orElse("")
                        + ")")
                .collect(Collectors.joining(", "));
        int more = underWay().size() - 3;
        return done() + " of " + total() + " steps done (" + String.format(Locale.ROOT, "%.0f", 100 * share) + " %)"
                + expectedEnd()
                        .map(end -> ", about " + TimeText.of(left) + " left")
                        .orElse("")
                + (under.isEmpty() ? "" : "; under way: " + under + (more > 0 ? " and " + more + " more" : ""));
    }
}
