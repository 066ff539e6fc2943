package dev.aks4j.simulated.kubernetes.internal.auth;

/**
 * What a request wants to do, as authorizers see it. Immutable.
 *
 * @param user who asks
 * @param verb the Kubernetes verb, such as {@code list}; for other paths the HTTP method in lower case
 * @param group the API group, empty for the core group
 * @param resource the plural name of the type; empty for other paths
 * @param subresource the part of the object, may be empty
 * @param namespace the namespace, empty for cluster-wide requests
 * @param name the object's name, may be empty
 * @param path the path of a request that is not about objects; empty otherwise
 */
public record Attributes(
        User user,
        String verb,
        String group,
        String resource,
        String subresource,
        String namespace,
        String name,
        String path) {

    /** Returns whether the request is about objects rather than a path. */
    public boolean aboutObjects() {
        return path.isEmpty();
    }

    /** Returns the resource with its subresource, such as {@code pods/log}. */
    public String fullResource() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }

    /** Returns what the API server says when nobody allows the request, without an authorizer's reason. */
    public String refusal() {
        if (!aboutObjects()) {
            return "User \"" + user.name() + "\" cannot " + verb + " path \"" + path + "\"";
        }
        String where = namespace.isEmpty() ? " at the cluster scope" : " in the namespace \"" + namespace + "\"";
        return "User \"" + user.name() + "\" cannot " + verb + " resource \"" + fullResource() + "\" in API group \""
                + group + "\"" + where;
    }
}
