package dev.aks4j.core.internal.operation;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.testing.FakeAzure;
import dev.aks4j.core.testing.FakeScheduler;
import dev.aks4j.core.testing.FakeTransport;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** An engine on a scripted Azure, with a cluster to write to. */
final class Scene {

    static final String VERSION = "2025-09-01";
    static final ResourceId CLUSTER = ResourceId.group("rg")
            .child("Microsoft.ContainerService/managedClusters", "shop")
            .inSubscription(FakeTransport.SUBSCRIPTION);
    static final String STATUS_URL = "https://management.azure.com/subscriptions/" + FakeTransport.SUBSCRIPTION
            + "/providers/Microsoft.ContainerService/locations/westeurope/operations/0b1c?api-version=2016-03-30&s=s%2Bigned%3D";
    static final String LOCATION = STATUS_URL.replace("/operations/", "/operationresults/");
    static final String SUCCEEDED = "{\"name\":\"0b1c\",\"status\":\"Succeeded\"}";
    static final String RUNNING = "{\"name\":\"0b1c\",\"status\":\"InProgress\"}";

    final FakeTransport transport = new FakeTransport();
    final FakeAzure azure = transport.fakeAzure();
    final FakeScheduler time = transport.time();
    final OperationEngine engine = OperationEngine.on(transport.pipeline());

    static Json json(String text) {
        return Json.parse(text.replace('\'', '"'));
    }

    static String cluster(String state) {
        return "{\"name\":\"shop\",\"location\":\"westeurope\",\"properties\":{\"provisioningState\":\"" + state
                + "\",\"kubernetesVersion\":\"1.35\"}}";
    }

    static ArmRequest put() {
        return ArmRequest.put(CLUSTER, VERSION, json("{'properties':{'kubernetesVersion':'1.35'}}"));
    }

    Operation start(ArmRequest write) {
        return get(engine.start(write, CLUSTER, VERSION));
    }

    Json end(Operation operation) {
        return operation.await(Duration.ofHours(2));
    }

    /** Waits in virtual time; throws what the stage failed with. */
    <T> T get(CompletionStage<T> stage) {
        try {
            return time.await(stage, Duration.ofHours(2));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new AssertionError(e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
