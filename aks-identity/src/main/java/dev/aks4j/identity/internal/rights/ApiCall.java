package dev.aks4j.identity.internal.rights;

/**
 * A request to a Kubernetes API server as authorizers see it. What does not apply is an empty text. Immutable.
 *
 * @param verb the verb, for example {@code list}
 * @param group the API group; empty for the core group
 * @param resource the type in the plural; empty for a path
 * @param subresource the part of the object, for example {@code log}
 * @param namespace the namespace; empty for the whole cluster
 * @param name the object's name; empty for all
 * @param path the path of a request that is not about objects
 */
public record ApiCall(
        String verb, String group, String resource, String subresource, String namespace, String name, String path) {

    /** Returns a request about objects. */
    public static ApiCall object(
            String verb, String group, String resource, String subresource, String namespace, String name) {
        return new ApiCall(verb, group, resource, subresource, namespace, name, "");
    }

    /** Returns a request for a path that is no object. */
    public static ApiCall path(String verb, String path) {
        return new ApiCall(verb, "", "", "", "", "", path);
    }

    /** Returns whether the request is about objects rather than a path. */
    public boolean aboutObjects() {
        return path.isEmpty();
    }

    /** Returns the type with its part, as rules name it, for example {@code pods/log}. */
    public String fullResource() {
        return subresource.isEmpty() ? resource : resource + "/" + subresource;
    }
}
