package dev.aks4j.core.internal.operation;

import static dev.aks4j.core.internal.operation.Scene.CLUSTER;
import static dev.aks4j.core.internal.operation.Scene.LOCATION;
import static dev.aks4j.core.internal.operation.Scene.RUNNING;
import static dev.aks4j.core.internal.operation.Scene.STATUS_URL;
import static dev.aks4j.core.internal.operation.Scene.SUCCEEDED;
import static dev.aks4j.core.internal.operation.Scene.VERSION;
import static dev.aks4j.core.internal.operation.Scene.cluster;
import static dev.aks4j.core.internal.operation.Scene.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.internal.arm.UnusableUrlException;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationFailedException;
import dev.aks4j.core.operation.OperationToken;
import dev.aks4j.core.operation.WaitEndedException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What can go wrong after Azure has accepted a write, and what is told of it. */
class FailureTest {

    private final Scene scene = new Scene();

    @BeforeEach
    void accepted() {
        scene.azure.on("PUT", "managedClusters").reply(201, cluster("Creating"), "Azure-AsyncOperation", STATUS_URL);
        scene.azure
                .on("DELETE", "managedClusters")
                .reply(202, "", "Azure-AsyncOperation", STATUS_URL, "Location", LOCATION);
    }

    @Test
    void failedOperationKeepsAzuresErrorWhole() {
        scene.azure
                .on("GET", "/operations/")
                .reply(
                        200,
                        "{\"status\":\"Failed\",\"error\":{\"code\":\"QuotaExceeded\",\"message\":\"no cores\",\"subcode\":\"InsufficientVCPUQuota\",\"target\":\"pool\",\"details\":[{\"code\":\"Unspecified\",\"message\":\"rpc\"}]}}",
                        "x-ms-request-id",
                        "req-7");
        assertThatThrownBy(() -> scene.end(scene.start(put())))
                .isInstanceOfSatisfying(OperationFailedException.class, failure -> {
                    assertThat(failure.state()).isEqualTo("Failed");
                    assertThat(failure.error().code()).isEqualTo("QuotaExceeded");
                    assertThat(failure.error().subcode()).isEqualTo("InsufficientVCPUQuota");
                    assertThat(failure.error().target()).isEqualTo("pool");
                    assertThat(failure.error().details()).hasSize(1);
                    assertThat(failure.error().requestId()).isEqualTo("req-7");
                    assertThat(failure.token().operationId()).isEqualTo("0b1c");
                    assertThat(failure)
                            .hasMessageContaining("no cores")
                            .hasMessageContaining("PUT managedClusters/shop");
                });
    }

    /** An earlier version told a password that Azure's error quoted. */
    @Test
    void errorThatQuotesASecretOfTheWriteIsToldWithoutItAlsoByAnotherProcess() {
        String error = "{\"status\":\"Failed\",\"error\":{\"code\":\"BadPassword\",\"message\":\"no: pa55word+1\"}}";
        scene.azure.on("GET", "/operations/").reply(200, error).reply(200, error);
        Operation first = scene.start(put().secrets(List.of("pa55word+1")));
        assertThatThrownBy(() -> scene.end(first))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageContaining("BadPassword: no: (secret removed)")
                .hasMessageNotContaining("pa55word");
        Operation resumed = scene.engine.resume(first.token(), List.of("pa55word+1"));
        assertThatThrownBy(() -> scene.end(resumed))
                .hasMessageContaining("BadPassword: no: (secret removed)")
                .hasMessageNotContaining("pa55word");
    }

    @Test
    void failureReadsAsWhatHappenedWhereWhyAndWhatToDo() {
        scene.azure
                .on("GET", "/operations/")
                .reply(
                        200,
                        "{\"status\":\"Failed\",\"error\":{\"code\":\"SubnetIsFull\",\"message\":\"No address left.\"}}");
        assertThatThrownBy(() -> scene.end(scene.start(put()))).hasMessage("""
                PUT managedClusters/shop in resource group rg ended as Failed. SubnetIsFull: No address left.
                Remove this cause, then send the change again; what the operation had done by then stays.""");
    }

