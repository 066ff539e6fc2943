package dev.aks4j.core.internal.plan;

import dev.aks4j.core.internal.plan.run.StepDetail;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.run.Step;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes the names of steps tell resources apart: two role assignments with one role are {@code Network Contributor on
 * vnet-shop/nodes} and {@code Network Contributor on vnet-shop/ingress}. A name that already does is left as it is.
 */
public final class StepNames {

    private StepNames() {}

    /**
     * Returns the steps with names that differ wherever the resources do.
     *
     * @param summaries the resource of each step in a few words, by the step's id; may lack some
     */
    static List<Step> distinct(List<Step> steps, Map<String, String> summaries) {
        List<Step> byScope = renamed(steps, StepNames::scope);
        List<Step> bySummary = renamed(byScope, step -> summary(step, summaries));
        return StepDetail.distinct(
                renamed(bySummary, step -> step.name() + " (" + step.write().target() + ")"));
    }

    private static List<Step> renamed(List<Step> steps, Function<Step, String> name) {
        Map<String, Set<Address>> targets = new LinkedHashMap<>();
        for (Step step : steps) {
            targets.computeIfAbsent(step.toString(), text -> new LinkedHashSet<>())
                    .add(step.write().target());
        }
        Set<String> repeated = targets.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        return steps.stream()
                .map(step -> repeated.contains(step.toString()) ? step.named(name.apply(step)) : step)
                .toList();
    }

    /** Adds what the resource lies below: {@code vnet-shop/nodes} for something on a subnet. */
    private static String scope(Step step) {
        if (!(step.write().target() instanceof Address.InAzure target)) {
            return step.name();
        }
        return target.id()
                .parent()
                .map(parent -> step.name() + " on " + path(parent))
                .orElse(step.name());
    }

    private static String path(ResourceId id) {
        if (id.type().indexOf('/') == id.type().lastIndexOf('/') || id.parent().isEmpty()) {
            return id.name();
        }
        return path(id.parent().get()) + "/" + id.name();
    }

    private static String summary(Step step, Map<String, String> summaries) {
        String summary = summaries.getOrDefault(step.id(), "");
        return summary.isEmpty() ? step.name() : step.name() + " (" + summary.replace("\n", " ") + ")";
    }
}
