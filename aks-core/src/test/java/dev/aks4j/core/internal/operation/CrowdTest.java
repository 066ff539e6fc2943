package dev.aks4j.core.internal.operation;

import static dev.aks4j.core.internal.operation.Scene.VERSION;
import static dev.aks4j.core.internal.operation.Scene.cluster;
import static dev.aks4j.core.internal.operation.Scene.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationFailedException;
import dev.aks4j.core.testing.FakeAzure.Reply;
import dev.aks4j.core.testing.FakeTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the status reads of a subscription are too few for all its operations, clusters are looked at instead. */
class CrowdTest {

    private static final int CROWD = 80;

    private final Scene scene = new Scene();
    private final List<Operation> operations = new ArrayList<>();

    @BeforeEach
    void manyBegin() {
        scene.azure
                .on("PUT", "managedClusters")
                .compute(seen -> accepted(seen.url().replaceAll(".*/managedClusters/|[?].*|/agentPools", "")))
                .forever();
    }

    private static Reply accepted(String operation) {
        String base = Scene.STATUS_URL.substring(0, Scene.STATUS_URL.indexOf("/operations/"));
        return new Reply(201, cluster("Creating"), "Azure-AsyncOperation", base + "/operations/" + operation);
    }

    private void start() {
        for (int i = 0; i < CROWD; i++) {
            ResourceId id = ResourceId.group("rg")
                    .child("Microsoft.ContainerService/managedClusters", "c" + i)
                    .inSubscription(FakeTransport.SUBSCRIPTION);
            operations.add(scene.get(scene.engine.start(ArmRequest.put(id, VERSION, json("{}")), id, VERSION)));
        }
    }

    @Test
    void operationIsAskedOnceTheClusterLooksEnded() {
        scene.azure.on("GET", "/operations/").reply(200, Scene.SUCCEEDED).forever();
        scene.azure
                .on("GET", "managedClusters/")
                .compute(seen -> new Reply(
                        200,
                        cluster(scene.time.elapsed().compareTo(Duration.ofMinutes(4)) < 0 ? "Creating" : "Succeeded")))
                .forever();
        start();
        operations.forEach(scene::end);
        assertThat(scene.azure.seen("GET", "/operations/").size()).isLessThanOrEqualTo(2 * CROWD);
        assertThat(scene.azure.seen("GET", "managedClusters/").size()).isGreaterThan(5 * CROWD);
    }

    @Test
    void nodePoolIsLookedAtInItsCluster() {
        scene.azure
                .on("GET", "/operations/")
                .compute(seen -> new Reply(
                        200,
                        scene.time.elapsed().compareTo(Duration.ofMinutes(4)) < 0 ? Scene.RUNNING : Scene.SUCCEEDED))
                .forever();
        scene.azure.on("GET", "agentPools/").reply(200, "{\"properties\":{}}").forever();
        scene.azure
                .on("GET", "managedClusters/")
                .compute(seen -> new Reply(
                        200,
                        "{\"properties\":{\"provisioningState\":\"Succeeded\",\"agentPoolProfiles\":[{\"name\":\"apps\",\"provisioningState\":\""
                                + (scene.time.elapsed().compareTo(Duration.ofMinutes(4)) < 0 ? "Scaling" : "Succeeded")
                                + "\"}]}}"))
                .forever();
        for (int i = 0; i < CROWD; i++) {
            ResourceId id = ResourceId.group("rg")
                    .child("Microsoft.ContainerService/managedClusters", "c" + i)
                    .child("agentPools", "apps")
                    .inSubscription(FakeTransport.SUBSCRIPTION);
            operations.add(scene.get(scene.engine.start(ArmRequest.put(id, VERSION, json("{}")), id, VERSION)));
        }
        operations.forEach(scene::end);
        assertThat(scene.azure.seen("GET", "/operations/").size()).isLessThanOrEqualTo(2 * CROWD);
        assertThat(scene.time.elapsed()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6));
    }

    @Test
    void clusterThatLooksEndedTooEarlyIsNotBelievedAgain() {
        scene.azure
                .on("GET", "/operations/")
                .compute(seen -> new Reply(
                        200,
                        scene.time.elapsed().compareTo(Duration.ofMinutes(8)) < 0 ? Scene.RUNNING : Scene.SUCCEEDED))
                .forever();
        scene.azure
                .on("GET", "managedClusters/")
                .reply(200, cluster("Succeeded"))
                .forever();
        start();
        operations.forEach(scene::end);
        assertThat(scene.time.elapsed()).isGreaterThan(Duration.ofMinutes(8));
        assertThat(scene.azure.seen("GET", "managedClusters/").size()).isLessThanOrEqualTo(2 * CROWD);
    }

    @Test
    void failureIsTakenFromTheOperationNotFromTheCluster() {
        scene.azure
                .on("GET", "/operations/")
                .reply(200, "{\"status\":\"Failed\",\"error\":{\"code\":\"QuotaExceeded\",\"message\":\"no cores\"}}")
                .forever();
        scene.azure.on("GET", "managedClusters/").reply(200, cluster("Failed")).forever();
        start();
        assertThat(operations)
                .allSatisfy(operation -> assertThat(operation.completion())
                        .satisfies(stage -> org.assertj.core.api.Assertions.assertThatThrownBy(() -> scene.get(stage))
                                .isInstanceOfSatisfying(
                                        OperationFailedException.class,
                                        failure -> assertThat(failure.error().code())
                                                .isEqualTo("QuotaExceeded"))));
    }

    @Test
    void clusterThatMayNotBeReadIsNotLookedAtAgain() {
        scene.azure
                .on("GET", "/operations/")
                .compute(seen -> new Reply(
                        200,
                        scene.time.elapsed().compareTo(Duration.ofMinutes(8)) < 0 ? Scene.RUNNING : Scene.SUCCEEDED))
                .forever();
        scene.azure
                .on("GET", "managedClusters/")
                .compute(seen -> scene.time.elapsed().compareTo(Duration.ofMinutes(8)) < 0
                        ? new Reply(403, "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"no\"}}")
                        : new Reply(200, cluster("Succeeded")))
                .forever();
        start();
        operations.forEach(scene::end);
        assertThat(scene.azure.seen("GET", "managedClusters/").size()).isLessThanOrEqualTo(2 * CROWD);
    }

    /** One read that went wrong sent an operation back among the few status reads for good. */
    @Test
    void clusterThatCouldNotBeReadForAMomentIsLookedAtAgain() {
        scene.azure
                .on("GET", "/operations/")
                .compute(seen -> new Reply(
                        200,
                        scene.time.elapsed().compareTo(Duration.ofMinutes(20)) < 0 ? Scene.RUNNING : Scene.SUCCEEDED))
                .forever();
        scene.azure
                .on("GET", "managedClusters/")
                .compute(seen -> scene.time.elapsed().compareTo(Duration.ofMinutes(3)) < 0
                        ? new Reply(500, "")
                        : new Reply(
                                200,
                                cluster(
                                        scene.time.elapsed().compareTo(Duration.ofMinutes(20)) < 0
                                                ? "Creating"
                                                : "Succeeded")))
                .forever();
        start();
        operations.forEach(scene::end);
        long late = scene.azure.seen("GET", "managedClusters/").stream()
                .filter(seen ->
                        Duration.between(scene.time.now(), seen.at()).abs().toMinutes() < 10)
                .count();
        assertThat(late).isGreaterThan(10 * CROWD);
    }
}