    @Test
    void failureWithoutAReasonSaysSoOnce() {
        scene.azure.on("GET", "/operations/").reply(200, "{\"status\":\"Canceled\"}");
        assertThatThrownBy(() -> scene.end(scene.start(put()))).hasMessage("""
                PUT managedClusters/shop in resource group rg ended as Canceled. Azure says no more than that the operation is Canceled.
                Nothing is rolled back: read the resource, then send the change again if it is still wanted.""");
    }

    @Test
    void statusUrlOutsideOfAzureResourceManagerIsRefusedAtOnceAndGetsNoToken() {
        Duration before = scene.time.elapsed();
        Operation operation = scene.engine.resume(new OperationToken(
                "PUT",
                CLUSTER,
                VERSION,
                "",
                java.util.Optional.of("https://example.org/operations/1?c=signed"),
                java.util.Optional.empty(),
                scene.time.now()));
        assertThatThrownBy(() -> scene.end(operation))
                .isInstanceOf(UnusableUrlException.class)
                .hasMessageContaining("PUT managedClusters/shop")
                .hasMessageContaining("GET example.org/operations/1 is not below https://management.azure.com")
                .hasMessageContaining("goes on in Azure")
                .hasMessageNotContaining("signed");
        assertThat(scene.time.elapsed().minus(before)).isLessThan(Duration.ofSeconds(5));
        assertThat(scene.azure.seen()).isEmpty();
        assertThat(scene.engine.inFlight()).isZero();
    }

    @Test
    void statusUrlThatIsNoUrlIsRefusedAtOnce() {
        Operation operation = scene.engine.resume(new OperationToken(
                "PUT",
                CLUSTER,
                VERSION,
                "",
                java.util.Optional.of("https://[broken?c=signed"),
                java.util.Optional.empty(),
                scene.time.now()));
        assertThatThrownBy(() -> scene.end(operation))
                .isInstanceOf(UnusableUrlException.class)
                .hasMessageNotContaining("signed");
    }

    @Test
    void canceledOperationKeepsAzuresError() {
        scene.azure
                .on("GET", "/operations/")
                .reply(
                        200,
                        "{\"status\":\"Canceled\",\"error\":{\"code\":\"AKSOperationPreempted\",\"message\":\"by 77\"}}");
        assertThatThrownBy(() -> scene.end(scene.start(put())))
                .isInstanceOfSatisfying(OperationFailedException.class, failure -> {
                    assertThat(failure.state()).isEqualTo("Canceled");
                    assertThat(failure.error().code()).isEqualTo("AKSOperationPreempted");
                });
    }

    @Test
    void errorBesideAStatusThatIsNotFailedIsIgnored() {
        String odd = "{\"status\":\"InProgress\",\"error\":{\"code\":\"NotLatestOperation\",\"message\":\"x\"}}";
        scene.azure.on("GET", "/operations/").reply(200, odd).reply(200, odd.replace("InProgress", "Succeeded"));
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        assertThat(scene.end(scene.start(put())).path("name").asText()).isEqualTo("shop");
    }

    @Test
    void status404OnceIsBorne() {
        scene.azure
                .on("GET", "/operations/")
                .reply(404, "{}")
                .reply(200, RUNNING)
                .reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
    }

    @Test
    void statusUrlThatIsGoneForGoodHandsOverToTheResource() {
        scene.azure.on("GET", "/operations/").reply(404, "{}").forever();
        scene.azure
                .on("GET", "managedClusters/shop")
                .times(3, 200, cluster("Creating"))
                .reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
        assertThat(scene.time.elapsed()).isGreaterThan(Duration.ofMinutes(2)).isLessThan(Duration.ofMinutes(6));
    }

    @Test
    void manyFaultsOnTheStatusUrlAreBorne() {
        scene.azure
                .on("GET", "/operations/")
                .times(20, 503, "down")
                .times(5, 429, "{\"code\":\"Throttled\"}", "Retry-After", "1")
                .fail(new IOException("Connection reset by peer"))
                .reply(200, "<html>gateway</html>")
                .reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
    }

