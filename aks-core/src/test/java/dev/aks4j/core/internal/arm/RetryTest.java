package dev.aks4j.core.internal.arm;

import static dev.aks4j.core.internal.arm.Desk.delete;
import static dev.aks4j.core.internal.arm.Desk.get;
import static dev.aks4j.core.internal.arm.Desk.post;
import static dev.aks4j.core.internal.arm.Desk.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.arm.NoAnswerException;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.ResourceId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent again, when, and what is not. */
class RetryTest {

    private final Desk desk = new Desk();

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void readIsRepeatedOnWhatMayPass(int status) {
        desk.azure.on("GET", "shop").times(3, status, "").reply(200, "{}");
        assertThat(desk.send(get()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 409, 412, 501, 505})
    void whatWillNotPassIsToldAtOnce(int status) {
        desk.azure.on("GET", "shop").reply(status, "{\"error\":{\"code\":\"C\",\"message\":\"m\"}}");
        assertThatThrownBy(() -> desk.send(get()))
                .isInstanceOfSatisfying(
                        ArmException.class,
                        failure -> assertThat(failure.error().status()).isEqualTo(status));
        assertThat(desk.azure.seen()).hasSize(1);
        assertThat(desk.time.elapsed()).isZero();
    }

    @Test
    void readIsRepeatedOnFaultsOfTheConnection() {
        desk.azure
                .on("GET", "shop")
                .fail(new ConnectException("refused"))
                .fail(new IOException("reset"))
                .reply(200, "{}");
        assertThat(desk.send(get()).status()).isEqualTo(200);
    }

    @Test
    void pausesGrowWithFullJitter() {
        desk.azure.on("GET", "shop").times(4, 500, "").reply(200, "{}");
        desk.send(get());
        List<Long> at = desk.azure.seen().stream()
                .map(seen -> Duration.between(desk.azure.seen().get(0).at(), seen.at())
                        .toMillis())
                .toList();
        assertThat(at).containsExactly(0L, 400L, 1200L, 2800L, 6000L);
    }

    @Test
    void readThatNeverWorksEndsWithAzuresAnswerWithinItsDeadline() {
        desk.azure
                .on("GET", "shop")
                .reply(503, "{\"error\":{\"code\":\"ServerBusy\",\"message\":\"m\"}}")
                .forever();
        assertThatThrownBy(() -> desk.send(get().within(Duration.ofSeconds(20))))
                .isInstanceOfSatisfying(
                        ArmException.class,
                        failure -> assertThat(failure.error().code()).isEqualTo("ServerBusy"));
        assertThat(desk.time.elapsed()).isLessThanOrEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void retryAfterBeyondTheDeadlineIsNotWaitedFor() {
        desk.azure.on("GET", "shop").reply(429, "{\"code\":\"Throttled\",\"message\":\"m\"}", "Retry-After", "3600");
        assertThatThrownBy(() -> desk.send(get()))
                .isInstanceOfSatisfying(
                        ArmException.class,
                        failure -> assertThat(failure.retryAfter()).contains(Duration.ofHours(1)));
        assertThat(desk.time.elapsed()).isZero();
    }

    /** A date that has passed, or a zero, once brought a request every 50 ms. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "0.001", "Thu, 01 Jan 1970 00:00:00 GMT"})
    void wishForNoPauseBringsNoStorm(String wish) {
        desk.azure.on("GET", "shop").reply(503, "", "Retry-After", wish).forever();
        assertThatThrownBy(() -> desk.send(get())).isInstanceOf(AksException.class);
        assertThat(desk.azure.seen()).hasSizeBetween(10, 60);
    }

    @Test
    void throttlingIsWaitedForAsLongAsTheDeadlineAllows() {
        desk.azure.on("GET", "shop").times(20, 429, "", "Retry-After", "5").reply(200, "{}");
        desk.send(get());
        assertThat(desk.time.elapsed()).isGreaterThanOrEqualTo(Duration.ofSeconds(100));
    }

    @Test
    void answerThatNeverComesEndsATryAndThenTheRequest() {
        desk.azure.on("GET", "shop").hang().reply(200, "{}");
        desk.send(get());
        assertThat(desk.time.elapsed()).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(110));
        desk.azure.on("GET", "shop").hang().forever();
        assertThatThrownBy(() -> desk.send(get()))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("GET management.azure.com");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504, 408, 503})
    void plainWriteThatMayHaveBeenCarriedOutIsNotSentAgain(int status) {
        desk.azure.on("PUT", "shop").reply(status, "{\"error\":{\"code\":\"Oops\",\"message\":\"m\"}}");
        assertThatThrownBy(() -> desk.send(put()))
                .isInstanceOf(MaybeExecutedException.class)
                .hasMessageContaining("Read the resource")
                .hasRootCauseInstanceOf(ArmException.class);
        desk.azure.on("POST", "shop").reply(status, "");
        assertThatThrownBy(() -> desk.send(post())).isInstanceOf(MaybeExecutedException.class);
        assertThat(desk.azure.seen()).hasSize(2);
    }

    @Test
    void plainWriteThatNeverArrivedIsSentAgain() {
        desk.azure
                .on("PUT", "shop")
                .fail(new ConnectException("refused"))
                .reply(429, "", "Retry-After", "1")
                .reply(503, "", "Retry-After", "1")
                .reply(200, "{}");
        assertThat(desk.send(put()).status()).isEqualTo(200);
    }

    @Test
    void writeWhoseTimeIsOverIsNotSent() {
        desk.azure.on("GET", "shop").reply(200, "{}");
        desk.send(get());
        assertThatThrownBy(() -> desk.send(put().within(Duration.ZERO)))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("Nothing was changed");
        assertThat(desk.azure.seen("PUT", "")).isEmpty();
    }

    @Test
    void plainWriteWhoseAnswerNeverComesMayHaveBeenCarriedOut() {
        desk.azure.on("PUT", "shop").hang();
        assertThatThrownBy(() -> desk.send(put().within(Duration.ofSeconds(30))))
                .isInstanceOf(MaybeExecutedException.class)
                .hasMessageContaining("deadline");
        assertThat(desk.time.elapsed()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void writeUnderAConditionThatAzureHeedsIsRepeated() {
        desk.azure
                .on("PUT", "shop")
                .reply(500, "")
                .fail(new IOException("reset"))
                .reply(200, "{}");
        assertThat(desk.send(put().ifAbsent()).status()).isEqualTo(200);
        desk.azure
                .on("DELETE", "shop")
                .reply(500, "")
                .fail(new IOException("reset"))
                .reply(202, "");
        assertThat(desk.send(delete().ifMatch("e")).status()).isEqualTo(202);
    }

    /** What it would remove then may be what somebody else has made of the same name. */
    @Test
    void deleteWithoutAConditionIsNotRepeatedOnceItMayHaveArrived() {
        desk.azure
                .on("DELETE", "shop")
                .reply(429, "", "Retry-After", "1")
                .reply(503, "", "Retry-After", "1")
                .fail(new IOException("reset"));
        assertThatThrownBy(() -> desk.send(delete())).isInstanceOf(MaybeExecutedException.class);
        assertThat(desk.azure.seen("DELETE", "shop")).hasSize(3);
    }

    /** An earlier version trusted every condition, and networks and role assignments were written twice. */
    @Test
    void conditionDoesNotMakeAWriteRepeatableWhereAzureDoesNotDocumentIt() {
        desk.azure.on("PUT", "vnet").fail(new IOException("reset")).reply(200, "{}");
        ResourceId vnet = Desk.GROUP.child("Microsoft.Network/virtualNetworks", "vnet");
        ArmRequest write = ArmRequest.put(vnet, "2025-03-01", put().body().orElseThrow());
        assertThatThrownBy(() -> desk.send(write.ifAbsent())).isInstanceOf(MaybeExecutedException.class);
        assertThat(desk.azure.seen("PUT", "vnet")).hasSize(1);
    }

    @Test
    void conflictThatARepetitionMeetsMayBeItsOwn() {
        desk.azure.on("PUT", "shop").reply(500, "").reply(412, "{}");
        assertThatThrownBy(() -> desk.send(put().ifMatch("e"))).isInstanceOf(MaybeExecutedException.class);
        desk.azure.on("PUT", "shop").reply(412, "{}");
        assertThatThrownBy(() -> desk.send(put().ifMatch("e"))).isInstanceOf(ArmException.class);
    }

    @Test
    void postThatOnlyReadsIsRepeated() {
        desk.azure.on("POST", "shop").reply(500, "").reply(200, "{}");
        assertThat(desk.send(post().repeatSafe()).status()).isEqualTo(200);
    }

    @Test
    void hostThatIsNotTrustedFailsAtOnceWithItsCause() {
        SSLHandshakeException cause = new SSLHandshakeException("PKIX path building failed");
        desk.azure.on("GET", "shop").fail(cause);
        assertThatThrownBy(() -> desk.send(get()))
                .isInstanceOf(NoAnswerException.class)
                .hasCause(cause)
                .hasMessageContaining("could not be sent");
        assertThat(desk.time.elapsed()).isZero();
    }

    static List<Exception> networksThatComeBack() {
        return List.of(
                new UnknownHostException("management.azure.com"),
                new ConnectException("refused"),
                new java.net.NoRouteToHostException("no route"),
                (Exception) new ConnectException("x").initCause(new java.nio.channels.UnresolvedAddressException()));
    }

    /** A name that did not resolve ended a run with a four-hour deadline, and so did nine refused connections. */
    @ParameterizedTest
    @MethodSource("networksThatComeBack")
    void networkThatIsAwayIsWaitedForAsLongAsTheDeadlineAllows(Exception away) {
        for (ArmRequest request : List.of(get(), put(), post(), delete())) {
            Desk other = new Desk();
            other.azure
                    .on(request.method(), "shop")
                    .compute(seen -> {
                        if (other.time.elapsed().compareTo(Duration.ofMinutes(50)) < 0) {
                            throw reactor.core.Exceptions.propagate(away);
                        }
                        return new dev.aks4j.core.testing.FakeAzure.Reply(200, "{}");
                    })
                    .forever();
            assertThat(other.send(request.within(Duration.ofHours(1))).status()).isEqualTo(200);
            assertThat(other.azure.seen().size()).isBetween(50, 400);
        }
    }

    @Test
    void networkThatStaysAwayIsToldAtTheDeadlineWithItsCause() {
        UnknownHostException cause = new UnknownHostException("management.azure.com");
        desk.azure.on("PUT", "shop").fail(cause).forever();
        assertThatThrownBy(() -> desk.send(put().within(Duration.ofMinutes(20))))
                .isInstanceOf(NoAnswerException.class)
                .hasCause(cause)
                .hasMessageContaining("Nothing was changed");
        assertThat(desk.time.elapsed()).isBetween(Duration.ofMinutes(19), Duration.ofMinutes(20));
    }

    /** The resource provider contract: repeat any other answer that comes with a Retry-After. */
    @ParameterizedTest
    @ValueSource(ints = {404, 423, 425, 400})
    void answerThatAsksToComeBackIsFollowed(int status) {
        desk.azure.on("GET", "shop").reply(status, "", "Retry-After", "7").reply(200, "{}");
        assertThat(desk.send(get()).status()).isEqualTo(200);
        assertThat(desk.time.elapsed()).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(8));
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 412})
    void conflictIsTheCallersAlsoWithARetryAfter(int status) {
        desk.azure.on("PUT", "shop").reply(status, "", "Retry-After", "7");
        assertThatThrownBy(() -> desk.send(put())).isInstanceOf(ArmException.class);
        assertThat(desk.time.elapsed()).isZero();
    }

