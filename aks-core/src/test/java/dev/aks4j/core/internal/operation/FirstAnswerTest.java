package dev.aks4j.core.internal.operation;

import static dev.aks4j.core.internal.operation.Scene.CLUSTER;
import static dev.aks4j.core.internal.operation.Scene.STATUS_URL;
import static dev.aks4j.core.internal.operation.Scene.SUCCEEDED;
import static dev.aks4j.core.internal.operation.Scene.VERSION;
import static dev.aks4j.core.internal.operation.Scene.cluster;
import static dev.aks4j.core.internal.operation.Scene.json;
import static dev.aks4j.core.internal.operation.Scene.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationToken;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the first answer to a write, or its loss, is not to be taken for. */
class FirstAnswerTest {

    private static final IOException RESET = new IOException("Connection reset by peer");
    private static final String NOT_FOUND = "{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"m\"}}";
    private static final String BUSY = "{\"error\":{\"code\":\"OperationNotAllowed\",\"message\":\"busy\"}}";

    private final Scene scene = new Scene();

    private static String other(String state) {
        return cluster(state).replace("1.35", "1.34");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "POST"})
    void writeToWhatIsNotThereIsRefusedAndNotDone(String method) {
        scene.azure.on(method, "managedClusters").reply(404, NOT_FOUND);
        ArmRequest write =
                switch (method) {
                    case "PUT" -> put();
                    case "PATCH" -> ArmRequest.patch(CLUSTER, VERSION, json("{'tags':{}}"));
                    default -> ArmRequest.post(CLUSTER, "stop", VERSION, Json.missing());
                };
        assertThatThrownBy(() -> scene.start(write))
                .isInstanceOf(ArmException.class)
                .hasMessageContaining("ResourceNotFound");
    }

    /** That a role was taken away does not say that the resource is not there. */
    @ParameterizedTest
    @CsvSource({"403,AuthorizationFailed", "404,SubscriptionNotFound"})
    void lostWriteWhoseResourceIsNotShownIsNotSentAgain(int status, String code) {
        scene.azure.on("PUT", "managedClusters").fail(RESET).reply(201, cluster("Creating"));
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(status, NOT_FOUND.replace("ResourceNotFound", code))
                .forever();
        assertThatThrownBy(() -> scene.start(put())).isInstanceOf(MaybeExecutedException.class);
        assertThat(scene.azure.seen("PUT", "")).hasSize(1);
    }

    @Test
    void repetitionThatIsRefusedIsToldAsItWasRefused() {
        scene.azure.on("PUT", "managedClusters").fail(RESET).reply(400, NOT_FOUND.replace("ResourceNotFound", "Bad"));
        scene.azure.on("GET", "managedClusters/shop").times(2, 404, NOT_FOUND).reply(200, cluster("Succeeded"));
        assertThatThrownBy(() -> scene.start(put()))
                .isInstanceOf(ArmException.class)
                .hasMessageContaining("Bad");
    }

    @Test
    void repetitionThatMeetsAConflictAndCannotLookIsLeftToTheCaller() {
        scene.azure.on("PUT", "managedClusters").fail(RESET).reply(409, BUSY);
        scene.azure
                .on("GET", "managedClusters/shop")
                .times(2, 404, NOT_FOUND)
                .reply(403, NOT_FOUND.replace("Resource", "x"));
        assertThatThrownBy(() -> scene.start(put())).isInstanceOf(MaybeExecutedException.class);
    }

    @Test
    void repetitionThatMeetsItsOwnFirstSendingAtWorkFollowsIt() {
        scene.azure.on("PUT", "managedClusters").fail(RESET).reply(409, BUSY);
        scene.azure
                .on("GET", "managedClusters/shop")
                .times(2, 404, NOT_FOUND)
                .times(2, 200, cluster("Creating"))
                .reply(200, cluster("Succeeded"));
        assertThat(scene.end(scene.start(put())).path("name").asText()).isEqualTo("shop");
        assertThat(scene.azure.seen("PUT", "")).hasSize(2);
    }

    @Test
    void repetitionThatMeetsAConflictOfWhatIsSettledOtherwiseIsThatConflict() {
        scene.azure.on("PUT", "managedClusters").fail(RESET).reply(409, BUSY);
        scene.azure.on("GET", "managedClusters/shop").times(2, 404, NOT_FOUND).reply(200, other("Succeeded"));
        assertThatThrownBy(() -> scene.start(put()))
                .isInstanceOf(ArmException.class)
                .hasMessageContaining("OperationNotAllowed");
    }

    @Test
    void removalLeavesNothingWhateverIsInItsAnswer() {
        scene.azure.on("DELETE", "managedClusters").reply(200, cluster("Succeeded"));
        Operation operation = scene.start(ArmRequest.delete(CLUSTER, VERSION));
        assertThat(scene.end(operation).isMissing()).isTrue();
    }

    @Test
    void answerWithoutContentAndWithAStatusUrlIsFollowed() {
        scene.azure.on("DELETE", "managedClusters").reply(204, "", "Azure-AsyncOperation", STATUS_URL);
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(404, NOT_FOUND);
        scene.end(scene.start(ArmRequest.delete(CLUSTER, VERSION)));
        assertThat(scene.azure.seen("GET", "/operations/")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"Failed,true", "Succeeded,false"})
    void patchThatIsAnsweredAtOnceEndsAsItsStateSays(String state, boolean fails) {
        scene.azure.on("PATCH", "managedClusters").reply(200, cluster(state));
        Operation operation = scene.start(ArmRequest.patch(CLUSTER, VERSION, json("{'tags':{}}")));
        assertThat(operation.status().isTerminal()).isTrue();
        assertThat(operation.completion().toCompletableFuture().isCompletedExceptionally())
                .isEqualTo(fails);
    }

    /** Azure's clock may be ahead of ours. */
    @Test
    void operationThatSeemsToBeginInTheFutureIsNew() {
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Succeeded"))
                .forever();
        OperationToken token = new OperationToken(
                "PUT",
                CLUSTER,
                VERSION,
                "",
                Optional.empty(),
                Optional.empty(),
                scene.time.now().plus(Duration.ofHours(3)));
        scene.end(scene.engine.resume(token, List.of()));
        assertThat(scene.time.elapsed()).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void nothingIsReadOnceTheClientIsClosed() {
        scene.azure.on("PUT", "managedClusters").reply(201, cluster("Creating"), "Azure-AsyncOperation", STATUS_URL);
        scene.azure.on("GET", "/operations/").reply(200, Scene.RUNNING).forever();
        scene.start(put());
        scene.time.advance(Duration.ofMinutes(2));
        int before = scene.azure.seen().size();
        scene.engine.close();
        scene.time.advance(Duration.ofHours(2));
        assertThat(scene.azure.seen()).hasSize(before);
        assertThat(scene.engine.inFlight()).isZero();
    }
}
