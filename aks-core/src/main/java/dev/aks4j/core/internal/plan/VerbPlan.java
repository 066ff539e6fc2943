package dev.aks4j.core.internal.plan;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.internal.model.TimeText;
import dev.aks4j.core.internal.plan.run.Forecast;
import dev.aks4j.core.internal.plan.run.StepDetail;
import dev.aks4j.core.model.Scheduler;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.PlanEntry;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.PlanNote;
import dev.aks4j.core.plan.run.Decided;
import dev.aks4j.core.plan.run.Runs;
import dev.aks4j.core.plan.run.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Makes the plan of a verb from its steps. */
public final class VerbPlan {

    /** How long the run of a verb is followed. */
    private static final Duration FOLLOWED = Duration.ofHours(24);

    private VerbPlan() {}

    /**
     * Returns the plan.
     *
     * @param runs where it is carried out
     * @param title the verb in a few words
     * @param region where the cluster lies
     * @param steps what the verb does
     */
    public static Plan of(
            Runs runs, Scheduler scheduler, ArmClient arm, String title, String region, List<Step> steps) {
        List<Step> named = StepDetail.distinct(steps);
        PlanContent content = new PlanContent(
                arm.subscriptionId(),
                arm.apiVersion().value(),
                scheduler.now(),
                scheduler.elapsed(),
                FOLLOWED,
                Set.of(region),
                entries(steps),
                named,
                List.of(),
                steps.isEmpty() ? List.of() : List.of(note(title, named)),
                Map.of(),
                Decided.nothing(),
                List.of());
        PlanLauncher launcher =
                new PlanLauncher(runs, scheduler, () -> UUID.randomUUID().toString());
        return PlanFactory.plan(Optional.of(launcher), content);
    }

    private static PlanNote note(String title, List<Step> steps) {
        Forecast forecast = Forecast.of(steps);
        List<String> lines = new ArrayList<>();
        for (Step step : steps) {
            Forecast.Span span = forecast.span(step.id());
            String detail = StepDetail.of(step);
            boolean told = detail.isEmpty() || step.name().contains(detail);
            lines.add("after " + TimeText.of(span.from()) + ": " + step + (told ? "" : " (" + detail + ")"));
        }
        lines.add("done after about " + TimeText.of(forecast.total()));
        return new PlanNote("To " + title + ", as such steps usually take", lines);
    }

    /** One entry for each resource, in the turn of its first step. */
    private static List<PlanEntry> entries(List<Step> steps) {
        Map<String, Integer> turns = new HashMap<>();
        Map<Address, List<Step>> byResource = new LinkedHashMap<>();
        for (Step step : steps) {
            int turn = 1
                    + step.after().stream()
                            .mapToInt(before -> turns.getOrDefault(before, 0))
                            .max()
                            .orElse(0);
            turns.put(step.id(), turn);
            byResource
                    .computeIfAbsent(step.write().target(), target -> new ArrayList<>())
                    .add(step);
        }
        List<PlanEntry> entries = new ArrayList<>();
        byResource.forEach((address, all) -> {
            Step first = all.get(0);
            entries.add(new PlanEntry(
                    Known.in(turns, first.id()),
                    first.change(),
                    address,
                    first.type(),
                    first.name(),
                    all.size() == 1 ? StepDetail.of(first) : all.size() + " steps",
                    List.of(),
                    differences(all)));
        });
        return entries;
    }

    /** From what is to what will be, over all steps of a resource. */
    private static List<Difference> differences(List<Step> steps) {
        Map<String, Difference> byPath = new LinkedHashMap<>();
        steps.forEach(step -> step.expected()
                .forEach(one -> byPath.merge(
                        one.path(),
                        one,
                        (first, last) -> new Difference(
                                first.path(), first.before(), last.after(), last.change(), last.reason()))));
        return List.copyOf(byPath.values());
    }
}
