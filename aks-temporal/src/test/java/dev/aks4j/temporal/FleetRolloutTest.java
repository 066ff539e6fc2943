package dev.aks4j.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.AksClients;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.ledger.RunFilter;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.temporal.FleetReport.State;
import dev.aks4j.testkit.SimulatedAzure;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rollouts in Temporal's own test environment, whose time skips what nobody waits for. */
class FleetRolloutTest {

    private static final String QUEUE = "fleet";

    private final TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();

    @AfterEach
    void close() {
        temporal.close();
    }

    private static FleetMember member(int number, String ring) {
        return FleetMember.of(
                ResourceId.group("rg")
                        .child("Microsoft.ContainerService/managedClusters", "c" + number)
                        .inSubscription("00000000-0000-0000-0000-00000000000" + number % 10),
                Map.of("ring", ring));
    }

    private FleetRolloutWorkflow start(FleetActivities activities, FleetRollout rollout) {
        FleetRollouts.register(temporal.newWorker(QUEUE), activities);
        temporal.start();
        FleetRolloutWorkflow workflow = FleetRollouts.workflow(temporal.getWorkflowClient(), QUEUE, "to-1.36");
        WorkflowClient.start(workflow::rollOut, rollout);
        return workflow;
    }

    private static FleetReport end(FleetRolloutWorkflow workflow) {
        return WorkflowStub.fromTyped(workflow).getResult(FleetReport.class);
    }

    /** Lets Temporal's time pass until the rollout waits for a word. */
    private FleetReport stopped(FleetRolloutWorkflow workflow) {
        for (int i = 0; i < 200 && workflow.report().state() != State.STOPPED; i++) {
            temporal.sleep(Duration.ofMinutes(10));
        }
        FleetReport report = workflow.report();
        assertThat(report.state()).isEqualTo(State.STOPPED);
        return report;
    }

    /** Clusters that a test lets fail. */
    private static class Fleet implements FleetActivities {
        final Set<String> failing = ConcurrentHashMap.newKeySet();
        final Set<String> sick = ConcurrentHashMap.newKeySet();
        final List<String> upgraded = Collections.synchronizedList(new ArrayList<>());
        final Set<String> rolledBack = ConcurrentHashMap.newKeySet();
        final AtomicInteger active = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();

        @Override
        public String upgrade(FleetMember member, String version) {
            most.accumulateAndGet(active.incrementAndGet(), Math::max);
            try {
                upgraded.add(member.cluster().name());
                if (failing.contains(member.cluster().name())) {
                    throw ApplicationFailure.newNonRetryableFailure("no capacity", AksFleetActivities.FAILED);
                }
                return "run";
            } finally {
                active.decrementAndGet();
            }
        }

        @Override
        public List<String> complaints(FleetMember member) {
            return sick.contains(member.cluster().name()) ? List.of("It has no node.") : List.of();
        }

        @Override
        public void rollBackPools(FleetMember member) {
            rolledBack.add(member.cluster().name());
        }
    }

    private static List<FleetMember> members() {
        return IntStream.range(0, 24)
                .mapToObj(i -> member(i, i < 4 ? "0" : "1"))
                .toList();
    }

    private static final List<FleetWave> WAVES = List.of(
            FleetWave.of("canary").label("ring", "0").atOnce(2).bake(Duration.ofHours(24)),
            FleetWave.of("everybody").atOnce(3).failuresAllowed(10));

    @Test
    void wavesGoOneAfterTheOtherAndNoMoreAtOnceThanTheWaveSays() {
        Fleet fleet = new Fleet();
        fleet.failing.add("c10");
        long before = temporal.currentTimeMillis();
        FleetReport report = end(start(fleet, FleetRollout.of("1.36", members(), WAVES)));

        assertThat(report.state()).isEqualTo(State.DONE);
        assertThat(report.done()).hasSize(23);
        assertThat(report.failed().values()).as("within the share").containsExactly("no capacity");
        assertThat(fleet.upgraded.subList(0, 4)).containsExactlyInAnyOrder("c0", "c1", "c2", "c3");
        assertThat(fleet.most.get()).isLessThanOrEqualTo(3);
        assertThat(Duration.ofMillis(temporal.currentTimeMillis() - before))
                .isGreaterThanOrEqualTo(Duration.ofHours(24));
    }

