package dev.aks4j.identity;

import dev.aks4j.core.model.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * One right in a Kubernetes role: verbs on resources, or on paths that are no resources. Immutable and thread-safe.
 *
 * @param apiGroups the groups of the resources; an empty text is the core group
 * @param resources the resources, in the plural; a subresource such as {@code pods/log} is one of its own
 * @param resourceNames names that the right is limited to; empty for all
 * @param nonResourceUrls paths such as {@code /metrics}
 * @param verbs what may be done: {@code get}, {@code list}, {@code watch}, {@code create}, {@code update}, {@code patch},
 *     {@code delete}, {@code deletecollection}, special ones, or {@code *}
 */
public record PolicyRule(
        List<String> apiGroups,
        List<String> resources,
        List<String> resourceNames,
        List<String> nonResourceUrls,
        List<String> verbs) {

    /** Copies the lists. */
    public PolicyRule {
        apiGroups = List.copyOf(apiGroups);
        resources = List.copyOf(resources);
        resourceNames = List.copyOf(resourceNames);
        nonResourceUrls = List.copyOf(nonResourceUrls);
        verbs = List.copyOf(verbs);
    }

    Json.ObjectBuilder toJson() {
        Json.ObjectBuilder json = Json.object();
        put(json, "apiGroups", apiGroups);
        put(json, "resources", resources);
        put(json, "resourceNames", resourceNames);
        put(json, "nonResourceURLs", nonResourceUrls);
        put(json, "verbs", verbs);
        return json;
    }

    private static void put(Json.ObjectBuilder json, String name, List<String> values) {
        if (!values.isEmpty()) {
            json.put(name, values);
        }
    }

    @Override
    public String toString() {
        return String.join(",", verbs) + " on " + String.join(",", resources.isEmpty() ? nonResourceUrls : resources);
    }

    /** Builds a {@link PolicyRule}. Not thread-safe. */
    public static final class Builder {
        private final List<String> apiGroups = new ArrayList<>();
        private final List<String> resources = new ArrayList<>();
        private final List<String> resourceNames = new ArrayList<>();
        private final List<String> nonResourceUrls = new ArrayList<>();
        private final List<String> verbs = new ArrayList<>();

        Builder() {}

        /** Adds API groups; an empty text is the core group. Default: the core group if resources are named. */
        public Builder apiGroups(String... groups) {
            apiGroups.addAll(List.of(groups));
            return this;
        }

        /** Adds resources, in the plural, for example {@code pods} and {@code pods/log}. */
        public Builder resources(String... plurals) {
            resources.addAll(List.of(plurals));
            return this;
        }

        /** Limits the right to objects with these names. Does not limit {@code list}, {@code watch} and {@code create}. */
        public Builder resourceNames(String... names) {
            resourceNames.addAll(List.of(names));
            return this;
        }

        /** Adds paths that are no resources, for example {@code /metrics}; in a cluster role only. */
        public Builder nonResourceUrls(String... paths) {
            nonResourceUrls.addAll(List.of(paths));
            return this;
        }

        /** Adds verbs, for example {@code get}, {@code list} and {@code watch}. */
        public Builder verbs(String... words) {
            verbs.addAll(List.of(words));
            return this;
        }

        PolicyRule build() {
            List<String> groups = apiGroups.isEmpty() && !resources.isEmpty() ? List.of("") : apiGroups;
            return new PolicyRule(groups, resources, resourceNames, nonResourceUrls, verbs);
        }
    }
}
