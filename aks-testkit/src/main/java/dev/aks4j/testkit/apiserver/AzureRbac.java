package dev.aks4j.testkit.apiserver;

import dev.aks4j.testkit.cloud.Cloud;
import dev.aks4j.testkit.cluster.ClusterSnapshot;
import dev.aks4j.testkit.kubernetes.auth.Attributes;
import dev.aks4j.testkit.kubernetes.auth.Authorizer;
import java.util.function.Supplier;

/** Lets Azure role assignments on the cluster or on one of its namespaces decide, if the cluster wants that. */
record AzureRbac(Cloud cloud, Supplier<ClusterSnapshot> cluster) implements Authorizer {

    private static final String PREFIX = "Microsoft.ContainerService/managedClusters/";

    @Override
    public Decision decide(Attributes attributes) {
        if (!cluster.get().azureRbac() || attributes.user().uid().isEmpty() || !attributes.aboutObjects()) {
            return Decision.noOpinion("");
        }
        String scope =
                cluster.get().id() + (attributes.namespace().isEmpty() ? "" : "/namespaces/" + attributes.namespace());
        boolean allowed = cloud.access().allowsData(attributes.user().uid(), action(attributes), scope)
                || attributes.user().groups().stream()
                        .anyMatch(group -> cloud.access().allowsData(group, action(attributes), scope));
        return allowed
                ? Decision.allow("Azure role assignment")
                : Decision.noOpinion("User does not have access to the resource in Azure. Update role assignment to"
                        + " allow access.");
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
