package dev.aks4j.simulated.azure.internal.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A path of Azure Resource Manager, taken apart. Comparisons of its parts disregard case. Immutable.
 *
 * @param raw the path as the client wrote it
 * @param subscription the subscription's id
 * @param group the resource group's name
 * @param scope what stands before the last {@code /providers/}: a subscription, a group or a resource
 * @param namespace the provider's namespace, as the client wrote it
 * @param rest the segments after the namespace, or after the scope if there is no namespace
 */
public record ArmPath(
        String raw,
        Optional<String> subscription,
        Optional<String> group,
        String scope,
        Optional<String> namespace,
        List<String> rest) {

    /** Takes a path apart. */
    public static ArmPath parse(String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : path.split("/")) {
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        Optional<String> subscription = after(segments, 0, "subscriptions");
        Optional<String> group = after(segments, 2, "resourceGroups");
        int providers = -1;
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).equalsIgnoreCase("providers")) {
                providers = i;
            }
        }
        if (providers >= 0 && providers + 2 < segments.size()) {
            return new ArmPath(
                    path,
                    subscription,
                    group,
                    join(segments.subList(0, providers)),
                    Optional.of(segments.get(providers + 1)),
                    List.copyOf(segments.subList(providers + 2, segments.size())));
        }
        int scopeEnd = group.isPresent() ? 4 : subscription.isPresent() ? 2 : 0;
        return new ArmPath(
                path,
                subscription,
                group,
                join(segments.subList(0, scopeEnd)),
                Optional.empty(),
                List.copyOf(segments.subList(scopeEnd, segments.size())));
    }

    private static Optional<String> after(List<String> segments, int index, String word) {
        return segments.size() > index + 1 && segments.get(index).equalsIgnoreCase(word)
                ? Optional.of(segments.get(index + 1))
                : Optional.empty();
    }

    private static String join(List<String> segments) {
        return segments.isEmpty() ? "" : "/" + String.join("/", segments);
    }

    /** Tells whether the segments after the namespace are these; {@code *} stands for any. */
    public boolean matches(String... pattern) {
        if (pattern.length != rest.size()) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            if (!pattern[i].equals("*") && !pattern[i].equalsIgnoreCase(rest.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns the resource types in the path, joined: {@code managedClusters/agentPools}. */
    public String types() {
        List<String> types = new ArrayList<>();
        for (int i = 0; i < rest.size(); i += 2) {
            types.add(rest.get(i));
        }
        return String.join("/", types);
    }

    /** Tells whether the path names one resource, rather than a collection or an action. */
    public boolean namesResource() {
        return rest.size() % 2 == 0;
    }

    /** Returns the id of the innermost named resource or scope. */
    public String resource() {
        int end = rest.size() - rest.size() % 2;
        return namespace
                .map(ns -> end == 0 ? scope : scope + "/providers/" + ns + join(rest.subList(0, end)))
                .orElse(scope);
    }
}
