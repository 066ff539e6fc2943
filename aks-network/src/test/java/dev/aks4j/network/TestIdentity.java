package dev.aks4j.network;

import dev.aks4j.core.cluster.ClusterIdentity;
import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import java.util.Map;
import java.util.Optional;

/** A user-assigned identity, without the module that has the real ones. */
public final class TestIdentity implements ClusterIdentity {

    private static final ResourceId ID =
            NetworkSamples.GROUP.id().child("Microsoft.ManagedIdentity/userAssignedIdentities", "id-shop");

    @Override
    public Optional<ResourceId> userAssigned() {
        return Optional.of(ID);
    }

    @Override
    public ClusterIdentity forCluster(ResourceId cluster) {
        return this;
    }

    @Override
    public void contribute(ClusterDocument document, Scope scope) {
        document.set("/identity/type", "UserAssigned");
        document.set("/identity/userAssignedIdentities", Map.of(scope.id(ID).toString(), Map.of()));
    }
}
