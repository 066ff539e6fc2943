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

import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationFailedException;
import dev.aks4j.core.operation.OperationToken;
import dev.aks4j.core.testing.FakeAzure.Reply;
import dev.aks4j.core.testing.FakeTransport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that say less than they seem to, and a world that is another one by the time it is looked at. */
class OddAnswersTest {

    private static final IOException RESET = new IOException("Connection reset by peer");
    private static final String NOT_FOUND = "{\"error\":{\"code\":\"NotFound\",\"message\":\"gone\"}}";
    private static final ResourceId VNET = ResourceId.group("rg")
            .child("Microsoft.Network/virtualNetworks", "vnet")
            .inSubscription(FakeTransport.SUBSCRIPTION);
    private static final String THEIRS =
            "{\"id\":\"v\",\"properties\":{\"provisioningState\":\"Succeeded\",\"space\":\"10.9.0.0/16\"}}";
    private static final String OURS = THEIRS.replace("10.9", "10.20");

    private final Scene scene = new Scene();

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "", "{\"name\":\"shop\"}", "null", "\"ok\""})
    void successThatDoesNotShowTheResourceIsNotBelieved(String body) {
        scene.azure.on("PUT", "managedClusters").reply(201, body);
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Creating"))
                .reply(200, body)
                .reply(200, cluster("Succeeded"));

        assertThat(scene.end(scene.start(put())).path("name").asText()).isEqualTo("shop");
        assertThat(scene.azure.seen("GET", "")).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "{\"name\":\"shop\"}"})
    void lastReadThatDoesNotShowTheResourceIsRepeated(String body) {
        scene.azure.on("PUT", "managedClusters").reply(201, cluster("Creating"), "Azure-AsyncOperation", STATUS_URL);
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").times(2, 200, body).reply(200, cluster("Succeeded"));

        assertThat(scene.end(scene.start(put())).path("name").asText()).isEqualTo("shop");
    }

    private OperationToken token(String method, Optional<String> status) {
        return new OperationToken(method, CLUSTER, VERSION, "", status, Optional.empty(), scene.time.now());
    }

    /** Somebody has made another one of a type that does not tell when it was made. */
    @Test
    void removalOfWhichNothingIsSeenAnyMoreEnds() {
        scene.azure.on("GET", "/operations/").reply(404, NOT_FOUND).forever();
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Succeeded"))
                .forever();
        Operation operation = scene.engine.resume(token("DELETE", Optional.of(STATUS_URL)));

        assertThatThrownBy(() -> scene.end(operation))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageContaining("still there");
        assertThat(scene.time.elapsed()).isBetween(Duration.ofMinutes(30), Duration.ofMinutes(40));
    }

    @Test
    void removalThatShowsALittleLateIsWaitedFor() {
        scene.azure.on("DELETE", "managedClusters").reply(202, "");
        Instant begin = scene.time.now();
        scene.azure
                .on("GET", "managedClusters/shop")
                .compute(seen -> {
                    long minutes = Duration.between(begin, seen.at()).toMinutes();
                    return minutes < 20
                            ? new Reply(200, cluster("Succeeded"))
                            : minutes < 70
                                    ? new Reply(200, cluster("Deleting"))
                                    : new Reply(404, "{\"error\":{\"code\":\"ResourceNotFound\"}}");
                })
                .forever();

        assertThat(scene.end(scene.start(ArmRequest.delete(CLUSTER, VERSION))).isMissing())
                .isTrue();
    }

    @Test
    void successThatOnlyTheResourceTellsIsToldApart() {
        scene.azure.on("GET", "/operations/").reply(404, NOT_FOUND).forever();
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Succeeded"))
                .forever();
        Operation gone = scene.engine.resume(token("PUT", Optional.of(STATUS_URL)));
        scene.end(gone);
        assertThat(gone.isEndInferred()).isTrue();

        Operation silent = scene.engine.resume(token("PUT", Optional.empty()));
        scene.end(silent);
        assertThat(silent.isEndInferred()).isTrue();

        Scene other = new Scene();
        other.azure.on("GET", "/operations/").reply(200, RUNNING).reply(200, SUCCEEDED);
        other.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        Operation told = other.engine.resume(token("PUT", Optional.of(STATUS_URL)));
        other.end(told);
        assertThat(told.isEndInferred()).isFalse();

        Scene watched = new Scene();
        watched.azure.on("PUT", "managedClusters").reply(202, "");
        watched.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Updating"))
                .reply(200, cluster("Succeeded"));
        Operation seen = watched.start(put());
        watched.end(seen);
        assertThat(seen.isEndInferred()).as("it was watched from its beginning").isFalse();
    }

    private ArmRequest create() {
        return ArmRequest.put(VNET, VERSION, Scene.json("{'properties':{'space':'10.20.0.0/16'}}"));
    }

    /** The answer is lost, and before the caller looks again somebody else makes one of the same name. */
    @ParameterizedTest
    @ValueSource(strings = {NOT_FOUND, THEIRS})
    void writeThatIsSentOnceIsLeftToWhoeverLooksBeforeEachWrite(String found) {
        for (int status : List.of(0, 500, 502, 503)) {
            Scene other = new Scene();
            if (status == 0) {
                other.azure.on("PUT", "vnet").fail(RESET);
            } else {
                other.azure.on("PUT", "vnet").reply(status, "");
            }
            other.azure
                    .on("GET", "vnet")
                    .reply(found.equals(THEIRS) ? 200 : 404, found)
                    .reply(200, OURS)
                    .forever();

            assertThatThrownBy(() -> other.get(other.engine.startOnce(create(), VNET, VERSION)))
                    .isInstanceOf(MaybeExecutedException.class);
            assertThat(other.azure.seen("PUT", "")).hasSize(1);
            assertThat(other.azure.seen("GET", "")).hasSize(1);
        }
    }

    @Test
    void writeThatIsSentOnceIsFoundWhereItShows() {
        scene.azure.on("PUT", "vnet").fail(RESET);
        scene.azure.on("GET", "vnet").reply(200, OURS);
        scene.end(scene.get(scene.engine.startOnce(create(), VNET, VERSION)));
        assertThat(scene.azure.seen("PUT", "")).hasSize(1);
    }

    @Test
    void creationIsRepeatedWhileNothingIsThereAndFoundIfItIsDone() {
        scene.azure.on("PUT", "vnet").fail(RESET).reply(503, "").reply(201, OURS);
        scene.azure.on("GET", "vnet").reply(404, NOT_FOUND).forever();
        scene.end(scene.get(scene.engine.start(create(), VNET, VERSION)));
        assertThat(scene.azure.seen("PUT", "")).hasSize(3);

        Scene late = new Scene();
        late.azure.on("PUT", "vnet").fail(RESET);
        late.azure.on("GET", "vnet").reply(404, NOT_FOUND).reply(200, OURS);
        late.end(late.get(late.engine.start(create(), VNET, VERSION)));
        assertThat(late.azure.seen("PUT", "")).hasSize(1);
    }

    /** The first sending may be under way; that the second found no way to Azure is no proof that nothing was changed. */
    @Test
    void repetitionThatFindsNoWayDoesNotDenyWhatWasSentBefore() {
        scene.azure
                .on("PUT", "vnet")
                .fail(RESET)
                .fail(new java.net.UnknownHostException("management.azure.com"))
                .forever();
        scene.azure.on("GET", "vnet").reply(404, NOT_FOUND).forever();
        assertThatThrownBy(() -> scene.get(scene.engine.start(create(), VNET, VERSION)))
                .isInstanceOf(MaybeExecutedException.class);
    }

    /** Our clock may be wrong by hours: what tells when a resource was made is Azure's. */
    @ParameterizedTest
    @ValueSource(longs = {-300, -60, 60, 300})
    void beginningIsToldByAzuresClock(long minutes) {
        Instant azure = Instant.parse("2026-03-01T10:00:00Z");
        scene.time.setWallClock(Duration.between(scene.time.now(), azure.plus(Duration.ofMinutes(minutes))));
        scene.azure
                .on("PUT", "managedClusters")
                .reply(
                        201,
                        cluster("Creating"),
                        "Azure-AsyncOperation",
                        STATUS_URL,
                        "Date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(azure.atOffset(ZoneOffset.UTC)));
        scene.azure.on("GET", "/operations/").reply(200, RUNNING).reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        Operation operation = scene.start(put());

        assertThat(operation.token().started()).isEqualTo(azure);
        scene.end(operation);
        assertThat(scene.time.elapsed()).isLessThan(Duration.ofMinutes(3));
    }

    /** A removal whose resource seems to be made after it began would end at once. */
    @Test
    void clockThatIsBehindTakesNoRemovalForDone() {
        Instant azure = scene.time.now();
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(azure.atOffset(ZoneOffset.UTC));
        scene.time.setWallClock(Duration.ofHours(-3));
        String deleting = "{\"id\":\"x\",\"systemData\":{\"createdAt\":\"" + azure.minus(Duration.ofHours(1))
                + "\"},\"properties\":{\"provisioningState\":\"Deleting\"}}";
        scene.azure.on("DELETE", "managedClusters").reply(202, "", "Location", LOCATION, "Date", date);
        scene.azure.on("GET", "/operationresults/").reply(404, NOT_FOUND).forever();
        scene.azure
                .on("GET", "managedClusters/shop")
                .times(3, 200, deleting)
                .reply(404, "{\"error\":{\"code\":\"ResourceNotFound\"}}")
                .forever();

        scene.end(scene.start(ArmRequest.delete(CLUSTER, VERSION)));
        assertThat(scene.azure.seen("GET", "managedClusters/shop")).hasSize(4);
    }
}
