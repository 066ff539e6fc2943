package dev.aks4j.tests.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.fleet.FleetGroup;
import dev.aks4j.core.fleet.FleetMemberSpec;
import dev.aks4j.core.fleet.FleetRun;
import dev.aks4j.core.fleet.FleetRun.Part;
import dev.aks4j.core.fleet.FleetRun.State;
import dev.aks4j.core.fleet.FleetRunSpec;
import dev.aks4j.core.fleet.FleetSpec;
import dev.aks4j.core.fleet.FleetStage;
import dev.aks4j.core.fleet.FleetStrategySpec;
import dev.aks4j.core.fleet.FleetUpgrade;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.Plan;
import dev.aks4j.core.plan.kind.Change;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.testkit.SimulatedAzure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Fleets and their update runs on simulated Azure: planned, started, held by gates, stopped, failed, gone on, over. */
class FleetRunTest {

    private static final Duration LONG = Duration.ofHours(12);
    private static final Duration SHORT = Duration.ofMinutes(10);
    private static final ResourceGroupSpec GROUP = ResourceGroupSpec.of("rg-fleet", Region.WEST_EUROPE);
    private static final FleetSpec FLEET = FleetSpec.builder("shops", GROUP).build();
    private static final List<ClusterSpec> CLUSTERS = IntStream.range(0, 4)
            .mapToObj(i -> ClusterSpec.builder("c" + i, GROUP)
                    .kubernetesVersion("1.35")
                    .systemPool(
                            "system", pool -> pool.vmSize("Standard_D2ds_v5").count(1))
                    .build())
            .toList();

    private final SimulatedAzure azure = SimulatedAzure.create();
    private final Aks aks = Aks.builder(azure.subscriptionId())
            .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
            .transport(azure.transport())
            .build();

    @AfterEach
    void close() {
        aks.close();
        azure.close();
    }

    /** One canary, and three others. */
    private static List<Spec> fleet() {
        List<Spec> all = new ArrayList<>(List.of(GROUP, FLEET));
        all.addAll(CLUSTERS);
        for (int i = 0; i < CLUSTERS.size(); i++) {
            all.add(FleetMemberSpec.builder("m" + i, FLEET, CLUSTERS.get(i).id())
                    .updateGroup(i == 0 ? "canary" : "rest")
                    .label("number", String.valueOf(i))
                    .build());
        }
        return all;
    }

    private void apply(List<Spec> specs) {
        Spec[] all = specs.toArray(Spec[]::new);
        aks.plan(all).apply().await(LONG);
        Plan again = aks.plan(all);
        assertThat(again.isEmpty()).as("%s", again).isTrue();
    }

    private FleetRunSpec upgrade(FleetStage... stages) {
        FleetRunSpec.Builder run = FleetRunSpec.builder("to-1-36", FLEET, FleetUpgrade.full("1.36.2"));
        List.of(stages).forEach(run::stage);
        return run.build();
    }

    private FleetRunSpec made(FleetStage... stages) {
        List<Spec> specs = fleet();
        apply(specs);
        FleetRunSpec run = upgrade(stages);
        specs.add(run);
        apply(specs);
        return run;
    }

    private static void done(Run run) {
        run.await(SHORT);
    }

    private List<String> versions() {
        return CLUSTERS.stream()
                .map(cluster -> aks.clusters()
                        .get(cluster.id())
                        .kubernetesVersion()
                        .orElseThrow()
                        .toString())
                .toList();
    }

    @Test
    void stagesGoOneAfterTheOtherWithTheirWaitAndAGateHoldsUntilItIsOpened() {
        FleetRunSpec spec = made(
                FleetStage.of("canary", FleetGroup.of("canary"))
                        .waitAfter(Duration.ofHours(1))
                        .approvalAfter("Looks good?"),
                FleetStage.of("rest", FleetGroup.of("rest").maxConcurrency("100%")));
        assertThat(aks.fleetRuns().get(spec.id()).state()).isEqualTo(State.NOT_STARTED);
        done(aks.fleetRuns().get(spec.id()).start());

        FleetRun held = aks.fleetRuns().await(spec.id(), LONG);
        assertThat(held.state()).isEqualTo(State.PENDING);
        assertThat(held.members())
                .extracting(Part::state)
                .containsExactly(State.COMPLETED, State.NOT_STARTED, State.NOT_STARTED, State.NOT_STARTED);
        assertThat(held.waitingGates())
                .singleElement()
                .satisfies(gate -> assertThat(gate.displayName()).isEqualTo("Looks good?"));
        Instant opened = azure.time().now();
        aks.fleetRuns().approve(held.waitingGates().get(0), SHORT);

        FleetRun over = aks.fleetRuns().await(spec.id(), LONG);
        assertThat(over.state()).isEqualTo(State.COMPLETED);
        assertThat(over.stages()).extracting(Part::state).containsOnly(State.COMPLETED);
        assertThat(versions()).allMatch(version -> version.startsWith("1.36"));
        assertThat(Duration.between(opened, azure.time().now())).isGreaterThan(Duration.ofHours(1));
        assertThatThrownBy(() -> done(over.start()))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("cannot be started");
    }

