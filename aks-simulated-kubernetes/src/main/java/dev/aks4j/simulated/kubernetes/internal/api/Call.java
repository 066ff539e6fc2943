package dev.aks4j.simulated.kubernetes.internal.api;

import dev.aks4j.simulated.kubernetes.internal.auth.Attributes;
import dev.aks4j.simulated.kubernetes.internal.auth.User;
import dev.aks4j.simulated.wire.Request;
import java.util.List;

/**
 * A request about objects, taken apart. Immutable.
 *
 * @param request the request
 * @param user who asks
 * @param verb the Kubernetes verb
 * @param group the API group, empty for the core group
 * @param version the API version
 * @param namespace the namespace, empty for cluster-wide requests
 * @param plural the type's name in URLs
 * @param name the object's name, empty for requests about many
 * @param subresource the part of the object, may be empty
 * @param query the parameters
 */
record Call(
        Request request,
        User user,
        String verb,
        String group,
        String version,
        String namespace,
        String plural,
        String name,
        String subresource,
        Query query) {

    /** Takes a path under {@code /api} or {@code /apis} apart, or returns null if it is not about objects. */
    static Call of(Request request, User user, List<String> path) {
        boolean core = path.get(0).equals("api");
        int at = core ? 2 : 3;
        if (path.size() <= at) {
            return null;
        }
        String group = core ? "" : path.get(1);
        String version = path.get(at - 1);
        Query query = Query.of(request.uri());
        boolean watch = false;
        if (path.get(at).equals("watch") && path.size() > at + 1) {
            watch = true;
            at++;
        }
        String namespace = "";
        boolean inside = path.get(at).equals("namespaces")
                && path.size() > at + 2
                && !(core && List.of("status", "finalize").contains(path.get(at + 2)) && path.size() == at + 3);
        if (inside) {
            namespace = path.get(at + 1);
            at += 2;
        }
        String plural = path.get(at);
        String name = path.size() > at + 1 ? path.get(at + 1) : "";
        String subresource = path.size() > at + 2 ? String.join("/", path.subList(at + 2, path.size())) : "";
        // Of one object, only the old path watches; the parameter is for lists.
        String verb = verb(request.method(), name, watch || name.isEmpty() && query.flag("watch"));
        return new Call(request, user, verb, group, version, namespace, plural, name, subresource, query);
    }

    private static String verb(String method, String name, boolean watch) {
        return switch (method) {
            case "GET" -> watch ? "watch" : name.isEmpty() ? "list" : "get";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
            default -> "";
        };
    }

    Attributes attributes() {
        boolean aboutNamespace = plural.equals("namespaces") && group.isEmpty() && !name.isEmpty();
        return new Attributes(user, verb, group, plural, subresource, aboutNamespace ? name : namespace, name, "");
    }
}
