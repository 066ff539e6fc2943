package dev.aks4j.core.fleet;

import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says in which order the members of a fleet are upgraded, for runs that name it. Immutable and thread-safe. */
public final class FleetStrategySpec extends ArmSpec {

    private static final ArmType<FleetStrategySpec> TYPE = ArmType.<FleetStrategySpec>of(
                    "fleetUpdateStrategy", "Microsoft.ContainerService/fleets/updateStrategies", FleetSpec.API_VERSION)
            .document((strategy, document) -> FleetStage.write(document, strategy.stages))
            .summary(strategy -> strategy.stages.size() + " stages")
            .requires(strategy -> Stream.of(strategy.parent()))
            .judge((strategy, difference, live) -> FleetStage.judge(difference))
            .rules(FleetRules.STRATEGY)
            .build();

    final List<FleetStage> stages;

    private FleetStrategySpec(Builder builder) {
        super(builder);
        stages = List.copyOf(builder.stages);
    }

    /**
     * Starts a strategy.
     *
     * @param name 1-50 lower-case letters, digits and hyphens, none at its ends
     */
    public static Builder builder(String name, FleetSpec fleet) {
        return new Builder(name, fleet);
    }

    @Override
    public ArmType<FleetStrategySpec> kind() {
        return TYPE;
    }

    /** Builds a {@link FleetStrategySpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Builder<FleetStrategySpec, Builder> {
        private final List<FleetStage> stages = new ArrayList<>();

        private Builder(String name, FleetSpec fleet) {
            super(name, fleet.id(), Optional.empty());
        }

        /** Adds a stage after those that are there. */
        public Builder stage(FleetStage stage) {
            stages.add(stage);
            return this;
        }

        @Override
        protected FleetStrategySpec create() {
            return new FleetStrategySpec(this);
        }
    }
}
