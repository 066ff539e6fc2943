package dev.aks4j.tests.engine;

import static dev.aks4j.tests.engine.EngineWorld.NETWORK;
import static dev.aks4j.tests.engine.EngineWorld.VERSION;
import static dev.aks4j.tests.engine.EngineWorld.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationFailedException;
import dev.aks4j.core.operation.OperationToken;
import dev.aks4j.core.operation.WaitEndedException;
import dev.aks4j.simulated.azure.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The engine against Azure as the simulator knows it: whole life of a cluster, other processes, failures, limits. */
class EngineOnSimulatorTest {

    private final EngineWorld world = new EngineWorld(7);

    private static String state(Json resource) {
        return resource.path("properties").path("provisioningState").asText();
    }

    @Test
    void clusterComesUpIsScaledStoppedStartedAndGoes() {
        ResourceId cluster = world.cluster("shop");
        assertThat(state(world.end(world.create("shop"), cluster, VERSION))).isEqualTo("Succeeded");

        ResourceId pool = cluster.child("agentPools", "apps");
        ArmRequest add = ArmRequest.put(
                pool, VERSION, json("{'properties':{'mode':'User','count':1,'vmSize':'Standard_D4ds_v5'}}"));
        assertThat(world.end(add, pool, VERSION).path("name").asText()).isEqualTo("apps");
        assertThat(world.end(ArmRequest.delete(pool, VERSION), pool, VERSION).isMissing())
                .isTrue();

        Json stopped = world.action("shop", "stop").await(Duration.ofHours(1));
        assertThat(stopped.path("properties").path("powerState").path("code").asText())
                .isEqualTo("Stopped");
        world.action("shop", "start").await(Duration.ofHours(1));

        world.end(ArmRequest.delete(cluster, VERSION), cluster, VERSION);
        assertThat(world.read(cluster).isMissing()).isTrue();
        assertThat(world.azure.unfinishedOperations()).isEmpty();
        assertThat(world.engine.inFlight()).isZero();
    }

    @Test
    void networkComesUpAndGoes() {
        ResourceId vnet = world.group.child("Microsoft.Network/virtualNetworks", "v");
        ArmRequest put = ArmRequest.put(
                vnet,
                NETWORK,
                json("{'location':'westeurope','properties':{'addressSpace':{'addressPrefixes':['10.0.0.0/16']}}}"));
        assertThat(state(world.end(put, vnet, NETWORK))).isEqualTo("Succeeded");
        world.end(ArmRequest.delete(vnet, NETWORK), vnet, NETWORK);
        assertThat(world.get(world.engine.read(vnet, NETWORK)).isMissing()).isTrue();
    }

    @Test
    void anotherProcessEndsWhatThisOneBegan() {
        Operation operation = world.start(world.create("shop"), world.cluster("shop"));
        String text = operation.token().text();
        assertThatThrownBy(() -> operation.await(Duration.ofSeconds(30))).isInstanceOf(WaitEndedException.class);
        world.engine.close();
        Json cluster = world.another().engine.resume(OperationToken.parse(text)).await(Duration.ofHours(1));
        assertThat(state(cluster)).isEqualTo("Succeeded");
    }

    @Test
    void abortedCreateEndsAsCanceled() {
        Operation operation = world.start(world.create("shop"), world.cluster("shop"));
        Operation abort = world.get(operation.cancel());
        assertThat(state(abort.await(Duration.ofHours(1)))).isEqualTo("Canceled");
        assertThatThrownBy(() -> operation.await(Duration.ofHours(1)))
                .isInstanceOfSatisfying(
                        OperationFailedException.class,
                        failure -> assertThat(failure.state()).isEqualTo("Canceled"));
    }

    @Test
    void secondWriteMeetsTheFirst() {
        world.start(world.create("shop"), world.cluster("shop"));
        assertThatThrownBy(() -> world.start(world.create("shop"), world.cluster("shop")))
                .isInstanceOfSatisfying(ArmException.class, failure -> {
                    assertThat(failure.error().status()).isEqualTo(409);
                    assertThat(failure.error().code()).isEqualTo("OperationNotAllowed");
                });
    }

    @Test
    void lostAnswerOfACreateSendsItOnceOnly() {
        world.azure.faults().on("PUT", "**/managedClusters/*").cause(Fault.dropAfter());
        Json cluster = world.end(world.create("shop"), world.cluster("shop"), VERSION);
        assertThat(state(cluster)).isEqualTo("Succeeded");
        assertThat(world.azure.unfinishedOperations()).isEmpty();
    }

    @Test
    void manyPoolChangesAtOnceStayWithinAzuresLimits() {
        int clusters = 60;
        List<CompletableFuture<Operation>> made = new ArrayList<>();
        for (int i = 0; i < clusters; i++) {
            String name = "c" + i;
            made.add(world.engine
                    .start(world.create(name), world.cluster(name), VERSION)
                    .toCompletableFuture());
        }
        for (CompletableFuture<Operation> each : made) {
            world.get(each).await(Duration.ofHours(2));
        }
        List<CompletableFuture<Operation>> scaled = new ArrayList<>();
        for (int i = 0; i < clusters; i++) {
            ResourceId pool = world.cluster("c" + i).child("agentPools", "system");
            ArmRequest put = ArmRequest.put(
                    pool, VERSION, json("{'properties':{'mode':'System','count':3,'vmSize':'Standard_D4ds_v5'}}"));
            scaled.add(world.engine.start(put, pool, VERSION).toCompletableFuture());
        }
        for (CompletableFuture<Operation> each : scaled) {
            world.get(each).await(Duration.ofHours(2));
        }
        long refused = world.azure.requests().all().stream()
                .filter(request -> request.status() == 429)
                .count();
        assertThat(refused).isZero();
    }
}
