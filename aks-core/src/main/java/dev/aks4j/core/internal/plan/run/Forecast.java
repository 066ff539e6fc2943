package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.plan.run.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When each step of a plan is expected to begin and to end, counted from one moment: after everything that it needs, and
 * after those before it whose writes Azure does not accept at the same time. Immutable and thread-safe.
 */
public final class Forecast {

    /** Counts for a step of which no usual time is known. */
    public static final Duration UNKNOWN = Duration.ofSeconds(10);

    /** When a step is expected to begin and end. */
    public record Span(Duration from, Duration to) {}

    /**
     * What is left of a step.
     *
     * @param step the step
     * @param left how long it still takes; zero if it is done
     * @param underWay whether it has begun, so that it waits for nothing
     */
    public record Left(Step step, Duration left, boolean underWay) {}

    private final Map<String, Span> spans;

    private Forecast(Map<String, Span> spans) {
        this.spans = spans;
    }

    /** Returns the forecast of a plan whose steps take what such steps usually take. */
    public static Forecast of(List<Step> steps) {
        StepDurations usual = new StepDurations();
        return after(steps.stream()
                .map(step -> new Left(step, usual.expected(step).orElse(UNKNOWN), false))
                .toList());
    }

    /** Returns the forecast of what is left, in an order in which each step comes after those that it needs. */
    public static Forecast after(List<Left> steps) {
        Map<String, Span> spans = new LinkedHashMap<>();
        Map<String, List<Taken>> roots = new LinkedHashMap<>();
        for (Left one : steps) {
            Lane lane = Lane.of(one.step.write().target());
            List<Taken> taken = roots.computeIfAbsent(lane.root(), root -> new ArrayList<>());
            Duration from = Duration.ZERO;
            if (!one.underWay) {
                for (String before : one.step.after()) {
                    from = later(from, Optional.ofNullable(spans.get(before)));
                }
                for (Taken other : taken) {
                    if (other.lane.excludes(lane)) {
                        from = later(from, Optional.of(other.span));
                    }
                }
            }
            Span span = new Span(from, from.plus(one.left));
            spans.put(one.step.id(), span);
            if (!one.left.isZero()) {
                taken.add(new Taken(lane, span));
            }
        }
        return new Forecast(spans);
    }

    private record Taken(Lane lane, Span span) {}

    private static Duration later(Duration from, Optional<Span> before) {
        return before.map(Span::to).filter(to -> to.compareTo(from) > 0).orElse(from);
    }

    /** Returns when a step is expected. */
    public Span span(String step) {
        return Known.in(spans, step);
    }

    /** Returns when all of it is expected to be over. */
    public Duration total() {
        return spans.values().stream().map(Span::to).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
