package dev.aks4j.network;

import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.plan.kind.Scope;

/** Outbound traffic that takes the way the node subnet gives it. */
final class NetworkOutbound extends Outbound {

    static final NetworkOutbound USER_ASSIGNED_NAT_GATEWAY = new NetworkOutbound("userAssignedNATGateway");
    static final NetworkOutbound USER_DEFINED_ROUTING = new NetworkOutbound("userDefinedRouting");

    private final String type;

    private NetworkOutbound(String type) {
        this.type = type;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    void contribute(ClusterDocument document, Scope scope) {
        document.set(PROFILE + "outboundType", type);
        clear(document, "loadBalancerProfile", "natGatewayProfile");
    }
}