    @Test
    void memberThatFailsEndsTheRunAndAnotherStartTriesItAgain() {
        FleetRunSpec spec = made(FleetStage.of("all", FleetGroup.of("canary"), FleetGroup.of("rest")));
        azure.faults().on("PUT", "**/managedClusters/c1").nth(1).cause(Fault.failOperation("InternalError", "no luck"));
        done(aks.fleetRuns().get(spec.id()).start());
        FleetRun failed = aks.fleetRuns().await(spec.id(), LONG);

        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.members())
                .extracting(Part::state)
                .containsExactly(State.COMPLETED, State.FAILED, State.NOT_STARTED, State.NOT_STARTED);
        assertThat(failed.members().get(1).message()).contains("failed");
        done(failed.start());
        assertThat(aks.fleetRuns().await(spec.id(), LONG).state()).isEqualTo(State.COMPLETED);
        assertThat(versions()).allMatch(version -> version.startsWith("1.36"));
    }

    @Test
    void stoppedRunEndsWhatIsUnderWayAndGoesOnWithoutWhatIsSkipped() {
        FleetRunSpec spec = made(FleetStage.of("rest", FleetGroup.of("rest")));
        done(aks.fleetRuns().get(spec.id()).start());
        done(aks.fleetRuns().get(spec.id()).stop());
        FleetRun stopped = aks.fleetRuns().await(spec.id(), LONG);

        assertThat(stopped.state()).isEqualTo(State.STOPPED);
        assertThat(stopped.members())
                .extracting(Part::state)
                .containsExactly(State.COMPLETED, State.NOT_STARTED, State.NOT_STARTED);
        done(stopped.skipMember("m2"));
        done(aks.fleetRuns().get(spec.id()).start());
        FleetRun over = aks.fleetRuns().await(spec.id(), LONG);
        assertThat(over.state()).isEqualTo(State.COMPLETED);
        assertThat(over.members())
                .extracting(Part::state)
                .containsExactly(State.COMPLETED, State.SKIPPED, State.COMPLETED);
        assertThat(versions().get(2)).startsWith("1.35");
    }

    @Test
    void runGoesByAStrategyAndAStartedOneIsNotChanged() {
        List<Spec> specs = fleet();
        FleetStrategySpec strategy = FleetStrategySpec.builder("slow", FLEET)
                .stage(FleetStage.of("canary", FleetGroup.of("canary")))
                .stage(FleetStage.of("rest", FleetGroup.of("rest").maxConcurrency("2"))
                        .maxConcurrency("2"))
                .build();
        specs.add(strategy);
        FleetRunSpec run = FleetRunSpec.builder("images", FLEET, FleetUpgrade.nodeImageOnly())
                .strategy(strategy)
                .sameImagesEverywhere()
                .build();
        apply(specs);
        specs.add(run);
        apply(specs);
        done(aks.fleetRuns().get(run.id()).start());

        specs.set(
                specs.size() - 1,
                FleetRunSpec.builder("images", FLEET, FleetUpgrade.full("1.36.2"))
                        .strategy(strategy)
                        .build());
        assertThat(aks.plan(specs.toArray(Spec[]::new)).entries())
                .filteredOn(entry -> entry.change() == Change.FORBIDDEN)
                .hasSize(1);
        assertThat(aks.fleetRuns().await(run.id(), LONG).state()).isEqualTo(State.COMPLETED);
    }

    @Test
    void updateRunThatIsNotThereIsSaid() {
        assertThatThrownBy(() -> aks.fleetRuns().get(upgrade().id()))
                .hasMessageContaining("Update run to-1-36 does not exist");
    }
}
