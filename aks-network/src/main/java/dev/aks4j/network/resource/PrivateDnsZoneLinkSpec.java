package dev.aks4j.network.resource;

import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.Optional;

/**
 * Says that a virtual network resolves the names of a private DNS zone. Immutable and thread-safe.
 *
 * <pre>{@code PrivateDnsZoneLinkSpec.builder("hub", zone, hub.id()).build(); }</pre>
 */
public final class PrivateDnsZoneLinkSpec extends ArmSpec {

    private static final ArmType<PrivateDnsZoneLinkSpec> KIND = ArmType.<PrivateDnsZoneLinkSpec>of(
                    "privateDnsZoneLink",
                    ResourceNames.TYPE + "privateDnsZones/virtualNetworkLinks",
                    PrivateDnsRules.API_VERSION)
            .global()
            .document((link, document) -> document.reference("/properties/virtualNetwork", link.network)
                    .setSwitch("/properties/registrationEnabled", link.registers, false))
            .summary(link -> link.network.name() + (link.registers ? ", registers its machines" : ""))
            .recreated("/properties/virtualNetwork", "a link keeps its network")
            .undeclared(Undeclared.value("/properties/registrationEnabled", false))
            .rules(PrivateDnsRules.LINK)
            .inPlan(ConflictRules::link)
            .holdsNothing()
            .build();

    private final ResourceId network;
    private final boolean registers;

    private PrivateDnsZoneLinkSpec(Builder builder) {
        super(builder);
        network = builder.network;
        registers = builder.registers;
    }

    /**
     * Starts a link.
     *
     * @param name its name below the zone
     * @param network the virtual network that resolves the zone's names
     */
    public static Builder builder(String name, PrivateDnsZoneSpec zone, ResourceId network) {
        return new Builder(name, zone.id(), network);
    }

    /** Starts a link of a zone that exists. */
    public static Builder builder(String name, ResourceId zone, ResourceId network) {
        return new Builder(name, zone, network);
    }

    /** Returns the zone. */
    public ResourceId zone() {
        return parent();
    }

    /** Returns the virtual network. */
    public ResourceId network() {
        return network;
    }

    /** Returns whether machines of the network get names in the zone. */
    public boolean registers() {
        return registers;
    }

    @Override
    public ArmType<PrivateDnsZoneLinkSpec> kind() {
        return KIND;
    }

    /** Builds a {@link PrivateDnsZoneLinkSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Builder<PrivateDnsZoneLinkSpec, Builder> {
        private final ResourceId network;
        private boolean registers;

        private Builder(String name, ResourceId zone, ResourceId network) {
            super(name, zone, Optional.empty());
            this.network = network;
        }

        /** Gives the machines of the network names in the zone; a network does so in one zone only. */
        public Builder registerMachines() {
            registers = true;
            return this;
        }

        @Override
        protected PrivateDnsZoneLinkSpec create() {
            return new PrivateDnsZoneLinkSpec(this);
        }
    }
}
