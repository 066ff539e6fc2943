package dev.aks4j.core.internal.operation;

import static dev.aks4j.core.internal.operation.Scene.CLUSTER;
import static dev.aks4j.core.internal.operation.Scene.RUNNING;
import static dev.aks4j.core.internal.operation.Scene.STATUS_URL;
import static dev.aks4j.core.internal.operation.Scene.SUCCEEDED;
import static dev.aks4j.core.internal.operation.Scene.VERSION;
import static dev.aks4j.core.internal.operation.Scene.cluster;
import static dev.aks4j.core.internal.operation.Scene.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationFailedException;
import dev.aks4j.core.operation.OperationToken;
import dev.aks4j.core.operation.WaitEndedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Deadlines, interrupts, closing, resuming, progress and cancelling. */
class WaitingTest {

    private final Scene scene = new Scene();

    private void createRunsFor(int reads) {
        scene.azure.on("PUT", "managedClusters").reply(201, cluster("Creating"), "Azure-AsyncOperation", STATUS_URL);
        scene.azure.on("GET", "/operations/").times(reads, 200, RUNNING).reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
    }

    @Test
    void deadlineEndsTheWaitingAndLeavesAToken() {
        createRunsFor(40);
        Operation operation = scene.start(put());
        assertThatThrownBy(() -> operation.await(Duration.ofSeconds(30)))
                .isInstanceOfSatisfying(
                        WaitEndedException.class,
                        ended -> assertThat(ended.token().resource()).isEqualTo(CLUSTER))
                .hasMessageContaining("PT30S")
                .hasMessageContaining("InProgress");
        assertThat(scene.end(operation).path("name").asText()).isEqualTo("shop");
    }

    @Test
    void interruptEndsTheWaitingAndLeavesAToken() {
        createRunsFor(40);
        Operation operation = scene.start(put());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> operation.await(Duration.ofHours(1)))
                .isInstanceOf(WaitEndedException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        scene.end(operation);
    }

    @Test
    void closingStopsTheWaitingOnly() {
        createRunsFor(40);
        Operation operation = scene.start(put());
        scene.engine.close();
        assertThatThrownBy(() -> scene.end(operation))
                .isInstanceOf(WaitEndedException.class)
                .hasMessageContaining("closed");
        assertThat(scene.engine.inFlight()).isZero();
        assertThat(scene.azure.seen("DELETE", "")).isEmpty();
        assertThatThrownBy(() -> scene.start(put()))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("not sent");
    }

    @Test
    void anotherProcessResumesFromTheText() {
        scene.azure.on("GET", "/operations/").times(3, 200, RUNNING).reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        String text = new OperationToken(
                        "PUT",
                        CLUSTER,
                        VERSION,
                        "",
                        java.util.Optional.of(STATUS_URL),
                        java.util.Optional.empty(),
                        scene.time.now())
                .text();
        assertThat(text).doesNotContain("\n");
        Operation resumed = scene.engine.resume(OperationToken.parse(text));
        assertThat(scene.end(resumed).path("name").asText()).isEqualTo("shop");
        assertThat(scene.azure.seen("GET", "/operations/").get(0).url()).isEqualTo(STATUS_URL);
    }

    @Test
    void tokenWithoutUrlsIsResumedByTheResource() {
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Deleting"))
                .reply(404, "{}");
        OperationToken token = new OperationToken(
                "DELETE",
                CLUSTER,
                VERSION,
                "",
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                scene.time.now());
        assertThat(scene.end(scene.engine.resume(token)).isMissing()).isTrue();
    }

    @Test
    void progressIsToldInOrderAndAListenerThatFailsHarmsNobody() {
        createRunsFor(3);
        Operation operation = scene.start(put());
        List<String> states = new ArrayList<>();
        operation.onProgress(status -> {
            throw new IllegalStateException("listener");
        });
        operation.onProgress(status -> states.add(status.state()));
        scene.end(operation);
        assertThat(states).containsExactly("InProgress", "InProgress", "InProgress", "Succeeded");
        assertThat(operation.status().isTerminal()).isTrue();
    }

    @Test
    void cancelAbortsAClusterOperationAndItsOwnWaitEndsAsCanceled() {
        scene.azure.on("PUT", "managedClusters").reply(201, cluster("Creating"), "Azure-AsyncOperation", STATUS_URL);
        String abortUrl = STATUS_URL.replace("0b1c", "ab0r");
        scene.azure.on("POST", "/abort").reply(202, "", "Azure-AsyncOperation", abortUrl);
        scene.azure.on("GET", "/operations/ab0r").reply(200, SUCCEEDED);
        scene.azure.on("GET", "/operations/0b1c").reply(200, "{\"status\":\"Canceled\"}");
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Canceled"));
        Operation operation = scene.start(put());
        Operation abort = scene.get(operation.cancel());
        assertThat(scene.end(abort).path("properties").path("provisioningState").asText())
                .isEqualTo("Canceled");
        assertThatThrownBy(() -> scene.end(operation)).isInstanceOf(OperationFailedException.class);
        assertThatThrownBy(() -> scene.get(operation.cancel())).hasMessageContaining("has ended");
    }

    @Test
    void whatAzureCannotStopIsNotAskedTo() {
        ResourceId network = ResourceId.group("rg").child("Microsoft.Network/virtualNetworks", "v");
        scene.azure.on("PUT", "virtualNetworks").reply(201, "{}", "Azure-AsyncOperation", STATUS_URL);
        Operation operation = scene.get(scene.engine.start(
                ArmRequest.put(
                        network.inSubscription("00000000-0000-0000-0000-00000000000a"), VERSION, Scene.json("{}")),
                network,
                VERSION));
        assertThatThrownBy(() -> scene.get(operation.cancel())).hasMessageContaining("cannot stop");
        assertThat(scene.azure.seen("POST", "")).isEmpty();
    }

    @Test
    void tokenAndExceptionNeverPrintTheSignedUrl() {
        createRunsFor(3);
        Operation operation = scene.start(put());
        assertThat(operation.token() + " " + operation + " " + operation.status())
                .doesNotContain("signed");
        assertThatThrownBy(() -> operation.await(Duration.ofMillis(1)))
                .isInstanceOf(WaitEndedException.class)
                .hasMessageNotContaining("signed");
    }

    /** The second end gave back a part of the reads that was no longer its own. */
    @Test
    void operationThatEndsWhileTheClientIsClosedEndsOnce() {
        OperationToken token = new OperationToken(
                "PUT", CLUSTER, VERSION, "", Optional.of(STATUS_URL), Optional.empty(), scene.time.now());
        TrackedOperation following = new TrackedOperation(scene.engine, token, "kind", "InProgress", List.of());
        following.endedWith(Scene.json("{}"));
        following.stop();
        PollTimes.Timetable other = scene.engine.pollTimes().timetable("kind", token);
        assertThat(other.round(token)).isPositive();
        assertThat(scene.get(following.completion()).isObject()).isTrue();
    }
}
