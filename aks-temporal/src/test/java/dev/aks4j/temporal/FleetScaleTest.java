package dev.aks4j.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.AksClients;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.kind.Spec;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.ledger.RunFilter;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.temporal.FleetReport.State;
import dev.aks4j.testkit.SimulatedAzure;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Many simulated clusters over ten subscriptions, upgraded in waves by workers that are shut down on the way; a whole
 * subscription fails, and the rollout is resumed. {@code -Daks4j.fleet=10,100,1000} says how many clusters; prints how long
 * it took and how much memory is held.
 */
@EnabledIfSystemProperty(named = "aks4j.fleet", matches = "[0-9,]+")
class FleetScaleTest {

    private static final int SUBSCRIPTIONS = 10;
    private static final String QUEUE = "fleet";

    /** One simulated Azure a subscription, with the clients that reach it. */
    private static final class Place implements AutoCloseable {
        private final SimulatedAzure azure;
        private final AksClients clients;
        private final List<FleetMember> members = new ArrayList<>();

        Place(int number, int clusters) {
            azure = SimulatedAzure.builder()
                    .subscription("00000000-0000-0000-0000-00000000000" + number)
                    .build();
            azure.quota(Region.WEST_EUROPE).cores("standardDDSv5Family", 100_000);
            azure.quota(Region.WEST_EUROPE).cores("cores", 100_000);
            clients = AksClients.builder()
                    .transport(azure.transport())
                    .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                    .ledger(new MemoryLedger(10_000))
                    .build();
            ResourceGroupSpec group = ResourceGroupSpec.of("rg-fleet", Region.WEST_EUROPE);
            List<Spec> all = new ArrayList<>(List.of(group));
            for (int i = 0; i < clusters; i++) {
                ClusterSpec cluster = ClusterSpec.builder("c" + number + "-" + i, group)
                        .kubernetesVersion("1.35")
                        .systemPool(
                                "system",
                                pool -> pool.vmSize("Standard_D2ds_v5").count(1))
                        .build();
                all.add(cluster);
                members.add(FleetMember.of(
                        cluster.id().inSubscription(azure.subscriptionId()), Map.of("ring", i == 0 ? "0" : "1")));
            }
            clients.of(azure.subscriptionId())
                    .plan(all.toArray(Spec[]::new))
                    .apply()
                    .await(Duration.ofDays(2));
        }

        List<LedgerRun> upgrades() {
            return clients.of(azure.subscriptionId()).runs().list(RunFilter.all()).stream()
                    .filter(run -> run.labels().containsKey(FleetRollouts.LABEL))
                    .toList();
        }

        @Override
        public void close() {
            clients.close();
            azure.close();
        }
    }

    /** Goes to the simulated Azure of a member's subscription. */
    private record Everywhere(Map<String, FleetActivities> bySubscription) implements FleetActivities {
        @Override
        public String upgrade(FleetMember member, String version) {
            return bySubscription.get(member.subscriptionId()).upgrade(member, version);
        }

        @Override
        public List<String> complaints(FleetMember member) {
            return bySubscription.get(member.subscriptionId()).complaints(member);
        }

        @Override
        public void rollBackPools(FleetMember member) {
            bySubscription.get(member.subscriptionId()).rollBackPools(member);
        }
    }

    @Test
    void fleetIsUpgradedThoughWorkersGoAndASubscriptionFails() {
        for (String size : System.getProperty("aks4j.fleet").split(",")) {
            rollOut(Integer.parseInt(size));
        }
    }

    private static void rollOut(int clusters) {
        Map<String, Place> places = new LinkedHashMap<>();
        for (int i = 0; i < SUBSCRIPTIONS; i++) {
            Place place = new Place(i, clusters / SUBSCRIPTIONS);
            places.put(place.azure.subscriptionId(), place);
        }
        Map<String, FleetActivities> activities = new LinkedHashMap<>();
        List<FleetMember> members = new ArrayList<>();
        places.forEach((id, place) -> {
            activities.put(id, FleetRollouts.activities(place.clients));
            members.addAll(place.members);
        });
        Place bad =
                places.values().stream().skip(SUBSCRIPTIONS - 1L).findFirst().orElseThrow();
        bad.azure
                .faults()
                .on("PUT", "**/managedClusters/*")
                .always()
                .cause(Fault.failOperation("InternalError", "the region has a bad day"));
        long from = System.nanoTime();
        try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance()) {
            WorkflowClient client = temporal.getWorkflowClient();
            WorkerFactory workers = worker(client, new Everywhere(activities));
            FleetRolloutWorkflow workflow = FleetRollouts.workflow(client, QUEUE, "fleet-" + clusters);
            WorkflowClient.start(
                    workflow::rollOut,
                    FleetRollout.of(
                            "1.36",
                            members,
                            List.of(
                                    FleetWave.of("canary").label("ring", "0").failuresAllowed(20),
                                    FleetWave.of("everybody").atOnce(40).failuresAllowed(2))));
            int changed = 0;
            while (workflow.report().state() != State.STOPPED
                    && workflow.report().state() != State.DONE) {
                temporal.sleep(Duration.ofSeconds(30));
                if (workflow.report().done().size() > (changed + 1) * clusters / 5 && changed < 3) {
                    workers.shutdownNow();
                    workers = worker(client, new Everywhere(activities));
                    changed++;
                }
            }
            FleetReport stopped = workflow.report();
            bad.azure.faults().clear();
            if (stopped.state() == State.STOPPED) {
                workflow.resume();
            }
            FleetReport end = WorkflowStub.fromTyped(workflow).getResult(FleetReport.class);
            double seconds = (System.nanoTime() - from) / 1e9;
            System.gc();
            Runtime machine = Runtime.getRuntime();
            System.out.printf(
                    "%d clusters: stopped at %d failed and %d done, then %s; %d times other workers; %.1f s, %.1f clusters/s,"
                            + " %d MB%n",
                    clusters,
                    stopped.failed().size(),
                    stopped.done().size(),
                    end,
                    changed,
                    seconds,
                    clusters / seconds,
                    (machine.totalMemory() - machine.freeMemory()) >> 20);
            assertThat(end.state()).isEqualTo(State.DONE);
            assertThat(end.done().size() + end.failed().size()).isEqualTo(clusters);
            long upgrades = places.values().stream()
                    .flatMap(place -> place.upgrades().stream())
                    .count();
            assertThat(upgrades).as("one run for each cluster").isEqualTo(clusters);
        } finally {
            places.values().forEach(Place::close);
        }
    }

    private static WorkerFactory worker(WorkflowClient client, FleetActivities activities) {
        WorkerFactory factory = WorkerFactory.newInstance(client);
        FleetRollouts.register(factory.newWorker(QUEUE), activities);
        factory.start();
        return factory;
    }
}
