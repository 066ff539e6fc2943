package dev.aks4j.tests.run.hand;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.ClusterSpec;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.cluster.setting.Tier;
import dev.aks4j.core.group.ResourceGroupSpec;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.Region;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.ledger.LedgerEntry;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.run.ConflictException;
import dev.aks4j.core.plan.run.LedgerRun;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.simulated.azure.log.RecordedRequest;
import dev.aks4j.testkit.SimulatedAzure;
import dev.aks4j.tests.Jackson;
import dev.aks4j.tests.run.MortalProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * A process dies at each entry of its ledger while it works on node pools, and somebody else makes the cluster anew under
 * the same name and with its tags, so that our mark does not tell. A pool does not tell that its cluster is another one, so
 * the run looks at the cluster: nothing is written to the new one.
 *
 * <p>A normal build does every third cell of long runs, the profile {@code campaign} does all.
 */
class RecreatedClusterTest {

    private static final boolean ALL = Boolean.getBoolean("aks4j.campaign");
    private static final int PART = 3;
    private static final Duration LONG = Hand.LONG.multipliedBy(4);
    private static final Duration BREATH = Duration.ofMillis(500);

    private final ResourceGroupSpec group = ResourceGroupSpec.of("rg-shop", Region.WEST_EUROPE);
    private final ClusterSpec cluster = cluster(2);

    private ClusterSpec cluster(int apps) {
        return ClusterSpec.builder("shop", group)
                .kubernetesVersion("1.35")
                .tier(Tier.STANDARD)
                .systemPool("system", pool -> pool.vmSize("Standard_D4ds_v5").count(3))
                .userPool("apps", pool -> pool.vmSize("Standard_D8ds_v5").count(apps))
                .build();
    }

    private Cluster shop(Aks aks) {
        return aks.clusters().get(cluster.id());
    }

    @Test
    void poolsAreNotUpgraded() {
        assertThat(told(aks -> shop(aks).upgradeTo("1.36"))).isGreaterThan(ALL ? 5 : 0);
    }

    @Test
    void poolIsNotScaled() {
        assertThat(told(aks -> shop(aks).pool("apps").scaleTo(5))).isGreaterThan(ALL ? 2 : 0);
    }

    @Test
    void poolIsNotDeleted() {
        assertThat(told(aks -> shop(aks).pool("apps").delete())).isPositive();
    }

    @Test
    void machinesAreNotDeleted() {
        assertThat(told(aks -> {
                    var pool = shop(aks).pool("apps");
                    return pool.deleteMachines(List.of(pool.machines().get(0).name()));
                }))
                .isGreaterThan(ALL ? 1 : 0);
    }

    @Test
    void clusterIsNotStopped() {
        assertThat(told(aks -> shop(aks).stop())).isPositive();
    }

    @Test
    void planDoesNotChangeThePool() {
        assertThat(told(aks -> aks.plan(group, cluster(4)).apply())).isGreaterThan(ALL ? 1 : 0);
    }

    /** A ledger of an earlier version says nothing of clusters. */
    @Test
    void ledgerThatDoesNotKnowTheClusterIsCarriedOn() {
        SimulatedAzure azure = prepared();
        Ledger ledger = new MemoryLedger();
        killed(azure, ledger, 0, true, aks -> shop(aks).pool("apps").scaleTo(5));
        Ledger old = new MemoryLedger();
        for (String run : ledger.unfinished()) {
            for (LedgerEntry entry : ledger.read(run)) {
                old.append(new LedgerEntry(entry.run(), entry.position(), older(entry.fact()), entry.last()));
            }
        }
        try (Aks aks = client(azure, new MortalProcess(azure.transport(), old, -1, true))) {
            assertThat(aks.runs().interrupted()).hasSize(1);
            aks.runs()
                    .interrupted()
                    .forEach(run ->
                            assertThat(run.resume().await(LONG).isSuccess()).isTrue());
            assertThat(shop(aks).pool("apps").count()).isEqualTo(5);
        }
    }

