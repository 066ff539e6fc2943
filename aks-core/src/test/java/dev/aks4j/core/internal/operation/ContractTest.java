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
import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.auth.CredentialException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.operation.Operation;
import dev.aks4j.core.operation.OperationFailedException;
import dev.aks4j.core.operation.OperationToken;
import dev.aks4j.core.operation.WaitEndedException;
import dev.aks4j.core.testing.FakeAzure.Reply;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the resource provider contract says of asynchronous operations and of retrying (azure-resource-manager-rpc, Addendum),
 * and what happens where an answer keeps less than that.
 */
class ContractTest {

    private static final String NOT_FOUND = "{\"error\":{\"code\":\"ResourceNotFound\",\"message\":\"m\"}}";

    private final Scene scene = new Scene();

    private void accepted() {
        scene.azure.on("PUT", "managedClusters").reply(201, cluster("Creating"), "Azure-AsyncOperation", STATUS_URL);
        scene.azure
                .on("DELETE", "managedClusters")
                .reply(202, "", "Azure-AsyncOperation", STATUS_URL, "Location", LOCATION);
    }

    private static ArmRequest delete() {
        return ArmRequest.delete(CLUSTER, VERSION);
    }

    private static String error(String code) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"}}";
    }

    private static String written(String state, String time, String at) {
        return "{\"name\":\"shop\",\"properties\":{\"provisioningState\":\"" + state + "\"},\"systemData\":{\"" + time
                + "\":\"" + at + "\"}}";
    }

    private String ended() {
        return "{\"status\":\"Succeeded\",\"startTime\":\"" + scene.time.now() + "\",\"endTime\":\"" + scene.time.now()
                + "\"}";
    }

    @Test
    void redirectOfTheWriteIsAnErrorAndNotADoneWrite() {
        scene.azure.on("PUT", "managedClusters").reply(307, "", "Location", "https://example.org/x");
        assertThatThrownBy(() -> scene.start(put()))
                .isInstanceOf(ArmException.class)
                .hasMessageContaining("307");
        assertThat(scene.azure.seen()).hasSize(1);
    }

    @Test
    void statusUrlThatOnlyRedirectsLeavesTheResourceToTell() {
        accepted();
        scene.azure
                .on("GET", "/operations/")
                .reply(302, "", "Location", "https://example.org/x")
                .forever();
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Creating"))
                .reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
        assertThat(scene.time.elapsed()).isLessThan(Duration.ofMinutes(5));
    }

    /** It was polled for ever: 12,520 reads in eight hours, while the resource had long succeeded. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"0b1c\"}",
                "{\"status\":null}",
                "{\"status\":\"\"}",
                "{\"status\":\" \"}",
                "{\"status\":{}}",
                "{\"properties\":{}}",
                "[]",
                ""
            })
    void statusBodyThatSaysNothingLeavesTheResourceToTell(String body) {
        accepted();
        scene.azure.on("GET", "/operations/").reply(200, body).forever();
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Creating"))
                .reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
        assertThat(scene.azure.seen("GET", "/operations/").size()).isLessThan(12);
        assertThat(scene.time.elapsed()).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void readsThatGoWrongNowSoAndNowSoAreGivenUpToo() {
        accepted();
        int[] turn = {0};
        scene.azure
                .on("GET", "/operations/")
                .compute(seen -> turn[0]++ % 2 == 0 ? new Reply(200, "{}") : new Reply(404, NOT_FOUND))
                .forever();
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
        assertThat(scene.time.elapsed()).isLessThan(Duration.ofMinutes(70));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ReconcilingAppSecurityGroup", "Accepted", "Running", "Updating", "Completed", "Succeeding"})
    void wordOfTheProvidersOwnIsInProgressAndIsShown(String word) {
        accepted();
        scene.azure
                .on("GET", "/operations/")
                .reply(200, "{\"status\":\"" + word + "\"}")
                .reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster(word)).reply(200, cluster("Succeeded"));
        List<String> seen = new ArrayList<>();
        Operation operation = scene.start(put());
        operation.onProgress(status -> seen.add(status.state()));
        scene.end(operation);
        assertThat(seen).contains(word);
    }

    /** An operation that has succeeded took an update of somebody else's for its own, and waited for its end. */
    @Test
    void operationThatHasSucceededDoesNotWaitForWhatSomebodyElseDoesThen() {
        accepted();
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED);
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Updating"))
                .forever();
        Json result = scene.end(scene.start(put()));
        assertThat(result.path("properties").path("provisioningState").asText()).isEqualTo("Updating");
        assertThat(scene.time.elapsed()).isLessThan(Duration.ofMinutes(4));
    }

    @Test
    void operationThatHasSucceededIsNotFailedByWhatSomebodyElseDoesThen() {
        accepted();
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED);
        scene.azure
                .on("GET", "managedClusters/shop")
                .times(3, 200, cluster("Updating"))
                .reply(200, cluster("Failed"));
        scene.end(scene.start(put()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Failed", "Canceled", "Updating"})
    void resourceThatWasWrittenAfterTheEndTellsNothingOfTheOperation(String state) {
        accepted();
        scene.azure.on("GET", "/operations/").compute(seen -> new Reply(200, ended()));
        scene.azure
                .on("GET", "managedClusters/shop")
                .compute(seen -> new Reply(
                        200,
                        written(
                                state,
                                "lastModifiedAt",
                                scene.time.now().plusSeconds(1).toString())))
                .forever();
        scene.end(scene.start(put()));
        assertThat(scene.time.elapsed()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void resourceThatIsBrokenByTheOperationItselfIsNoSuccess() {
        accepted();
        scene.azure.on("GET", "/operations/").compute(seen -> new Reply(200, ended()));
        scene.azure
                .on("GET", "managedClusters/shop")
                .compute(seen -> new Reply(
                        200,
                        written(
                                "Failed",
                                "lastModifiedAt",
                                scene.time.now().minusSeconds(60).toString())))
                .forever();
        assertThatThrownBy(() -> scene.end(scene.start(put()))).isInstanceOf(OperationFailedException.class);
    }

    /** Somebody made another cluster of the same name, and the removal was told as failed. */
    @ParameterizedTest
    @CsvSource({"Creating,x", "Updating,x", "Succeeded,createdAt", "Failed,createdAt"})
    void anotherOfTheSameNameIsNoFailedRemoval(String state, String time) {
        accepted();
        scene.azure.on("GET", "/operations/").compute(seen -> new Reply(200, ended()));
        scene.azure
                .on("GET", "managedClusters/shop")
                .compute(seen -> new Reply(
                        200,
                        written(state, time, scene.time.now().plusSeconds(5).toString())))
                .forever();
        assertThat(scene.end(scene.start(delete())).isMissing()).isTrue();
        assertThat(scene.time.elapsed()).isLessThan(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deleting", "Succeeded"})
    void resourceThatIsStillThereIsNoRemoval(String state) {
        accepted();
        scene.azure.on("GET", "/operations/").compute(seen -> new Reply(200, ended()));
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, written(state, "createdAt", "2020-01-01T00:00:00Z"))
                .forever();
        assertThatThrownBy(() -> scene.end(scene.start(delete())))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageContaining("still there");
    }

    @Test
    void resourceThatHadFailedBeforeItsRemovalBeganIsNoFailedRemoval() {
        scene.azure.on("DELETE", "managedClusters").reply(202, "");
        scene.azure
                .on("GET", "managedClusters/shop")
                .times(2, 200, cluster("Failed"))
                .reply(200, cluster("Deleting"))
                .reply(404, NOT_FOUND);
        scene.end(scene.start(delete()));
        scene.azure.on("DELETE", "managedClusters").reply(202, "");
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Deleting"))
                .reply(200, cluster("Failed"));
        assertThatThrownBy(() -> scene.end(scene.start(delete()))).isInstanceOf(OperationFailedException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void statusUrlOfARemovalThatIsGoneAsksTheResourceAtOnce(int status) {
        accepted();
        scene.azure.on("GET", "/operations/").reply(status, NOT_FOUND);
        scene.azure.on("GET", "managedClusters/shop").reply(404, NOT_FOUND);
        scene.end(scene.start(delete()));
        assertThat(scene.azure.seen("GET", "/operations/")).hasSize(1);
        assertThat(scene.time.elapsed()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void locationOfARemovalThatIsGoneAsksTheResourceAtOnce() {
        scene.azure.on("DELETE", "managedClusters").reply(202, "", "Location", LOCATION);
        scene.azure.on("GET", "/operationresults/").reply(404, NOT_FOUND);
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Deleting"))
                .reply(404, NOT_FOUND);
        scene.end(scene.start(delete()));
        assertThat(scene.azure.seen("GET", "/operationresults/")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SubscriptionNotFound",
                "InvalidResourceType",
                "InvalidResourceNamespace",
                "NoRegisteredProviderFound"
            })
    void notFoundThatSaysNothingOfTheResourceIsNoRemoval(String code) {
        scene.azure.on("DELETE", "managedClusters").reply(404, error(code));
        assertThatThrownBy(() -> scene.start(delete()))
                .isInstanceOf(ArmException.class)
                .hasMessageContaining(code);
        accepted();
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(404, error(code)).forever();
        assertThatThrownBy(() -> scene.end(scene.start(delete()))).hasMessageContaining(code);
        assertThatThrownBy(() -> scene.get(scene.engine.read(CLUSTER, VERSION)))
                .isInstanceOf(ArmException.class)
                .hasMessageContaining(code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ResourceNotFound",
                "ResourceGroupNotFound",
                "ParentResourceNotFound",
                "NotFound",
                "AgentPoolNotFound"
            })
    void notFoundOfTheResourceIsARemoval(String code) {
        scene.azure.on("DELETE", "managedClusters").reply(404, error(code));
        assertThat(scene.end(scene.start(delete())).isMissing()).isTrue();
        scene.azure.on("GET", "managedClusters/shop").reply(404, error(code));
        assertThat(scene.get(scene.engine.read(CLUSTER, VERSION)).isMissing()).isTrue();
    }

    /** A role on the resource goes with it, so nobody may read any more that it is gone. */
    @Test
    void lastReadOfARemovalMayBeRefusedAndOthersMayNot() {
        accepted();
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(403, error("AuthorizationFailed"));
        assertThat(scene.end(scene.start(delete())).isMissing()).isTrue();
        assertThat(scene.azure.seen("GET", "managedClusters/shop")).hasSize(1);
        scene.azure.on("PUT", "managedClusters").reply(201, cluster("Creating"), "Azure-AsyncOperation", STATUS_URL);
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED);
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(403, error("AuthorizationFailed"))
                .forever();
        assertThatThrownBy(() -> scene.end(scene.start(put())))
                .isInstanceOf(WaitEndedException.class)
                .hasMessageContaining("AuthorizationFailed");
    }

    /** Four of them ended a write with four hours left in 0.4 seconds. */
    @Test
    void writeThatAzureIsTooBusyForIsSentAgainAsLongAsItsTimeAllows() {
        scene.azure
                .on("PUT", "managedClusters")
                .compute(seen -> scene.time.elapsed().compareTo(Duration.ofMinutes(10)) < 0
                        ? new Reply(503, "")
                        : new Reply(200, cluster("Succeeded")))
                .forever();
        scene.azure.on("GET", "managedClusters/shop").reply(404, NOT_FOUND).forever();
        scene.end(scene.start(put().within(Duration.ofHours(1))));
        assertThat(scene.time.elapsed()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
        assertThat(scene.azure.seen("PUT", "managedClusters").size()).isBetween(15, 40);
    }

    @Test
    void writeThatAzureStaysTooBusyForEndsWithItsTimeAsPerhapsCarriedOut() {
        scene.azure.on("PUT", "managedClusters").reply(503, "").forever();
        scene.azure.on("GET", "managedClusters/shop").reply(404, NOT_FOUND).forever();
        assertThatThrownBy(() -> scene.start(put().within(Duration.ofMinutes(5))))
                .isInstanceOf(MaybeExecutedException.class);
        assertThat(scene.time.elapsed()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
        assertThat(scene.azure.seen("PUT", "managedClusters").size()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void resourceThatCannotBeReadLeavesTheWritePerhapsCarriedOut() {
        scene.azure.on("PUT", "managedClusters").reply(503, "");
        scene.azure.on("GET", "managedClusters/shop").reply(403, error("AuthorizationFailed"));
        assertThatThrownBy(() -> scene.start(put())).isInstanceOf(MaybeExecutedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org/operations/1",
                "/subscriptions/s/operations/1?api-version=1",
                "operations/1",
                "http://management.azure.com/subscriptions/s/operations/1",
                "not a url",
                ""
            })
    void urlThatLeadsElsewhereLeavesTheResourceToTellAlsoInAnotherProcess(String url) {
        for (String header : List.of("Location", "Azure-AsyncOperation")) {
            Scene other = new Scene();
            other.azure.on("PUT", "managedClusters").reply(202, "", header, url);
            other.azure
                    .on("GET", "managedClusters/shop")
                    .times(2, 404, NOT_FOUND)
                    .reply(200, cluster("Creating"))
                    .reply(200, cluster("Succeeded"))
                    .forever();
            Operation operation = other.start(put());
            other.end(operation);
            other.end(other.engine.resume(OperationToken.parse(operation.token().text())));
            assertThat(other.azure.seen())
                    .allSatisfy(
                            seen -> assertThat(seen.url()).startsWith("https://management.azure.com/subscriptions/"));
        }
    }

    @Test
    void pollThatBringsAForeignUrlDoesNotMoveThere() {
        accepted();
        scene.azure
                .on("GET", "/operations/")
                .reply(200, RUNNING, "Azure-AsyncOperation", "https://example.org/x", "Location", "x")
                .reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
    }

    @Test
    void resourceThatIsShownOnlyWhenItIsFinishedIsWaitedFor() {
        scene.azure.on("PUT", "managedClusters").reply(202, "");
        scene.azure
                .on("GET", "managedClusters/shop")
                .compute(seen -> scene.time.elapsed().compareTo(Duration.ofMinutes(12)) < 0
                        ? new Reply(404, NOT_FOUND)
                        : new Reply(200, cluster("Succeeded")))
                .forever();
        scene.end(scene.start(put()));
    }

    /** One name that did not resolve ended the following after half an hour. */
    @Test
    void networkThatIsAwayForHoursEndsNoFollowing() {
        accepted();
        scene.azure
                .on("GET", "/operations/")
                .compute(seen -> {
                    if (scene.time.elapsed().compareTo(Duration.ofHours(5)) < 0) {
                        throw reactor.core.Exceptions.propagate(new UnknownHostException("management.azure.com"));
                    }
                    return new Reply(200, SUCCEEDED);
                })
                .forever();
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        Operation operation = scene.start(put());
        operation.await(Duration.ofHours(6));
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, 60, 100_000})
    void wallClockThatIsSetEndsNoFollowingAndStallsNone(long minutes) {
        accepted();
        scene.azure
                .on("GET", "/operations/")
                .compute(seen -> {
                    scene.time.setWallClock(Duration.ofMinutes(minutes));
                    return new Reply(404, NOT_FOUND);
                })
                .reply(503, "")
                .reply(200, RUNNING)
                .reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
        assertThat(scene.time.elapsed()).isLessThan(Duration.ofMinutes(3));
    }

    @Test
    void errorKeepsItsInnerCausesAndThePolicyThatRefused() {
        accepted();
        scene.azure.on("GET", "/operations/").reply(200, """
                {"status":"Failed","error":{"code":"RequestDisallowedByPolicy","message":"disallowed: pa55word+1",
                 "innererror":{"code":"Outer","innererror":{"code":"SubnetIsFull","message":"no room"}},
                 "additionalInfo":[{"type":"PolicyViolation","info":{"policyDefinitionDisplayName":"Allowed locations",
                  "policyAssignmentDisplayName":"Only Europe","policyAssignmentScope":"/subscriptions/s",
                  "evaluationDetails":{"evaluatedExpressions":[{"path":"location","expressionValue":"eastus",
                   "operator":"In","targetValue":["westeurope","pa55word+1"]}]}}},
                  {"type":"Quota","info":{"limit":10}}]}}""");
        assertThatThrownBy(() -> scene.end(scene.start(put().secrets(List.of("pa55word+1")))))
                .isInstanceOfSatisfying(
                        OperationFailedException.class,
                        failure -> assertThat(failure.error().additionalInfo()).hasSize(2))
                .hasMessageContaining("SubnetIsFull: no room")
                .hasMessageContaining("policy \"Allowed locations\", assigned as \"Only Europe\" at /subscriptions/s")
                .hasMessageContaining("location = eastus, compared by In with [\"westeurope\",\"(secret removed)\"]")
                .hasMessageContaining("Quota: {\"limit\":10}")
                .hasMessageNotContaining("pa55word");
    }

    @Test
    void statusThatIsAcceptedAndSaysNoMoreGoesOn() {
        accepted();
        scene.azure
                .on("GET", "/operations/")
                .compute(seen -> scene.time.elapsed().compareTo(Duration.ofMinutes(12)) < 0
                        ? new Reply(202, "")
                        : new Reply(200, SUCCEEDED))
                .forever();
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        scene.end(scene.start(put()));
        assertThat(scene.azure.seen("GET", "managedClusters/shop")).hasSize(1);
    }

    @Test
    void locationOfAWriteEndsWithTheResourceAndNotWithItsOwnBody() {
        scene.azure.on("PUT", "managedClusters").reply(202, "", "Location", LOCATION);
        scene.azure.on("GET", "/operationresults/").reply(202, "").reply(200, "{\"of\":\"the operation\"}");
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        assertThat(scene.end(scene.start(put())).path("name").asText()).isEqualTo("shop");
    }

    @Test
    void locationThatRefusesTheCallerIsAskedAgainAndOneThatRefusesTheOperationIsItsEnd() {
        scene.azure.on("PUT", "managedClusters").reply(202, "", "Location", LOCATION);
        scene.azure
                .on("GET", "/operationresults/")
                .reply(403, error("AuthorizationFailed"))
                .reply(202, "")
                .reply(400, error("SubnetIsFull"));
        assertThatThrownBy(() -> scene.end(scene.start(put())))
                .isInstanceOf(OperationFailedException.class)
                .hasMessageContaining("SubnetIsFull");
    }

    @Test
    void pauseThatAzureAsksForWhenItIsBusyIsKeptForFiveMinutesAtMost() {
        accepted();
        scene.azure
                .on("GET", "/operations/")
                .reply(503, "", "Retry-After", "120")
                .reply(503, "", "Retry-After", "7200")
                .reply(200, SUCCEEDED);
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        Operation operation = scene.start(put());
        scene.end(operation);
        assertThat(scene.time.elapsed()).isBetween(Duration.ofSeconds(420), Duration.ofSeconds(450));
    }

    @Test
    void resourceThatIsGoneForGoodEndsTheFollowingAsLost() {
        accepted();
        scene.azure.on("GET", "/operations/").reply(404, NOT_FOUND).forever();
        scene.azure.on("GET", "managedClusters/shop").reply(404, NOT_FOUND).forever();
        assertThatThrownBy(() -> scene.end(scene.start(put())))
                .isInstanceOfSatisfying(
                        OperationFailedException.class,
                        failure -> assertThat(failure.state()).isEqualTo("lost"));
        assertThat(scene.time.elapsed()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(6));
    }

    @Test
    void resourceThatWasThereAndIsGoneIsNotWaitedForAsOneThatIsNotShownYet() {
        scene.azure.on("PUT", "managedClusters").reply(202, "");
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Creating"))
                .reply(404, NOT_FOUND)
                .forever();
        assertThatThrownBy(() -> scene.end(scene.start(put()))).isInstanceOf(OperationFailedException.class);
        assertThat(scene.time.elapsed()).isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void credentialThatIsAwayIsWaitedForAndOneThatIsRefusedIsNot() {
        accepted();
        scene.azure.on("GET", "/operations/").reply(200, SUCCEEDED).forever();
        scene.azure
                .on("GET", "managedClusters/shop")
                .reply(200, cluster("Succeeded"))
                .forever();
        Operation away = scene.start(put());
        scene.time.advance(Duration.ofMinutes(1));
        scene.end(away);
        assertThat(FailureStreak.Sort.of(new CredentialException("m", new java.io.IOException(), true)))
                .isEqualTo(FailureStreak.Sort.UNREACHED);
        assertThat(FailureStreak.Sort.of(new CredentialException("m"))).isEqualTo(FailureStreak.Sort.REFUSED);
    }

    @ParameterizedTest
    @CsvSource({"200,true", "201,false", "202,false"})
    void answerToAPutTellsWhetherItWentOverSomethingThatWasThere(int status, boolean existing) {
        scene.azure.on("PUT", "managedClusters").reply(status, cluster("Succeeded"));
        scene.azure.on("GET", "managedClusters/shop").reply(200, cluster("Succeeded"));
        assertThat(scene.start(put()).changedExisting()).isEqualTo(existing);
    }

    /** The one that was there may be its own. */
    @Test
    void putThatWasSentTwiceTellsNothingOfWhatWasThere() {
        scene.azure
                .on("PUT", "managedClusters")
                .fail(new java.io.IOException("reset"))
                .reply(200, cluster("Succeeded"));
        scene.azure.on("GET", "managedClusters/shop").times(2, 404, NOT_FOUND);
        assertThat(scene.start(put()).changedExisting()).isFalse();
    }

    @Test
    void changeOfWhatIsThereByAnotherVerbIsNoSurprise() {
        scene.azure.on("PATCH", "managedClusters").reply(200, cluster("Succeeded"));
        assertThat(scene.start(ArmRequest.patch(CLUSTER, VERSION, Scene.json("{'tags':{}}")))
                        .changedExisting())
                .isFalse();
    }
}
