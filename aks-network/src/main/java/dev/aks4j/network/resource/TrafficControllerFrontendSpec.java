package dev.aks4j.network.resource;

import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.Optional;

/**
 * Says that an Application Gateway for Containers has an entrance, with a public name of its own. Immutable and thread-safe.
 *
 * <pre>{@code TrafficControllerFrontendSpec.builder("web", alb).build(); }</pre>
 */
public final class TrafficControllerFrontendSpec extends ArmSpec {

    private static final ArmType<TrafficControllerFrontendSpec> KIND = ArmType.<TrafficControllerFrontendSpec>of(
                    "trafficControllerFrontend",
                    TrafficControllerRules.TYPE + "/frontends",
                    TrafficControllerRules.API_VERSION)
            .summary(frontend -> "public name")
            .rules(TrafficControllerRules.FRONTEND)
            .holdsNothing()
            .build();

    private TrafficControllerFrontendSpec(Builder builder) {
        super(builder);
    }

    /** Starts a frontend. */
    public static Builder builder(String name, TrafficControllerSpec controller) {
        return new Builder(name, controller.id(), controller.region());
    }

    /** Starts a frontend of one that exists. */
    public static Builder builder(String name, ResourceId controller, Region region) {
        return new Builder(name, controller, Optional.of(region));
    }

    @Override
    public ArmType<TrafficControllerFrontendSpec> kind() {
        return KIND;
    }

    /** Builds a {@link TrafficControllerFrontendSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Tagged<TrafficControllerFrontendSpec, Builder> {
        private Builder(String name, ResourceId controller, Optional<Region> region) {
            super(name, controller, region);
        }

        @Override
        protected TrafficControllerFrontendSpec create() {
            return new TrafficControllerFrontendSpec(this);
        }
    }
}
