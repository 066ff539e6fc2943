package dev.aks4j.core.internal.arm;

import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.testing.FakeAzure;
import dev.aks4j.core.testing.FakeScheduler;
import dev.aks4j.core.testing.FakeTransport;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** A client on a scripted Azure, with requests to send. */
final class Desk {

    static final String VERSION = "2025-09-01";
    static final ResourceId GROUP = ResourceId.group("rg").inSubscription(FakeTransport.SUBSCRIPTION);
    static final ResourceId CLUSTER = GROUP.child("Microsoft.ContainerService/managedClusters", "shop");

    final FakeTransport transport = new FakeTransport();
    final FakeAzure azure = transport.fakeAzure();
    final FakeScheduler time = transport.time();
    final ArmClient client = transport.pipeline().client();

    static ArmRequest get() {
        return ArmRequest.get(CLUSTER, VERSION);
    }

    static ArmRequest put() {
        return ArmRequest.put(CLUSTER, VERSION, Json.object().build());
    }

    static ArmRequest post() {
        return ArmRequest.post(CLUSTER, "runCommand", VERSION, Json.object().build());
    }

    static ArmRequest delete() {
        return ArmRequest.delete(CLUSTER, VERSION);
    }

    ArmResponse send(ArmRequest request) {
        return wait(client.send(request));
    }

    <T> T wait(CompletionStage<T> stage) {
        try {
            return time.await(stage, Duration.ofHours(3));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new AssertionError(e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError("never answered", e);
        }
    }
}
