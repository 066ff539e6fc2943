package dev.aks4j.identity.internal.rights;

import java.util.List;
import java.util.Set;

/** The actions on data by which Azure decides about requests to a cluster's API. Stateless. */
public final class DataActions {

    private static final String CLUSTERS = "Microsoft.ContainerService/managedClusters/";

    /** Groups that come with Kubernetes; a type of any other group is a custom one. */
    private static final Set<String> OWN = Set.of("", "apps", "autoscaling", "batch", "extensions", "policy");

    private DataActions() {}

    /**
     * Returns the actions of which one suffices; none if Azure knows no action for the verb. For a custom type that is its
     * own action, or the one for all custom types.
     */
    public static List<String> of(ApiCall call) {
        String verb = verb(call.verb());
        if (verb.isEmpty()) {
            return List.of();
        }
        if (!call.aboutObjects()) {
            return List.of(CLUSTERS + call.path().replaceAll("^/+|/+$", "") + "/" + verb);
        }
        if (call.resource().equals("pods") && call.subresource().equals("exec")) {
            return List.of(CLUSTERS + "pods/exec/action");
        }
        String own = CLUSTERS + (call.group().isEmpty() ? "" : call.group() + "/") + call.resource() + "/" + verb;
        boolean custom = !OWN.contains(call.group()) && !call.group().endsWith(".k8s.io")
                || call.group().endsWith(".x-k8s.io");
        return custom && !verb.endsWith("/action") ? List.of(own, CLUSTERS + "customresources/" + verb) : List.of(own);
    }

    /** Returns the ids of what a role may be assigned on for a request: the cluster, or a namespace in it. */
    public static List<String> scopes(String cluster, String namespace) {
        return namespace.isEmpty()
                ? List.of(cluster)
                : List.of(cluster + "/namespaces/" + namespace, cluster + "/managedNamespaces/" + namespace);
    }

    private static String verb(String verb) {
        return switch (verb) {
            case "get", "list", "watch" -> "read";
            case "create", "update", "patch" -> "write";
            case "delete", "deletecollection" -> "delete";
            case "bind", "escalate", "use", "impersonate" -> verb + "/action";
            default -> "";
        };
    }
}
