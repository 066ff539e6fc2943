package dev.aks4j.simulated.kubernetes.internal.resource;

import dev.aks4j.simulated.kubernetes.internal.schema.Struct;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of object that the API serves in one version.
 *
 * @param group the API group, empty for the core group
 * @param version the version, such as {@code v1}
 * @param kind the kind, such as {@code Pod}
 * @param plural the name in URLs, such as {@code pods}
 * @param singular the singular name, such as {@code pod}
 * @param shortNames abbreviations that {@code kubectl} takes
 * @param namespaced whether its objects live in namespaces
 * @param subresources the parts that can be addressed, such as {@code status}
 * @param categories groups of types that {@code kubectl} takes, such as {@code all}
 * @param shape what its objects look like; empty if anything goes
 * @param custom what only custom resources have; empty for built-in types
 */
public record ResourceType(
        String group,
        String version,
        String kind,
        String plural,
        String singular,
        List<String> shortNames,
        boolean namespaced,
        Set<String> subresources,
        List<String> categories,
        Optional<Struct> shape,
        Optional<CustomResource> custom) {

    /** Returns the {@code apiVersion} of its objects, such as {@code apps/v1}. */
    public String apiVersion() {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** Returns the name under which objects of all its versions are stored, such as {@code deployments.apps}. */
    public String storage() {
        if (plural.equals("events") && group.equals("events.k8s.io")) {
            return "events";
        }
        return groupResource();
    }

    /** Returns the name that messages use, such as {@code deployments.apps}. */
    public String groupResource() {
        return group.isEmpty() ? plural : plural + "." + group;
    }

    /** Returns the kind that messages use, such as {@code Deployment.apps}. */
    public String groupKind() {
        return group.isEmpty() ? kind : kind + "." + group;
    }

    /** Returns whether it has a subresource. */
    public boolean has(String subresource) {
        return subresources.contains(subresource);
    }

    @Override
    public String toString() {
        return groupResource() + "/" + version;
    }
}
