package dev.aks4j.core.internal.operation;

import static dev.aks4j.core.internal.operation.Scene.CLUSTER;
import static dev.aks4j.core.internal.operation.Scene.LOCATION;
import static dev.aks4j.core.internal.operation.Scene.RUNNING;
import static dev.aks4j.core.internal.operation.Scene.STATUS_URL;
import static dev.aks4j.core.internal.operation.Scene.SUCCEEDED;
import static dev.aks4j.core.internal.operation.Scene.VERSION;
import static dev.aks4j.core.internal.operation.Scene.cluster;
import static dev.aks4j.core.internal.operation.Scene.json;
import static dev.aks4j.core.internal.operation.Scene.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every shape in which Azure answers the write that starts an operation, and how it then ends. */
class DecisionTableTest {

    private final Scene scene = new Scene();

    @Test
    void putWith200AndNoStateIsDoneAtOnce() {
        scene.azure.on("PUT", "managedClusters").reply(200, "{\"id\":\"x\",\"name\":\"shop\"}");
        Operation operation = scene.start(put());
        assertThat(operation.status().isTerminal()).isTrue();
        assertThat(scene.end(operation).path("name").asText()).isEqualTo("shop");
        assertThat(scene.azure.seen()).hasSize(1);
    }

    /** The contract: whoever sees the header on a 200 must assume that the operation goes on. */
    @ParameterizedTest
    @ValueSource(strings = {"Succeeded", "Updating", "Failed", "Canceled"})
    void answerWithAStatusUrlIsFollowedWhateverItsBodySays(String state) {
        scene.azure.on("PUT", "managedClusters").reply(200, cluster(state), "Azure-AsyncOperation", STATUS_URL);
        scene.azure.on("GET", "/operations/").reply(200, RUNNING).reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        Operation operation = scene.start(put());
        assertThat(operation.completion().toCompletableFuture()).isNotDone();
        scene.end(operation);
        assertThat(scene.azure.seen("GET", "/operations/")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204})
    void answerOfAnyStatusWithAStatusUrlIsFollowed(int status) {
        scene.azure
                .on("PUT", "managedClusters")
                .reply(status, status == 204 ? "" : cluster("Succeeded"), "Azure-AsyncOperation", STATUS_URL);
        scene.azure
                .on("GET", "/operations/")
                .reply(200, "{\"status\":\"Failed\",\"error\":{\"code\":\"QuotaExceeded\",\"message\":\"m\"}}");
        assertThatThrownBy(() -> scene.end(scene.start(put())))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageContaining("QuotaExceeded");
    }

    @Test
    void putWith201AndAStatusUrlIsFollowedToTheLetterAndThenRead() {
        scene.azure.on("PUT", "managedClusters").reply(201, cluster("Creating"), "Azure-AsyncOperation", STATUS_URL);
        scene.azure.on("GET", "/operations/").times(3, 200, RUNNING).reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        Operation operation = scene.start(put());
        assertThat(operation.status().isTerminal()).isFalse();
        Json result = scene.end(operation);
        assertThat(result.path("properties").path("provisioningState").asText()).isEqualTo("Succeeded");
        assertThat(scene.azure.seen("GET", "/operations/"))
                .hasSize(4)
                .allSatisfy(seen -> assertThat(seen.url()).isEqualTo(STATUS_URL));
    }

    @Test
    void statusWithoutAStateInTheBodyIsFollowedIfThereIsAStatusUrl() {
        scene.azure.on("PUT", "managedClusters").reply(200, "{}", "Azure-AsyncOperation", STATUS_URL);
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
        assertThat(scene.azure.seen("GET", "/operations/")).hasSize(1);
    }

    @Test
    void putWith201AndNoHeaderIsFollowedByTheResource() {
        scene.azure.on("PUT", "managedClusters").reply(201, cluster("Creating"));
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Creating"))
                .reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
        assertThat(scene.azure.seen("GET", "managedClusters/shop")).hasSize(2);
    }

    @Test
    void deleteWith202AndBothHeadersEndsWhenTheResourceIsGone() {
        scene.azure
                .on("DELETE", "managedClusters")
                .reply(202, "", "Azure-AsyncOperation", STATUS_URL, "Location", LOCATION);
        scene.azure.on("GET", "/operations/").reply(200, RUNNING).reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(404, "{\"error\":{\"code\":\"ResourceNotFound\"}}");
        assertThat(scene.end(scene.start(ArmRequest.delete(CLUSTER, VERSION))).isMissing())
                .isTrue();
    }

