package dev.aks4j.network;

import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import java.util.List;

/** No outbound traffic: everything that nodes need comes through a registry in the network. */
final class IsolatedOutbound extends Outbound {

    private final List<ResourceId> registry;

    IsolatedOutbound(List<ResourceId> registry) {
        this.registry = List.copyOf(registry);
    }

    @Override
    public String type() {
        return "none";
    }

    @Override
    void contribute(ClusterDocument document, Scope scope) {
        document.set(PROFILE + "outboundType", type());
        clear(document, "loadBalancerProfile", "natGatewayProfile");
        document.set("/properties/bootstrapProfile/artifactSource", "Cache");
        registry.forEach(id -> document.set(
                "/properties/bootstrapProfile/containerRegistryId", scope.id(id).toString()));
    }

    @Override
    List<ResourceId> references() {
        return registry;
    }
}