    @Test
    void rolloutStopsAtTheFirstFailingShareAndResumes() {
        Fleet fleet = new Fleet();
        fleet.failing.addAll(Set.of("c4", "c5", "c6"));
        FleetRolloutWorkflow workflow = start(fleet, FleetRollout.of("1.36", members(), WAVES));
        FleetReport report = stopped(workflow);

        assertThat(report.wave()).isEqualTo("everybody");
        assertThat(report.failed()).hasSize(3);
        assertThat(fleet.upgraded).as("the rest was not begun").hasSizeLessThan(24);
        fleet.failing.clear();
        workflow.resume();

        assertThat(end(workflow).state()).isEqualTo(State.DONE);
        assertThat(workflow.report().done()).hasSize(24);
        assertThat(fleet.upgraded.stream().filter(name -> name.equals("c0")))
                .as("not again")
                .hasSize(1);
    }

    @Test
    void sickCanaryStopsTheRolloutAndItsPoolsAreRolledBack() {
        Fleet fleet = new Fleet();
        fleet.sick.add("c2");
        FleetRolloutWorkflow workflow = start(fleet, FleetRollout.of("1.36", members(), WAVES));
        FleetReport report = stopped(workflow);

        assertThat(report.wave()).isEqualTo("canary");
        assertThat(report.failed().values()).containsExactly("not healthy: It has no node.");
        workflow.rollBackPools();
        assertThat(end(workflow).state()).isEqualTo(State.ROLLED_BACK);
        assertThat(fleet.rolledBack).containsExactlyInAnyOrder("c0", "c1", "c2", "c3");
        assertThat(fleet.upgraded).hasSize(4);
    }

    @Test
    void rolloutThatIsGivenUpEndsAsItIs() {
        Fleet fleet = new Fleet();
        fleet.failing.add("c0");
        FleetRolloutWorkflow workflow = start(fleet, FleetRollout.of("1.36", members(), WAVES));
        stopped(workflow);
        workflow.giveUp();

        assertThat(end(workflow).state()).isEqualTo(State.GIVEN_UP);
    }

    @Test
    void badWavesAndMembersAreRefused() {
        assertThatThrownBy(() -> FleetWave.of("x").atOnce(0)).hasMessageContaining("Give 1 or more");
        assertThatThrownBy(() -> FleetWave.of("x").failuresAllowed(101)).hasMessageContaining("Give 0 to 100");
        assertThatThrownBy(() -> FleetMember.of(
                        ResourceId.group("rg").child("Microsoft.ContainerService/managedClusters", "c"), Map.of()))
                .hasMessageContaining("names no subscription");
    }

    @Test
    void clustersOfASimulatedAzureAreUpgradedAndAFailureIsAzures() {
        SimulatedAzure azure = SimulatedAzure.create();
        ResourceGroupSpec group = ResourceGroupSpec.of("rg-fleet", Region.WEST_EUROPE);
        List<ClusterSpec> specs = IntStream.range(0, 3)
                .mapToObj(i -> ClusterSpec.builder("c" + i, group)
                        .kubernetesVersion("1.35")
                        .systemPool(
                                "system",
                                pool -> pool.vmSize("Standard_D2ds_v5").count(1))
                        .build())
                .toList();
        try (AksClients clients = AksClients.builder()
                .transport(azure.transport())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .build()) {
            var aks = clients.of(azure.subscriptionId());
            List<Spec> all = new ArrayList<>(List.of(group));
            all.addAll(specs);
            aks.plan(all.toArray(Spec[]::new)).apply().await(Duration.ofHours(2));
            azure.faults()
                    .on("PUT", "**/managedClusters/c2")
                    .nth(1)
                    .cause(Fault.failOperation("InternalError", "no luck"));
            List<FleetMember> members = specs.stream()
                    .map(spec -> FleetMember.of(spec.id().inSubscription(azure.subscriptionId()), Map.of()))
                    .toList();
            FleetRolloutWorkflow workflow = start(
                    FleetRollouts.activities(clients),
                    FleetRollout.of("1.36", members, List.of(FleetWave.of("all").atOnce(1))));
            FleetReport report = stopped(workflow);

            assertThat(report.done()).hasSize(2);
            assertThat(report.failed().keySet()).containsExactly(members.get(2).toString());
            workflow.resume();
            assertThat(end(workflow).state()).isEqualTo(State.DONE);
            for (FleetMember member : members) {
                Cluster cluster = aks.clusters().get(member.cluster());
                assertThat(cluster.pools())
                        .allMatch(pool -> pool.kubernetesVersion()
                                .orElseThrow()
                                .toString()
                                .startsWith("1.36"));
            }
            assertThat(aks.runs().list(RunFilter.all()).stream()
                            .map(LedgerRun::labels)
                            .filter(labels -> labels.containsKey(FleetRollouts.LABEL)))
                    .as("one run for each cluster")
                    .hasSize(3);
        }
        azure.close();
    }
}
