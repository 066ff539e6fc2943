package dev.aks4j.tests.cluster;

import static dev.aks4j.tests.cluster.OperatingWorld.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.cluster.operate.Cluster;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.core.plan.run.Run;
import dev.aks4j.core.plan.run.RunEvent;
import dev.aks4j.core.plan.run.RunFailedException;
import dev.aks4j.simulated.azure.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Verbs that meet the operations of other people. */
class MeetingOthersTest {

    private final OperatingWorld world = new OperatingWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private Cluster created() {
        return world.created(UnaryOperator.identity());
    }

    /** A client with a ledger and lanes of its own, as another service has. */
    private Aks somebodyElse() {
        return Aks.builder(world.azure.subscriptionId())
                .credential(AksCredential.clientSecret(
                        world.azure.tenantId(), world.azure.clientId(), world.azure.clientSecret()))
                .transport(world.azure.transport())
                .ledger(new MemoryLedger())
                .build();
    }

    private List<String> waits(Run run) {
        List<String> waits = new ArrayList<>();
        run.onProgress(event -> {
            if (event.kind() == RunEvent.Kind.WAITING) {
                waits.add(event.detail());
            }
        });
        return waits;
    }

    @Test
    void aVerbWaitsForSomebodyElsesOperationOnTheCluster() {
        Cluster shop = created();
        world.azure
                .faults()
                .on("PUT", "**/agentPools/apps")
                .nth(1)
                .cause(Fault.foreignOperation(Duration.ofMinutes(40)));
        Run scaling = shop.pool("apps").scaleTo(5);
        List<String> waits = waits(scaling);
        assertThat(scaling.await(LONG).isSuccess()).isTrue();
        assertThat(waits).isNotEmpty();
        assertThat(shop.refresh().pool("apps").count()).isEqualTo(5);
    }

    /** The cluster's own state stays Succeeded while one of its pools is at work. */
    @Test
    void aWriteToTheClusterWaitsForALongOperationOnOneOfItsPools() {
        Cluster shop = created();
        world.azure.faults().on("PUT", "**/agentPools/apps").cause(Fault.slow(20));
        try (Aks other = somebodyElse()) {
            Run theirs = other.clusters().get(shop.id()).pool("apps").scaleTo(9);
            assertThatThrownBy(() -> theirs.await(Duration.ofSeconds(30))).isNotNull();
            Run tagging = shop.tag(Map.of("a", "b"));
            List<String> waits = waits(tagging);
            assertThat(tagging.await(LONG).isSuccess()).isTrue();
            assertThat(theirs.await(LONG).isSuccess()).isTrue();
            assertThat(waits).anyMatch(wait -> wait.contains("apps"));
        }
        assertThat(shop.refresh().tags()).containsEntry("a", "b");
    }

    /** The run went on to its deadline, a day later, because the same code stands for a stopped cluster too. */
    @Test
    void aRefusalThatNoOperationExplainsEndsTheRun() {
        Cluster shop = created();
        world.azure
                .faults()
                .on("PUT", "**/agentPools/apps")
                .times(1000)
                .cause(Fault.answer(
                        409, "OperationNotAllowed", "Operation is not allowed: the managed cluster is stopped."));
        Instant begun = world.azure.transport().scheduler().now();
        assertThatThrownBy(() -> shop.pool("apps").scaleTo(5).await(LONG))
                .isInstanceOf(RunFailedException.class)
                .hasMessageContaining("the managed cluster is stopped");
        assertThat(Duration.between(begun, world.azure.transport().scheduler().now()))
                .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(30));
    }

    @Test
    void aPoolThatSomebodyElseScaledMeanwhileIsNotOverwritten() {
        Cluster shop = created();
        world.azure
                .faults()
                .on("PUT", "**/agentPools/apps")
                .nth(1)
                .cause(Fault.foreignOperation(Duration.ofMinutes(5)));
        Run scaling = shop.pool("apps").scaleTo(5);
        try (Aks other = somebodyElse()) {
            other.clusters().get(shop.id()).pool("apps").scaleTo(7).await(LONG);
        }
        assertThatThrownBy(() -> scaling.await(LONG))
                .hasMessageContaining("changed by somebody else")
                .hasMessageContaining("planned on 2, found 7, declared 5");
        assertThat(shop.refresh().pool("apps").count()).isEqualTo(7);
    }
}
