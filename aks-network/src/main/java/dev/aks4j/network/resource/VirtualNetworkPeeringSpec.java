package dev.aks4j.network.resource;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Alternative;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Says what one side of a peering should be: that a virtual network reaches another. Traffic flows when both sides exist;
 * {@link #both} gives the two. Immutable and thread-safe.
 *
 * <pre>{@code
 * List<VirtualNetworkPeeringSpec> peerings = VirtualNetworkPeeringSpec.both(
 *     hub.id(), it -> it.allowForwardedTraffic().allowGatewayTransit(),
 *     spoke.id(), it -> it.allowForwardedTraffic().useRemoteGateways());
 * }</pre>
 */
public final class VirtualNetworkPeeringSpec extends ArmSpec {

    private static final String AT = "/properties/";

    private static final ArmType<VirtualNetworkPeeringSpec> KIND = ArmType.<VirtualNetworkPeeringSpec>of(
                    "virtualNetworkPeering",
                    ResourceNames.TYPE + "virtualNetworks/virtualNetworkPeerings",
                    ResourceNames.API_VERSION)
            .document((peering, document) -> document.reference(AT + "remoteVirtualNetwork", peering.remote)
                    .setSwitch(AT + "allowVirtualNetworkAccess", peering.access, true)
                    .setSwitch(AT + "allowForwardedTraffic", peering.forwarded, false)
                    .setSwitch(AT + "allowGatewayTransit", peering.transit, false)
                    .setSwitch(AT + "useRemoteGateways", peering.remoteGateways, false))
            .summary(peering -> "to " + peering.remote.name())
            .recreated(AT + "remoteVirtualNetwork", "a peering keeps its other side")
            .requires(peering -> peering.after.stream())
            // Azure: VnetPeeringUseRemoteGatewaysAndAllowGatewayTransit
            .alternatives(List.of(
                    either("allowGatewayTransit", "useRemoteGateways"),
                    either("useRemoteGateways", "allowGatewayTransit")))
            .rules(PeeringRules.ALL)
            .inPlan(PeeringRules::inPlan)
            .inPlan(ConflictRules::peering)
            .holdsNothing()
            .undeclared(
                    Undeclared.value(AT + "allowVirtualNetworkAccess", true).secure(),
                    Undeclared.value(AT + "allowForwardedTraffic", false).secure(),
                    Undeclared.value(AT + "allowGatewayTransit", false).secure(),
                    Undeclared.value(AT + "useRemoteGateways", false).secure())
            .build();

    private static Alternative either(String chosen, String out) {
        return new Alternative("/properties", chosen, value -> value.asBoolean(false), out, Json.of(false));
    }

    private final ResourceId remote;
    private final boolean access;
    private final boolean forwarded;
    private final boolean transit;
    private final boolean remoteGateways;
    private final Optional<ResourceId> after;

    private VirtualNetworkPeeringSpec(Builder builder) {
        super(builder);
        remote = builder.remote;
        access = builder.access;
        forwarded = builder.forwarded;
        transit = builder.transit;
        remoteGateways = builder.remoteGateways;
        after = builder.after;
    }

    /**
     * Starts one side of a peering.
     *
     * @param name its name below the network
     * @param network the virtual network that it is a part of
     * @param remote the virtual network that is reached
     */
    public static Builder builder(String name, ResourceId network, ResourceId remote) {
        return new Builder(name, network, remote);
    }

    /**
     * Returns both sides of a peering, named after the networks. The second is made after the first, because Azure changes
     * both networks for each.
     */
    public static List<VirtualNetworkPeeringSpec> both(
            ResourceId one, Consumer<Builder> oneSide, ResourceId other, Consumer<Builder> otherSide) {
        Builder first = builder(one.name() + "-to-" + other.name(), one, other);
        oneSide.accept(first);
        VirtualNetworkPeeringSpec made = first.build();
        Builder second = builder(other.name() + "-to-" + one.name(), other, one);
        otherSide.accept(second);
        second.after = Optional.of(made.id());
        return List.of(made, second.build());
    }

    /** Returns both sides of a peering without further settings; see {@link #both}. */
    public static List<VirtualNetworkPeeringSpec> both(ResourceId one, ResourceId other) {
        return both(one, it -> {}, other, it -> {});
    }

    /** Returns the virtual network that it is a part of. */
    public ResourceId network() {
        return parent();
    }

    /** Returns the virtual network that is reached. */
    public ResourceId remote() {
        return remote;
    }

    /** Returns whether it takes traffic that comes from beyond the other network. */
    public boolean allowsForwardedTraffic() {
        return forwarded;
    }

    /** Returns whether gateways of this network serve the other one. */
    public boolean allowsGatewayTransit() {
        return transit;
    }

    /** Returns whether gateways of the other network serve this one. */
    public boolean usesRemoteGateways() {
        return remoteGateways;
    }

    @Override
    public ArmType<VirtualNetworkPeeringSpec> kind() {
        return KIND;
    }

    /** Returns whether the other peering is the other side of this one. */
    boolean isOtherSideOf(VirtualNetworkPeeringSpec other, java.util.function.UnaryOperator<ResourceId> complete) {
        return Stream.of(network(), remote)
                .map(complete)
                .toList()
                .equals(Stream.of(other.remote, other.network()).map(complete).toList());
    }

    /** Builds a {@link VirtualNetworkPeeringSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Builder<VirtualNetworkPeeringSpec, Builder> {
        private final ResourceId remote;
        private boolean access = true;
        private boolean forwarded;
        private boolean transit;
        private boolean remoteGateways;
        private Optional<ResourceId> after = Optional.empty();

        private Builder(String name, ResourceId network, ResourceId remote) {
            super(name, network, Optional.empty());
            this.remote = remote;
        }

        /** Lets no traffic through, so that the peering is prepared and not in use. */
        public Builder withoutAccess() {
            access = false;
            return this;
        }

        /** Takes traffic that the other network forwards, as a spoke does from the firewall of its hub. */
        public Builder allowForwardedTraffic() {
            forwarded = true;
            return this;
        }

        /** Lets the other network use this one's gateway. */
        public Builder allowGatewayTransit() {
            transit = true;
            return this;
        }

        /** Uses the other network's gateway, which has to be there. */
        public Builder useRemoteGateways() {
            remoteGateways = true;
            return this;
        }

        @Override
        protected VirtualNetworkPeeringSpec create() {
            return new VirtualNetworkPeeringSpec(this);
        }
    }
}
