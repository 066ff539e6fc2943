package dev.aks4j.network;

import dev.aks4j.core.cluster.setting.ClusterDocument;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Scope;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a cluster's traffic leaves for the internet: {@code networkProfile.outboundType} and the profile that goes with
 * it. Immutable and thread-safe.
 */
public abstract sealed class Outbound
        permits LoadBalancerOutbound, NatGatewayOutbound, NetworkOutbound, IsolatedOutbound {

    static final String PROFILE = "/properties/networkProfile/";

    Outbound() {}

    /** Through a Standard load balancer with one public address that Azure manages; Azure's default. */
    public static Outbound loadBalancer() {
        return loadBalancer(lb -> {});
    }

    /** Through a Standard load balancer. */
    public static Outbound loadBalancer(Consumer<LoadBalancerOutbound.Builder> settings) {
        LoadBalancerOutbound.Builder builder = new LoadBalancerOutbound.Builder();
        settings.accept(builder);
        return builder.build();
    }

    /** Through a NAT gateway that Azure makes in the virtual network that it manages; not with a subnet of your own. */
    public static Outbound managedNatGateway() {
        return managedNatGateway(nat -> {});
    }

    /** Through a NAT gateway that Azure makes in the virtual network that it manages; not with a subnet of your own. */
    public static Outbound managedNatGateway(Consumer<NatGatewayOutbound.Builder> settings) {
        NatGatewayOutbound.Builder builder = new NatGatewayOutbound.Builder();
        settings.accept(builder);
        return builder.build();
    }

    /** Through the NAT gateway of the node subnet. */
    public static Outbound userAssignedNatGateway() {
        return NetworkOutbound.USER_ASSIGNED_NAT_GATEWAY;
    }

    /** As the route table of the node subnet says, for example through a firewall. */
    public static Outbound userDefinedRouting() {
        return NetworkOutbound.USER_DEFINED_ROUTING;
    }

    /** Not at all: a network-isolated cluster, whose images come through a registry that Azure manages. */
    public static Outbound none() {
        return new IsolatedOutbound(List.of());
    }

    /**
     * Not at all: a network-isolated cluster, whose images come through a registry of your own.
     *
     * @param containerRegistry the id of the registry
     */
    public static Outbound none(ResourceId containerRegistry) {
        return new IsolatedOutbound(List.of(containerRegistry));
    }

    /** Returns the value of {@code outboundType}. */
    public abstract String type();

    abstract void contribute(ClusterDocument document, Scope scope);

    /** Returns the resources that must exist before the cluster. */
    List<ResourceId> references() {
        return List.of();
    }

    /** Clears the profile that another outbound type may have left behind; Azure refuses the two together. */
    static void clear(ClusterDocument document, String... profiles) {
        for (String profile : profiles) {
            document.set(PROFILE + profile, Json.ofNull());
        }
    }

    @Override
    public String toString() {
        return type();
    }
}
