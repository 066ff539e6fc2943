package dev.aks4j.network.resource;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.List;
import java.util.Optional;

/**
 * Says what a private DNS zone should be: names that resolve in the networks that are linked to it. Its name is the domain.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * PrivateDnsZoneSpec zone = PrivateDnsZoneSpec.forPrivateClusters(group);
 * PrivateDnsZoneLinkSpec link = PrivateDnsZoneLinkSpec.builder("hub", zone, hub.id()).build();
 * }</pre>
 */
public final class PrivateDnsZoneSpec extends ArmSpec {

    private static final ArmType<PrivateDnsZoneSpec> KIND = ArmType.<PrivateDnsZoneSpec>of(
                    "privateDnsZone", ResourceNames.TYPE + "privateDnsZones", PrivateDnsRules.API_VERSION)
            .global()
            .summary(zone -> "global")
            .rules(List.of(PrivateDnsRules.ZONE_NAME))
            .build();

    private PrivateDnsZoneSpec(Builder builder) {
        super(builder);
    }

    /**
     * Starts a zone.
     *
     * @param domain for example {@code privatelink.blob.core.windows.net}
     */
    public static Builder builder(String domain, ResourceGroupSpec group) {
        return new Builder(domain, group.id());
    }

    /** Starts a zone in a resource group that exists. */
    public static Builder builder(String domain, ResourceId group) {
        return new Builder(domain, group);
    }

    /** Returns the zone of private clusters in the group's region: {@code privatelink.<region>.azmk8s.io}. */
    public static PrivateDnsZoneSpec forPrivateClusters(ResourceGroupSpec group) {
        return builder(ofPrivateClusters(group.region()), group).build();
    }

    /** Returns the domain of private clusters of a region in the public cloud. */
    public static String ofPrivateClusters(Region region) {
        return "privatelink." + region.name() + ".azmk8s.io";
    }

    @Override
    public ArmType<PrivateDnsZoneSpec> kind() {
        return KIND;
    }

    /** Builds a {@link PrivateDnsZoneSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Tagged<PrivateDnsZoneSpec, Builder> {
        private Builder(String domain, ResourceId group) {
            super(domain, group, Optional.empty());
        }

        @Override
        protected PrivateDnsZoneSpec create() {
            return new PrivateDnsZoneSpec(this);
        }
    }
}
