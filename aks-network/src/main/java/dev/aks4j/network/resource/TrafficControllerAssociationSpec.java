package dev.aks4j.network.resource;

import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.Objects;
import java.util.Optional;

/**
 * Says from which subnet an Application Gateway for Containers reaches pods. The subnet is delegated to {@code
 * Microsoft.ServiceNetworking/trafficControllers} and has /24 or more; there is one association. Immutable and thread-safe.
 *
 * <pre>{@code TrafficControllerAssociationSpec.builder("shop", alb, vnet.subnet("alb").id()).build(); }</pre>
 */
public final class TrafficControllerAssociationSpec extends ArmSpec {

    private static final ArmType<TrafficControllerAssociationSpec> KIND = ArmType.<TrafficControllerAssociationSpec>of(
                    "trafficControllerAssociation",
                    TrafficControllerRules.TYPE + "/associations",
                    TrafficControllerRules.API_VERSION)
            .document((association, document) -> document.set("/properties/associationType", "subnets")
                    .reference("/properties/subnet", association.subnet))
            .summary(association -> "in subnet " + association.subnet.name())
            .recreated("/properties/subnet", "an association keeps its subnet")
            .rules(TrafficControllerRules.ASSOCIATION)
            .inPlan(TrafficControllerRules::inPlan)
            .holdsNothing()
            .build();

    private final ResourceId subnet;

    private TrafficControllerAssociationSpec(Builder builder) {
        super(builder);
        subnet = builder.subnet;
    }

    /** Starts an association. */
    public static Builder builder(String name, TrafficControllerSpec controller, ResourceId subnet) {
        return new Builder(name, controller.id(), controller.region(), subnet);
    }

    /** Starts an association of one that exists. */
    public static Builder builder(String name, ResourceId controller, Region region, ResourceId subnet) {
        return new Builder(name, controller, Optional.of(region), subnet);
    }

    /** Returns the subnet. */
    public ResourceId subnet() {
        return subnet;
    }

    @Override
    public ArmType<TrafficControllerAssociationSpec> kind() {
        return KIND;
    }

    /** Builds a {@link TrafficControllerAssociationSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Tagged<TrafficControllerAssociationSpec, Builder> {
        private final ResourceId subnet;

        private Builder(String name, ResourceId controller, Optional<Region> region, ResourceId subnet) {
            super(name, controller, region);
            this.subnet = Objects.requireNonNull(subnet);
        }

        @Override
        protected TrafficControllerAssociationSpec create() {
            return new TrafficControllerAssociationSpec(this);
        }
    }
}
