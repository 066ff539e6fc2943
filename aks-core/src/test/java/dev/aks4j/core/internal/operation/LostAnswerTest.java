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
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A write leaves, and no answer comes: the resource is read before anything is sent again. */
class LostAnswerTest {

    private static final IOException RESET = new IOException("Connection reset by peer");

    private final Scene scene = new Scene();

    @Test
    void putThatWasNotCarriedOutIsSentAgain() {
        scene.azure
                .on("PUT", "managedClusters")
                .fail(RESET)
                .reply(201, cluster("Creating"), "Azure-AsyncOperation", STATUS_URL);
        scene.azure.on("GET", "managedClusters/shop").times(2, 404, "{}").reply(200, cluster("Succeeded"));
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED);
        scene.end(scene.start(put()));
        assertThat(scene.azure.seen("PUT", "")).hasSize(2);
    }

    /** Azure was slow, or somebody else has made it meanwhile: then the repetition would be a second one. */
    @Test
    void putThatShowsAfterThePauseIsNotSentAgain() {
        scene.azure.on("PUT", "managedClusters").fail(RESET);
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(404, "{}")
                .reply(200, cluster("Creating"))
                .reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
        assertThat(scene.azure.seen("PUT", "")).hasSize(1);
    }

    @Test
    void putThatIsGoingOnIsFollowedAndNotSentAgain() {
        scene.azure.on("PUT", "managedClusters").fail(RESET);
        scene.azure
                .on("GET", "managedClusters/shop")
                .times(3, 200, cluster("Creating"))
                .reply(200, cluster("Succeeded"));
        assertThat(scene.end(scene.start(put())).path("name").asText()).isEqualTo("shop");
        assertThat(scene.azure.seen("PUT", "")).hasSize(1);
    }

    @Test
    void putThatIsDoneIsFoundDone() {
        scene.azure.on("PUT", "managedClusters").reply(502, "bad gateway");
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        Operation operation = scene.start(put());
        assertThat(operation.status().isTerminal()).isTrue();
        assertThat(scene.azure.seen("PUT", "")).hasSize(1);
    }

    /** What has the entity tag that the write named was not written by it, whatever it looks like. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"etag\":\"%s\",\"properties\":{",
                "\"eTag\":\"%s\",\"properties\":{",
                "\"properties\":{\"eTag\":\"%s\","
            })
    void resourceWithTheTagThatTheWriteNamedWasNotWrittenByIt(String tag) {
        for (String live : List.of("W/1", "W/2", "w/1")) {
            Scene other = new Scene();
            ResourceId vnet = ResourceId.group("rg")
                    .child("Microsoft.Network/virtualNetworks", "vnet")
                    .inSubscription(dev.aks4j.core.testing.FakeTransport.SUBSCRIPTION);
            String body = "{" + tag.formatted(live) + "\"provisioningState\":\"Succeeded\"}}";
            other.azure.on("PUT", "vnet").fail(RESET).reply(200, body);
            other.azure.on("GET", "vnet").reply(200, body).forever();
            ArmRequest write = ArmRequest.put(vnet, VERSION, Scene.json("{}")).ifMatch("W/1");
            other.end(other.get(other.engine.start(write, vnet, VERSION)));
            assertThat(other.azure.seen("PUT", "vnet")).hasSize(live.equals("W/1") ? 2 : 1);
        }
    }

    @Test
    void putThatTheResourceDoesNotShowIsSentAgain() {
        scene.azure.on("PUT", "managedClusters").reply(500, "").reply(200, cluster("Succeeded"));
        scene.azure
                .on("GET", "managedClusters/shop")
                .times(2, 200, cluster("Succeeded").replace("1.35", "1.34"));
        scene.end(scene.start(put()));
        assertThat(scene.azure.seen("PUT", "")).hasSize(2);
    }

    @Test
    void putThatMeetsItsOwnOperationIsFollowed() {
        scene.azure
                .on("PUT", "managedClusters")
                .fail(RESET)
                .reply(409, "{\"code\":\"OperationNotAllowed\",\"message\":\"busy\"}");
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Updating").replace("1.35", "normalised"))
                .reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
    }

    @Test
    void conditionalPutIsRepeatedAndItsOwn412IsNotTakenForAConflict() {
        scene.azure
                .on("PUT", "managedClusters")
                .fail(RESET)
                .reply(412, "{\"code\":\"PreconditionFailed\",\"message\":\"changed\"}");
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Updating"))
                .reply(200, cluster("Succeeded"));
        scene.end(scene.start(put().ifMatch("e1")));
        assertThat(scene.azure.seen("PUT", "")).hasSize(2);
    }

    @Test
    void conditionalPutThatSomebodyElseMayHaveOvertakenIsLeftToTheCaller() {
        scene.azure
                .on("PUT", "managedClusters")
                .fail(RESET)
                .reply(412, "{\"code\":\"PreconditionFailed\",\"message\":\"changed\"}")
                .forever();
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Succeeded").replace("1.35", "1.33"))
                .forever();
        assertThatThrownBy(() -> scene.start(put().ifMatch("e1"))).isInstanceOf(MaybeExecutedException.class);
        assertThat(scene.azure.seen("PUT", "")).hasSize(3);
    }

    @Test
    void deleteIsRepeatedUntilItIsAnswered() {
        scene.azure.on("DELETE", "managedClusters").fail(RESET).reply(500, "").reply(204, "");
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Succeeded"))
                .forever();
        assertThat(scene.end(scene.start(ArmRequest.delete(CLUSTER, VERSION))).isMissing())
                .isTrue();
    }

    /** Nothing tells whether the one that is there is the one that was to go: each sending is preceded by a look. */
    @Test
    void deleteWhoseResourceIsGoneIsNotSentAgain() {
        scene.azure.on("DELETE", "managedClusters").fail(RESET);
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Succeeded"))
                .reply(404, "{}");
        assertThat(scene.end(scene.start(ArmRequest.delete(CLUSTER, VERSION))).isMissing())
                .isTrue();
        assertThat(scene.azure.seen("DELETE", "")).hasSize(1);
    }

    @Test
    void stopThatIsGoingOnIsFollowed() {
        scene.azure.on("POST", "/stop").fail(RESET);
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Stopping"))
                .reply(200, cluster("Stopping"))
                .reply(200, cluster("Succeeded"));
        scene.end(scene.start(post("stop")));
        assertThat(scene.azure.seen("POST", "")).hasSize(1);
    }

    @Test
    void commandWhoseAnswerIsLostIsNeverRunTwice() {
        scene.azure.on("POST", "/runCommand").reply(500, "");
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        assertThatThrownBy(() -> scene.start(ArmRequest.post(CLUSTER, "runCommand", VERSION, json("{}"))))
                .isInstanceOf(MaybeExecutedException.class);
        assertThat(scene.azure.seen("POST", "")).hasSize(1);
    }

    @Test
    void commandThatProvablyDidNotRunIsSentAgain() {
        scene.azure
                .on("POST", "/runCommand")
                .fail(new java.net.ConnectException("Connection refused"))
                .reply(429, "", "Retry-After", "2")
                .reply(503, "", "Retry-After", "1")
                .reply(200, "{}");
        scene.end(scene.start(ArmRequest.post(CLUSTER, "runCommand", VERSION, json("{}"))));
        assertThat(scene.azure.seen("POST", "")).hasSize(4);
    }

    @Test
    void putWhoseFirstSendingTurnsOutToBeAtWorkIsFollowed() {
        scene.azure
                .on("PUT", "managedClusters")
                .fail(RESET)
                .reply(409, "{\"code\":\"OperationNotAllowed\",\"message\":\"busy\"}");
        scene.azure
                .on("GET", "managedClusters/shop")
                .times(2, 404, "{}")
                .times(2, 200, cluster("Creating"))
                .reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
        assertThat(scene.azure.seen("PUT", "")).hasSize(2);
    }

    /** It was taken for the write's own, and its end for the write's success. */
    @Test
    void putThatMeetsSomebodyElsesOperationIsNoSuccess() {
        scene.azure
                .on("PUT", "managedClusters")
                .fail(RESET)
                .reply(409, "{\"code\":\"OperationNotAllowed\",\"message\":\"busy\"}");
        scene.azure
                .on("GET", "managedClusters/shop")
                .times(3, 200, cluster("Updating").replace("1.35", "1.34"))
                .reply(200, cluster("Succeeded").replace("1.35", "1.34"));
        Operation operation = scene.start(put());
        assertThatThrownBy(() -> scene.end(operation)).isInstanceOf(MaybeExecutedException.class);
    }

    /** A stop has no document that its end could be held against. */
    @Test
    void stopThatMeetsSomebodyElsesOperationIsRefused() {
        scene.azure
                .on("POST", "/stop")
                .fail(RESET)
                .reply(409, "{\"code\":\"OperationNotAllowed\",\"message\":\"busy\"}");
        scene.azure
                .on("GET", "managedClusters/shop")
                .times(2, 200, cluster("Succeeded"))
                .reply(200, cluster("Updating"));
        assertThatThrownBy(() -> scene.start(post("stop")))
                .isInstanceOfSatisfying(
                        ArmException.class,
                        failure -> assertThat(failure.error().status()).isEqualTo(409));
    }

    private static ArmRequest post(String action) {
        return ArmRequest.post(CLUSTER, action, VERSION, Json.missing());
    }
}