    @Test
    void deleteOfWhatIsNotThereIsDoneAtOnce() {
        scene.azure.on("DELETE", "managedClusters").reply(204, "");
        assertThat(scene.end(scene.start(ArmRequest.delete(CLUSTER, VERSION))).isMissing())
                .isTrue();
        assertThat(scene.azure.seen()).hasSize(1);
    }

    @Test
    void deleteBelowAGroupThatIsNotThereIsDoneAtOnce() {
        scene.azure.on("DELETE", "managedClusters").reply(404, "{\"error\":{\"code\":\"ResourceGroupNotFound\"}}");
        assertThat(scene.end(scene.start(ArmRequest.delete(CLUSTER, VERSION))).isMissing())
                .isTrue();
    }

    @Test
    void postWithLocationOnlyEndsWithTheBodyOfTheLocation() {
        String result = LOCATION.replace("operationresults", "commandResults");
        String fresh = result + "&fresh=1";
        scene.azure.on("POST", "runCommand").reply(202, "", "Location", result);
        scene.azure
                .on("GET", "commandResults")
                .reply(202, "{\"properties\":{\"provisioningState\":\"Running\"}}", "Location", fresh)
                .reply(200, "{\"properties\":{\"provisioningState\":\"Succeeded\",\"exitCode\":1}}");
        Json command =
                scene.end(scene.start(ArmRequest.post(CLUSTER, "runCommand", VERSION, json("{'command':'false'}"))));
        assertThat(command.path("properties").path("exitCode").asInt()).isEqualTo(1);
        assertThat(scene.azure.seen("GET", "commandResults").get(1).url()).isEqualTo(fresh);
    }

    @Test
    void postWithBothHeadersReadsTheLocationAndThenTheResource() {
        scene.azure.on("POST", "/stop").reply(202, "", "Azure-AsyncOperation", STATUS_URL, "Location", LOCATION);
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED);
        scene.azure.on("GET", "/operationresults/").reply(204, "", "Location", LOCATION + "&again");
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        Json stopped = scene.end(scene.start(ArmRequest.post(CLUSTER, "stop", VERSION, Json.missing())));
        assertThat(stopped.path("name").asText()).isEqualTo("shop");
    }

    @Test
    void postWith200IsDoneAtOnce() {
        scene.azure.on("POST", "listClusterUserCredential").reply(200, "{\"kubeconfigs\":[]}");
        Json answer =
                scene.end(scene.start(ArmRequest.post(CLUSTER, "listClusterUserCredential", VERSION, Json.missing())));
        assertThat(answer.has("kubeconfigs")).isTrue();
    }

    @Test
    void putWith202AndLocationOnlyEndsWithTheResource() {
        scene.azure.on("PUT", "managedClusters").reply(202, "", "Location", LOCATION);
        scene.azure.on("GET", "/operationresults/").reply(202, "").reply(204, "");
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        assertThat(scene.end(scene.start(put())).path("name").asText()).isEqualTo("shop");
    }

    @Test
    void putWith202AndNeitherHeaderIsFollowedByTheResource() {
        scene.azure.on("PUT", "managedClusters").reply(202, "");
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(404, "{}")
                .reply(200, cluster("Creating"))
                .reply(200, cluster("Succeeded"));
        assertThat(scene.end(scene.start(put())).path("name").asText()).isEqualTo("shop");
    }

    @Test
    void stateFailedInTheFirstAnswerIsAFailure() {
        scene.azure.on("PUT", "managedClusters").reply(200, cluster("Failed"));
        Operation operation = scene.start(put());
        assertThatThrownBy(() -> scene.end(operation)).isInstanceOf(OperationFailedException.class);
    }

    @Test
    void locationThatAnswersAnErrorIsAFailureWithIt() {
        scene.azure.on("PUT", "managedClusters").reply(202, "", "Location", LOCATION);
        scene.azure
                .on("GET", "/operationresults/")
                .reply(409, "{\"error\":{\"code\":\"Conflict\",\"message\":\"no\"}}");
        Operation operation = scene.start(put());
        assertThatThrownBy(() -> scene.end(operation))
                .isInstanceOfSatisfying(
                        OperationFailedException.class,
                        failure -> assertThat(failure.error().code()).isEqualTo("Conflict"));
    }
}
