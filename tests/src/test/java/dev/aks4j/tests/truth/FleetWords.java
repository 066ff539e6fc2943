package dev.aks4j.tests.truth;

import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.fleet.FleetGroup;
import dev.aks4j.core.fleet.FleetMemberSpec;
import dev.aks4j.core.fleet.FleetRunSpec;
import dev.aks4j.core.fleet.FleetSpec;
import dev.aks4j.core.fleet.FleetStage;
import dev.aks4j.core.fleet.FleetStrategySpec;
import dev.aks4j.core.fleet.FleetUpgrade;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.tests.docs.CoverageCases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What can be said of fleets, of their members, and of their update runs, which no chain starts. */
final class FleetWords {

    private static final FleetSpec FLEET =
            FleetSpec.builder("shops", CoverageCases.GROUP).build();
    private static final FleetStage CANARY = FleetStage.of("canary", FleetGroup.of("canary"));
    private static final FleetStrategySpec SLOW =
            FleetStrategySpec.builder("slow", FLEET).stage(CANARY).build();

    /** A run whose upgrade is said like anything else. Mutable. */
    private static final class Upgrade {
        private FleetUpgrade upgrade = FleetUpgrade.full("1.36.2");
        private final List<Consumer<FleetRunSpec.Builder>> more = new ArrayList<>();

        private Spec spec() {
            FleetRunSpec.Builder builder = FleetRunSpec.builder("to-1-36", FLEET, upgrade);
            more.forEach(call -> call.accept(builder));
            return builder.build();
        }
    }

    static final List<Part<?>> PARTS = List.of(
            Part.of("fleet", cluster -> FleetSpec.builder("shops", CoverageCases.GROUP), FleetSpec.Builder::build)
                    .say("tag", fleet -> fleet.tag("team", "a"))
                    .say("tag A", fleet -> fleet.tag("team", "A")),
            Part.of(
                            "fleet member",
                            cluster -> FleetMemberSpec.builder("shop", FLEET, cluster(cluster)),
                            FleetMemberSpec.Builder::build)
                    .say("canary", member -> member.updateGroup("canary"))
                    .say("rest", member -> member.updateGroup("rest"))
                    .say("label", member -> member.label("number", "1"))
                    .say("Label", member -> member.label("Number", "1")),
            Part.of(
                            "fleet strategy",
                            cluster -> FleetStrategySpec.builder("slow", FLEET).stage(CANARY),
                            FleetStrategySpec.Builder::build)
                    .say("rest", strategy -> strategy.stage(FleetStage.of("rest", FleetGroup.of("rest"))))
                    .say(
                            "rest in pairs",
                            strategy -> strategy.stage(
                                    FleetStage.of("rest", FleetGroup.of("rest").maxConcurrency("2"))
                                            .maxConcurrency("50%"))),
            Part.of("fleet run", cluster -> new Upgrade(), Upgrade::spec)
                    .say("control planes", run -> run.upgrade = FleetUpgrade.controlPlaneOnly("1.36.2"))
                    .say("images", run -> run.upgrade = FleetUpgrade.nodeImageOnly())
                    .say("same images", run -> run.more.add(FleetRunSpec.Builder::sameImagesEverywhere))
                    .say("by a strategy", run -> run.more.add(r -> r.strategy(SLOW)))
                    .say("in a stage", run -> run.more.add(r -> r.stage(CANARY)))
                    .say(
                            "with time between",
                            run -> run.more.add(r -> r.stage(FleetStage.of("canary", FleetGroup.of("canary"))
                                    .waitAfter(Duration.ofHours(1)))))
                    .say(
                            "with somebody who looks",
                            run -> run.more.add(r -> r.stage(FleetStage.of(
                                            "looked-at",
                                            FleetGroup.of("rest")
                                                    .approvalBefore("Begin?")
                                                    .approvalAfter("Good?"))
                                    .approvalBefore("Go on?")
                                    .approvalAfter("Done?")))));

    private FleetWords() {}

    private static ResourceId cluster(ClusterSpec cluster) {
        return cluster.id();
    }
}