    /** A 307 was reported as done, and nothing was written. */
    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 304, 307, 308})
    void redirectIsAnErrorAndIsNotFollowed(int status) {
        for (ArmRequest request : List.of(get(), put(), post(), delete())) {
            Desk other = new Desk();
            other.azure
                    .on(request.method(), "shop")
                    .reply(status, "<html>moved</html>", "Location", "https://example.org/?token=x");
            assertThatThrownBy(() -> other.send(request))
                    .isInstanceOfSatisfying(
                            ArmException.class,
                            failure -> assertThat(failure.error().status()).isEqualTo(status))
                    .hasMessageContaining("leads elsewhere");
            assertThat(other.azure.seen()).hasSize(1);
        }
    }

    @Test
    void writeWhoseAnswerCannotBeReadMayHaveBeenCarriedOut() {
        desk.azure.on("PUT", "shop").reply(200, "<html>");
        assertThatThrownBy(() -> desk.send(put()))
                .isInstanceOf(MaybeExecutedException.class)
                .hasMessageContaining("no JSON");
        desk.azure.on("GET", "shop").reply(200, "<html>");
        assertThatThrownBy(() -> desk.send(get())).isInstanceOf(ArmException.class);
    }

    /** One hour back stalled every request for as long, and ten minutes forward ended one with its first 503. */
    @ParameterizedTest
    @ValueSource(longs = {-60, 10, 600, -600_000})
    void wallClockThatIsSetChangesNoPauseAndNoDeadline(long minutes) {
        desk.azure
                .on("GET", "shop")
                .compute(seen -> {
                    desk.time.setWallClock(Duration.ofMinutes(minutes));
                    return new dev.aks4j.core.testing.FakeAzure.Reply(503, "");
                })
                .reply(429, "", "Retry-After", "20")
                .reply(200, "{}");
        assertThat(desk.send(get()).status()).isEqualTo(200);
        assertThat(desk.time.elapsed()).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(30));
    }

    @Test
    void connectionCutDuringTheHandshakeMayPass() {
        SSLHandshakeException cut = new SSLHandshakeException("Remote host terminated the handshake");
        cut.initCause(new java.io.EOFException("SSL peer shut down incorrectly"));
        desk.azure.on("GET", "shop").fail(cut).reply(200, "{}");
        assertThat(desk.send(get()).status()).isEqualTo(200);
    }

    @Test
    void wrongCredentialFailsAtOnce() {
        for (int i = 0; i < 4; i++) {
            desk.transport
                    .fakeEntra()
                    .reply(
                            401,
                            "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret provided.\"}");
        }
        assertThatThrownBy(() -> desk.send(get()))
                .isInstanceOf(dev.aks4j.core.auth.CredentialException.class)
                .hasMessageContaining("AADSTS7000215");
        assertThat(desk.transport.fakeEntra().seen()).hasSize(1);
        assertThat(desk.azure.seen()).isEmpty();
        assertThat(desk.time.elapsed()).isZero();
    }
}
