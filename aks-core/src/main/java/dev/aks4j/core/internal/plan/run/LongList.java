package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.internal.model.TimeText;
import dev.aks4j.core.plan.run.StepResult;
import dev.aks4j.core.plan.run.StepResult.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps for people, of which there may be hundreds: of those that are of one sort and stand alike, the first are shown and
 * the others counted. What failed is always shown.
 */
public final class LongList {

    /** So many of one sort are shown one by one. */
    private static final int MOST = 12;

    /** So many are shown of those that are more. */
    private static final int FIRST = 8;

    private LongList() {}

    /** One line of a list: a step, or how many more there are. */
    private record Line(StepResult step, int more, Duration longest) {}

    /** Returns the steps as a table: step, outcome, duration. */
    public static String table(List<StepResult> steps) {
        AlignedTable table = new AlignedTable();
        for (Line line : lines(steps)) {
            StepResult step = line.step;
            String took = step.duration().map(TimeText::of).orElse("");
            boolean timed = line.more > 0 && !line.longest.isZero();
            table.row(
                    step.step().change().mark() + " " + step.step().type(),
                    line.more == 0 ? step.step().name() : "… and " + line.more + " more",
                    step.outcome().toString(),
                    line.more == 0 ? took : timed ? "at most " + TimeText.of(line.longest) : "");
        }
        return table.text("  ");
    }

    /** Returns the steps one by one, as a message tells them; those that are counted are told by {@code more}. */
    public static List<String> texts(List<StepResult> steps) {
        return lines(steps).stream()
                .map(line -> line.more == 0
                        ? line.step.step().toString()
                        : line.step.step().change().verb() + " "
                                + line.step.step().type() + ": " + line.more + " more")
                .toList();
    }

    private static List<Line> lines(List<StepResult> steps) {
        Map<String, List<StepResult>> alike = new LinkedHashMap<>();
        steps.forEach(step ->
                alike.computeIfAbsent(sort(step), sort -> new ArrayList<>()).add(step));
        List<Line> lines = new ArrayList<>();
        Map<String, Integer> shown = new HashMap<>();
        for (StepResult step : steps) {
            List<StepResult> all = Known.in(alike, sort(step));
            int at = shown.merge(sort(step), 1, Integer::sum) - 1;
            if (step.outcome() == Outcome.FAILED || all.size() <= MOST || at < FIRST) {
                lines.add(new Line(step, 0, Duration.ZERO));
            } else if (at == FIRST) {
                lines.add(new Line(step, all.size() - FIRST, longest(all.subList(FIRST, all.size()))));
            }
        }
        return lines;
    }

    private static Duration longest(List<StepResult> steps) {
        return steps.stream()
                .flatMap(step -> step.duration().stream())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private static String sort(StepResult step) {
        return step.step().change() + " " + step.step().type() + " " + step.outcome();
    }
}