    @Test
    void azureThatStaysAwayEndsTheWaitingWithTheTokenAndTheCause() {
        scene.azure.on("GET", "/operations/").reply(503, "down").forever();
        assertThatThrownBy(() -> scene.end(scene.start(put())))
                .isInstanceOfSatisfying(
                        WaitEndedException.class,
                        ended -> assertThat(ended.token().statusUrl()).contains(STATUS_URL))
                .hasCauseInstanceOf(ArmException.class)
                .hasMessageContaining("resume");
        assertThat(scene.time.elapsed()).isGreaterThan(Duration.ofMinutes(25)).isLessThan(Duration.ofMinutes(45));
    }

    @Test
    void finalReadIsRepeatedOnFaultsAndOnA404JustAfterSuccess() {
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED);
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(404, "{}")
                .times(12, 500, "")
                .reply(200, cluster("Succeeded"));
        assertThat(scene.end(scene.start(put())).path("name").asText()).isEqualTo("shop");
    }

    @Test
    void successWithoutTheResourceIsNoSuccess() {
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED);
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(404, "{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"gone\"}}")
                .forever();
        assertThatThrownBy(() -> scene.end(scene.start(put())))
                .isInstanceOfSatisfying(
                        OperationFailedException.class,
                        failure -> assertThat(failure.error().code()).isEqualTo("ResourceNotFound"))
                .hasMessageContaining("the resource is not there");
    }

    @Test
    void finalReadThatIsForbiddenIsNoSuccess() {
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED);
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(403, "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"no\"}}")
                .forever();
        assertThatThrownBy(() -> scene.end(scene.start(put())))
                .isInstanceOf(WaitEndedException.class)
                .hasMessageContaining("AuthorizationFailed");
    }

    @Test
    void resourceThatFailedAfterASuccessfulOperationIsAFailure() {
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Failed"));
        assertThatThrownBy(() -> scene.end(scene.start(put())))
                .isInstanceOfSatisfying(
                        OperationFailedException.class,
                        failure -> assertThat(failure.state()).isEqualTo("Failed"));
    }

    @Test
    void resourceThatIsStillBusyAfterSuccessIsReadUntilItIsNot() {
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED);
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Updating"))
                .reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
    }

    @Test
    void stateThatNobodyHasSeenBeforeMeansThatItGoesOn() {
        scene.azure
                .on("GET", "/operations/")
                .reply(200, RUNNING.replace("InProgress", "Pondering"))
                .reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
    }

    @Test
    void deleteThatLeavesTheResourceIsNoSuccess() {
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED);
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Succeeded"))
                .forever();
        assertThatThrownBy(() -> scene.end(scene.start(ArmRequest.delete(CLUSTER, VERSION))))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageContaining("still there");
    }

    @Test
    void retryAfterOfAStatusReadIsHonouredAndBounded() {
        scene.azure
                .on("GET", "/operations/")
                .reply(200, RUNNING, "Retry-After", "40")
                .reply(200, RUNNING, "Retry-After", "86400")
                .reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
        var reads = scene.azure.seen("GET", "/operations/");
        assertThat(Duration.between(reads.get(0).at(), reads.get(1).at())).isEqualTo(Duration.ofSeconds(40));
        assertThat(Duration.between(reads.get(1).at(), reads.get(2).at())).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void refusedWriteIsToldAsAzureToldIt() {
        Scene other = new Scene();
        other.azure
                .on("PUT", "managedClusters")
                .reply(
                        409,
                        "{\"code\":\"OperationNotAllowed\",\"details\":null,\"message\":\"busy\",\"subcode\":\"\"}");
        assertThatThrownBy(() -> other.start(put()))
                .isInstanceOfSatisfying(
                        ArmException.class,
                        failure -> assertThat(failure.error().code()).isEqualTo("OperationNotAllowed"));
        assertThat(other.azure.seen()).hasSize(1);
    }
}
