package dev.aks4j.network.resource;

import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.Optional;

/**
 * Says what an Application Gateway for Containers of your own should be: routes come from the gateways and ingresses of a
 * cluster, by the ALB controller in it. Immutable and thread-safe.
 *
 * <pre>{@code
 * TrafficControllerSpec alb = TrafficControllerSpec.builder("alb-shop", group).build();
 * TrafficControllerFrontendSpec web = TrafficControllerFrontendSpec.builder("web", alb).build();
 * TrafficControllerAssociationSpec way =
 *     TrafficControllerAssociationSpec.builder("shop", alb, vnet.subnet("alb").id()).build();
 * }</pre>
 */
public final class TrafficControllerSpec extends ArmSpec {

    private static final ArmType<TrafficControllerSpec> KIND = ArmType.<TrafficControllerSpec>of(
                    "trafficController", TrafficControllerRules.TYPE, TrafficControllerRules.API_VERSION)
            .summary(controller -> "Application Gateway for Containers")
            .rules(TrafficControllerRules.CONTROLLER)
            .holdsNothing()
            .build();

    private TrafficControllerSpec(Builder builder) {
        super(builder);
    }

    /** Starts one. */
    public static Builder builder(String name, ResourceGroupSpec group) {
        return new Builder(name, group.id(), group.region());
    }

    @Override
    public ArmType<TrafficControllerSpec> kind() {
        return KIND;
    }

    /** Builds a {@link TrafficControllerSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Tagged<TrafficControllerSpec, Builder> {
        private Builder(String name, ResourceId group, Region region) {
            super(name, group, Optional.of(region));
        }

        @Override
        protected TrafficControllerSpec create() {
            return new TrafficControllerSpec(this);
        }
    }
}
