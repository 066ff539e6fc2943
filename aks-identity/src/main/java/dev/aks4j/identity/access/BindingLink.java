package dev.aks4j.identity.access;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.identity.access.AccessLink.Part;
import dev.aks4j.identity.access.AccessLink.State;
import dev.aks4j.identity.internal.rights.ApiCall;
import dev.aks4j.identity.internal.rights.ApiUser;
import dev.aks4j.identity.internal.rights.Rbac;
import java.util.List;
import java.util.Optional;

/** Whether a cluster lets a service account act as an identity, by an identity binding and a right to use it. */
final class BindingLink {

    private final AccessReads reads;
    private final ResourceId cluster;
    private final PodIdentity identity;

    BindingLink(AccessReads reads, ResourceId cluster, PodIdentity identity) {
        this.reads = reads;
        this.cluster = cluster;
        this.identity = identity;
    }

    AccessLink of(String namespace, String account) {
        Optional<List<Json>> bindings =
                reads.below("identity bindings", cluster, "identityBindings", ClusterSpec.API_VERSION, "");
        Optional<Json> binding = bindings.orElse(List.of()).stream()
                .filter(each ->
                        each.at("/properties/managedIdentity/clientId").asText().equalsIgnoreCase(identity.clientId()))
                .findFirst();
        if (bindings.isEmpty()) {
            return new AccessLink(
                    Part.TRUST,
                    State.UNKNOWN,
                    "the cluster's identity bindings could not be read",
                    "Look for one with " + identity.name() + ".");
        }
        if (binding.isEmpty()) {
            return new AccessLink(
                    Part.TRUST,
                    State.BROKEN,
                    "no identity binding of the cluster is for " + identity.name(),
                    "Declare an IdentityBindingSpec for it.");
        }
        Optional<Rbac> rbac = new ClusterJudge(reads, cluster).rbac();
        ApiUser user = ApiUser.serviceAccount(namespace, account);
        ApiCall use = ApiCall.object("use-managed-identity", "cid.wi.aks.azure.com", identity.clientId(), "", "", "");
        String name = "identity binding " + binding.get().path("name").asText();
        if (rbac.isEmpty()) {
            return new AccessLink(
                    Part.TRUST,
                    State.UNKNOWN,
                    name + "; the cluster's roles could not be read",
                    "Give the right to read them.");
        }
        return rbac.get().allows(user, use)
                ? new AccessLink(
                        Part.TRUST,
                        State.HOLDS,
                        name + ", and " + rbac.get().grants(user, use).get(0),
                        "")
                : new AccessLink(
                        Part.TRUST,
                        State.BROKEN,
                        name + ", but service account " + namespace + "/" + account + " may not use it",
                        "Bind a ClusterRole made with RoleSpec.useIdentity(identity) to the service account, by a"
                                + " ClusterRoleBinding.");
    }
}
