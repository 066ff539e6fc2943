package dev.aks4j.core.fleet;

import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Alternative;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Difference;
import dev.aks4j.core.plan.kind.Undeclared;
import dev.aks4j.core.resource.ArmSpec;
import dev.aks4j.core.resource.ArmType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says what an update run of a fleet should do. A plan makes it; {@link FleetRuns} starts and follows it. Without stages and
 * strategy the members are upgraded one after another. Immutable and thread-safe.
 *
 * <pre>{@code
 * FleetRunSpec run = FleetRunSpec.builder("to-1-36", fleet, FleetUpgrade.full("1.36.2"))
 *     .stage(FleetStage.of("canary", FleetGroup.of("canary")).waitAfter(Duration.ofHours(24)))
 *     .stage(FleetStage.of("rest", FleetGroup.of("shops").maxConcurrency("25%")))
 *     .build();
 * }</pre>
 */
public final class FleetRunSpec extends ArmSpec {

    private static final String UPDATE = "/properties/managedClusterUpdate";

    private static final ArmType<FleetRunSpec> TYPE = ArmType.<FleetRunSpec>of(
                    "fleetUpdateRun", "Microsoft.ContainerService/fleets/updateRuns", FleetSpec.API_VERSION)
            .document((run, document) -> {
                document.set("/properties/managedClusterUpdate/upgrade/type", run.upgrade.type)
                        .set(
                                "/properties/managedClusterUpdate/upgrade/kubernetesVersion",
                                run.upgrade.kubernetesVersion)
                        .set(
                                "/properties/managedClusterUpdate/nodeImageSelection/type",
                                run.sameImages ? Optional.of("Consistent") : Optional.empty())
                        .set("/properties/updateStrategyId", run.strategy);
                FleetStage.write(document, run.stages);
            })
            .summary(run -> run.upgrade.toString())
            .requires(run -> Stream.concat(Stream.of(run.parent()), run.strategy.stream()))
            .judge((run, difference, live) -> FleetStage.judge(difference))
            .judge(FleetRunSpec::judge)
            .alternatives(List.of(
                    Alternative.where(UPDATE + "/upgrade", "type", "NodeImageOnly", "kubernetesVersion"),
                    new Alternative(
                            UPDATE,
                            "upgrade",
                            upgrade -> upgrade.path("type").asText().equals("ControlPlaneOnly"),
                            "nodeImageSelection",
                            Json.ofNull()),
                    Alternative.besides("/properties", "strategy", "updateStrategyId")))
            .undeclared(FleetRunSpec::undeclared)
            .rules(FleetRules.RUN)
            .build();

    final FleetUpgrade upgrade;
    final boolean sameImages;
    final Optional<ResourceId> strategy;
    final List<FleetStage> stages;

    private FleetRunSpec(Builder builder) {
        super(builder);
        upgrade = builder.upgrade;
        sameImages = builder.sameImages;
        strategy = builder.strategy;
        stages = List.copyOf(builder.stages);
    }

    /**
     * Starts an update run.
     *
     * @param name 1-50 lower-case letters, digits and hyphens, none at its ends
     */
    public static Builder builder(String name, FleetSpec fleet, FleetUpgrade upgrade) {
        return new Builder(name, fleet, upgrade);
    }

    @Override
    public ArmType<FleetRunSpec> kind() {
        return TYPE;
    }

    /** Of a strategy that is named Azure copies the stages into the run. */
    private static List<Undeclared> undeclared(FleetRunSpec spec) {
        Undeclared images = Undeclared.value(UPDATE + "/nodeImageSelection/type", "Latest");
        return spec.strategy.isPresent()
                ? List.of(images)
                : List.of(
                        images, Undeclared.absent("/properties/updateStrategyId"), Undeclared.list(FleetStage.STAGES));
    }

    /** A run that was started keeps what it does. */
    private static Optional<Difference> judge(FleetRunSpec spec, Difference difference, Json live) {
        String state = live.at("/properties/status/status/state").asText();
        return state.isEmpty() || state.equals("NotStarted")
                ? Optional.of(difference)
                : Optional.of(difference.with(
                        Change.FORBIDDEN,
                        "a run that was started keeps what it does; declare another run under another name"));
    }

    /** Builds a {@link FleetRunSpec}. Not thread-safe. */
    public static final class Builder extends ArmSpec.Builder<FleetRunSpec, Builder> {
        private final FleetUpgrade upgrade;
        private boolean sameImages;
        private Optional<ResourceId> strategy = Optional.empty();
        private final List<FleetStage> stages = new ArrayList<>();

        private Builder(String name, FleetSpec fleet, FleetUpgrade upgrade) {
            super(name, fleet.id(), Optional.empty());
            this.upgrade = Objects.requireNonNull(upgrade);
        }

        /** Goes by a strategy, as it is when the run is made. */
        public Builder strategy(FleetStrategySpec other) {
            strategy = Optional.of(other.id());
            return this;
        }

        /** Adds a stage after those that are there. */
        public Builder stage(FleetStage stage) {
            stages.add(stage);
            return this;
        }

        /**
         * Gives nodes of all regions the same image, in the place of the latest that each region has. Without effect on an
         * upgrade of control planes only, which touches no node.
         */
        public Builder sameImagesEverywhere() {
            sameImages = true;
            return this;
        }

        @Override
        protected FleetRunSpec create() {
            return new FleetRunSpec(this);
        }
    }
}
