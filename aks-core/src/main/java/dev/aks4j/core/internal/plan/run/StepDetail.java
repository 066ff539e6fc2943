package dev.aks4j.core.internal.plan.run;

import dev.aks4j.core.internal.model.Known;
import dev.aks4j.core.internal.plan.kind.PropertyText;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.LateValue;
import dev.aks4j.core.plan.kind.SecretValue;
import dev.aks4j.core.plan.kind.Write;
import dev.aks4j.core.plan.run.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a step does, in a few words that its name does not say: the version and size of what is created, the properties that
 * are changed, the action.
 */
public final class StepDetail {

    /** So many properties are named; the others are counted. */
    private static final int NAMED = 2;

    private StepDetail() {}

    /** Returns the words; empty if there is nothing to say. */
    public static String of(Step step) {
        if (step.write() instanceof Write.Post post) {
            return post.action();
        }
        if (step.write() instanceof Write.Put put && put.merge() || step.write() instanceof Write.Apply) {
            return step.expected().isEmpty() && step.write() instanceof Write.Apply
                    ? ""
                    : changes(step.write().target(), step.expected());
        }
        return step.write() instanceof Write.Put put ? size(put.body()) : "";
    }

    /** Tells several writes to one resource apart by what each does: {@code beta (kubernetesVersion 1.34 -> 1.35)}. */
    public static List<Step> distinct(List<Step> steps) {
        Map<String, Long> times = steps.stream().collect(Collectors.groupingBy(Step::toString, Collectors.counting()));
        return steps.stream()
                .map(step -> {
                    String detail = Known.in(times, step.toString()) > 1 ? of(step) : "";
                    return detail.isEmpty() ? step : step.named(step.name() + " (" + detail + ")");
                })
                .toList();
    }

    private static String changes(Address target, List<Difference> differences) {
        List<Difference> told = differences.stream()
                .filter(difference ->
                        isPlain(difference.after()) && !difference.path().startsWith("/tags"))
                .toList();
        String named = told.stream()
                .limit(NAMED)
                .map(one -> PropertyText.property(one.path()) + " "
                        + PropertyText.value(target, one.path(), one.before(), one.after()) + " -> "
                        + PropertyText.value(target, one.path(), one.after(), one.before()))
                .collect(Collectors.joining(", "));
        int more = differences.size() - Math.min(NAMED, told.size());
        return named.isEmpty() ? "" : named + (more > 0 ? ", " + more + " more" : "");
    }

    private static boolean isPlain(Json value) {
        return LateValue.allIn(value).isEmpty()
                && SecretValue.allIn(value).isEmpty()
                && !value.isObject()
                && !value.isArray();
    }

    /** Returns version and size of a cluster or a pool. */
    private static String size(Json body) {
        Json properties = body.path("properties");
        List<String> words = new ArrayList<>();
        Json pools = properties.path("agentPoolProfiles");
        if (pools.isArray()) {
            version(properties.path("kubernetesVersion"), words);
            words.add(pools.size() == 1 ? "1 pool" : pools.size() + " pools");
        } else if (properties.path("vmSize").isText()) {
            version(properties.path("orchestratorVersion"), words);
            words.add(nodes(properties) + properties.path("vmSize").asText());
        }
        return String.join(", ", words);
    }

    private static String nodes(Json pool) {
        if (pool.path("enableAutoScaling").asBoolean()) {
            return pool.path("minCount").asText("0") + " to "
                    + pool.path("maxCount").asText() + " x ";
        }
        return pool.path("count").isMissing() ? "" : pool.path("count").asText() + " x ";
    }

    private static void version(Json version, List<String> words) {
        if (version.isText()) {
            words.add("Kubernetes " + version.asText());
        }
    }
}