    /** Kills at every entry; returns how often the recovery told that the cluster is another one. */
    private int told(Function<Aks, Run> work) {
        int entries = entries(work);
        List<String> wrong = new ArrayList<>();
        int told = 0;
        int number = 0;
        for (int at = 0; at < entries; at++) {
            for (boolean stored : List.of(false, true)) {
                if (!ALL && entries > 4 && number++ % PART != 0) {
                    continue;
                }
                String cell = "killed " + (stored ? "after" : "before") + " entry " + at + ": ";
                told += cell(at, stored, work, what -> wrong.add(cell + what)) ? 1 : 0;
            }
        }
        System.out.println(entries + " entries, told " + told + " times, " + wrong.size() + " wrong");
        assertThat(wrong).isEmpty();
        return told;
    }

    private int entries(Function<Aks, Run> work) {
        SimulatedAzure azure = prepared();
        MortalProcess process = new MortalProcess(azure.transport(), new MemoryLedger(), -1, true);
        try (Aks aks = client(azure, process)) {
            work.apply(aks).await(LONG);
        }
        return process.appends();
    }

    private boolean cell(int at, boolean stored, Function<Aks, Run> work, Consumer<String> wrong) {
        SimulatedAzure azure = prepared();
        Ledger ledger = new MemoryLedger();
        killed(azure, ledger, at, stored, work);
        azure.time().advance(Duration.ofMinutes(50));
        boolean told = false;
        try (Aks theirs = client(azure, new MortalProcess(azure.transport(), new MemoryLedger(), -1, true));
                Aks aks = client(azure, new MortalProcess(azure.transport(), ledger, -1, true))) {
            Hand hand = new Hand(theirs, azure.transport().scheduler());
            hand.recreate(cluster.id().inSubscription(azure.subscriptionId()), true);
            azure.requests().clear();
            for (LedgerRun run : aks.runs().interrupted()) {
                try {
                    run.resume().await(LONG);
                } catch (RunFailedException typed) {
                    told |= typed.getCause() instanceof ConflictException
                            && typed.getMessage().contains("created again");
                }
            }
            hand.harmed().forEach(wrong);
            azure.requests().writes().stream()
                    .filter(request -> request.path().contains("/managedClusters/"))
                    .map(RecordedRequest::toString)
                    .filter(request -> !request.contains("/listCluster"))
                    .forEach(wrong);
        }
        return told;
    }

    /** Returns a fact as it was written before steps knew what holds their resource. */
    private static Json older(Json fact) {
        ObjectNode copy = Jackson.tree(fact).deepCopy();
        List<JsonNode> removed = new ArrayList<>();
        for (JsonNode step : copy.path("steps")) {
            for (Iterator<JsonNode> known = step.path("known").elements(); known.hasNext(); ) {
                JsonNode property = known.next();
                if (property.path("path").asText().startsWith("..")) {
                    removed.add(property);
                    known.remove();
                }
            }
        }
        assertThat(removed).hasSize(copy.has("steps") ? 1 : 0);
        return Jackson.json(copy);
    }

    private SimulatedAzure prepared() {
        SimulatedAzure azure = SimulatedAzure.create();
        try (Aks aks = client(azure, new MortalProcess(azure.transport(), new MemoryLedger(), -1, true))) {
            aks.plan(group, cluster).apply().await(LONG);
        }
        azure.requests().clear();
        return azure;
    }

    private static void killed(SimulatedAzure azure, Ledger ledger, int at, boolean stored, Function<Aks, Run> work) {
        MortalProcess process = new MortalProcess(azure.transport(), ledger, at, stored);
        try {
            work.apply(client(azure, process));
        } catch (IllegalStateException killed) {
            assertThat(at).as("the first entry is stored before the run begins").isZero();
        }
        for (int i = 0; i < 20_000 && !process.isDead(); i++) {
            azure.time().advance(BREATH);
        }
        assertThat(process.isDead()).isTrue();
    }

    private static Aks client(SimulatedAzure azure, MortalProcess process) {
        return Aks.builder(azure.subscriptionId())
                .credential(AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret()))
                .transport(process)
                .ledger(process)
                .build();
    }
}
