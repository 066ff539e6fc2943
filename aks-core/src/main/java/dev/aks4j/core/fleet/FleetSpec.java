package dev.aks4j.core.fleet;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;

/**
 * Says what a fleet of Azure Kubernetes Fleet Manager should be: one without a hub cluster, which is what update runs need.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * FleetSpec fleet = FleetSpec.builder("shops", group).build();
 * FleetMemberSpec member = FleetMemberSpec.builder("shop-1", fleet, cluster.id()).updateGroup("canary").build();
 * }</pre>
 */
public final class FleetSpec extends ArmSpec {

    /** The version of the API that fleets are read and written in. */
    static final String API_VERSION = "2026-06-01";

    private static final ArmType<FleetSpec> TYPE = ArmType.<FleetSpec>of(
                    "fleet", "Microsoft.ContainerService/fleets", API_VERSION)
            .document((fleet, document) -> {})
            .summary(fleet -> "without a hub cluster")
            .rules(FleetRules.FLEET)
            .build();

    private FleetSpec(Builder builder) {
        super(builder);
    }

    /**
     * Starts a fleet.
     *
     * @param name 1-63 lower-case letters, digits and hyphens, none at its ends
     */
    public static Builder builder(String name, ResourceGroupSpec group) {
        return new Builder(name, group);
    }

    @Override
    public ArmType<FleetSpec> kind() {
        return TYPE;
    }

    /** Builds a {@link FleetSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Tagged<FleetSpec, Builder> {

        private Builder(String name, ResourceGroupSpec group) {
            super(name, group);
        }

        @Override
        protected FleetSpec create() {
            return new FleetSpec(this);
        }
    }
}
