package dev.aks4j.simulated.azure.internal.apiserver;

import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.kubernetes.internal.auth.Attributes;
import dev.aks4j.simulated.kubernetes.internal.auth.Authorizer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Lets Azure role assignments on the cluster or on one of its namespaces decide, if the cluster wants that. */
record AzureRbacAuthorizer(Cloud cloud, Supplier<ClusterSnapshot> cluster) implements Authorizer {

    private static final String PREFIX = "Microsoft.ContainerService/managedClusters/";

    @Override
    public Decision decide(Attributes attributes) {
        if (!cluster.get().azureRbac() || attributes.user().uid().isEmpty() || !attributes.aboutObjects()) {
            return Decision.noOpinion("");
        }
        boolean allowed = scopes(attributes.namespace())
                .anyMatch(scope -> Stream.concat(
                                Stream.of(attributes.user().uid()), attributes.user().groups().stream())
                        .anyMatch(who -> cloud.access().allowsData(who, action(attributes), scope)));
        return allowed
                ? Decision.allow("Azure role assignment")
                : Decision.noOpinion("User does not have access to the resource in Azure. Update role assignment to"
                        + " allow access.");
    }

    /** Roles are assigned on the cluster, on a namespace in it, or on the managed namespace that it is in Azure. */
    private Stream<String> scopes(String namespace) {
        String id = cluster.get().id();
        return namespace.isEmpty()
                ? Stream.of(id)
                : Stream.of(id + "/namespaces/" + namespace, id + "/managedNamespaces/" + namespace);
    }

    private static String action(Attributes attributes) {
        String verb =
                switch (attributes.verb()) {
                    case "get", "list", "watch" -> "read";
                    case "delete", "deletecollection" -> "delete";
                    default -> "write";
                };
        String group = attributes.group().isEmpty() ? "" : attributes.group() + "/";
        return PREFIX + group + attributes.resource() + "/" + verb;
    }
}
