package dev.aks4j.core.internal.arm;

import static dev.aks4j.core.internal.arm.Desk.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpHeaderName;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.testing.FakeTransport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bearer token on requests: where it goes, where it does not, and what a challenge does. */
class AuthTest {

    private final Desk desk = new Desk();

    private String bearer(int request) {
        return desk.azure.seen().get(request).headers().getValue(HttpHeaderName.AUTHORIZATION);
    }

    @Test
    void tokenIsAskedOnceAndUsedUntilFiveMinutesBeforeItExpires() {
        desk.azure.on("GET", "shop").reply(200, "{}").forever();
        desk.send(get());
        desk.time.advance(Duration.ofMinutes(54));
        desk.send(get());
        assertThat(bearer(1)).isEqualTo("Bearer token-1");
        desk.time.advance(Duration.ofMinutes(2));
        desk.send(get());
        assertThat(bearer(2)).isEqualTo("Bearer token-2");
        assertThat(desk.transport.fakeEntra().seen()).hasSize(2);
    }

    @Test
    void claimsChallengeGetsANewTokenOnce() {
        String claims = Base64.getEncoder()
                .encodeToString("{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1\"}}}"
                        .getBytes(StandardCharsets.UTF_8));
        String challenge =
                "Bearer authorization_uri=\"https://login\", error=\"insufficient_claims\", claims=\"" + claims + "\"";
        desk.azure
                .on("GET", "shop")
                .reply(401, "{}", "WWW-Authenticate", challenge)
                .reply(200, "{}");
        desk.send(get());
        assertThat(bearer(1)).isEqualTo("Bearer token-2");
        assertThat(desk.transport.fakeEntra().seen().get(1).body())
                .contains("claims")
                .contains("nbf");
        desk.azure
                .on("GET", "shop")
                .reply(401, "{}", "WWW-Authenticate", challenge)
                .forever();
        assertThatThrownBy(() -> desk.send(get())).isInstanceOf(ArmException.class);
        assertThat(desk.azure.seen()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/subscriptions/s",
                "http://management.azure.com/subscriptions/s",
                "https://management.azure.com.evil.example/x",
                "https://evilmanagement.azure.com/x",
                "https://xmanagement.azure.com/subscriptions/s",
                "https://management.azure.com@evil.example/x",
                "https://evil.example/x#.management.azure.com",
                "https://management.azure.com:8443/x"
            })
    void tokenNeverLeavesForAnotherHost(String url) {
        assertThatThrownBy(() -> desk.send(ArmRequest.follow(url)))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("no token is sent there");
        assertThat(desk.azure.seen()).isEmpty();
    }

    /** Somebody signed out, or a key was rolled: the token is of no use although it has not expired. */
    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer error=\"invalid_token\"", "Bearer claims=\"%%%\""})
    void tokenThatIsRefusedWithoutAChallengeIsDroppedAndTheRequestSentOnceMore(String challenge) {
        String[] headers = challenge.isEmpty() ? new String[0] : new String[] {"WWW-Authenticate", challenge};
        for (ArmRequest request : List.of(get(), Desk.put(), Desk.post(), Desk.delete())) {
            desk.azure.on(request.method(), "shop").reply(401, "{}", headers).reply(200, "{}");
            int before = desk.azure.seen().size();
            assertThat(desk.send(request).status()).isEqualTo(200);
            assertThat(desk.azure.seen()).hasSize(before + 2);
            assertThat(bearer(before)).isNotEqualTo(bearer(before + 1));
        }
        desk.azure.on("GET", "shop").reply(401, "{}", headers).forever();
        int before = desk.azure.seen().size();
        assertThatThrownBy(() -> desk.send(get()))
                .isInstanceOfSatisfying(
                        ArmException.class,
                        failure -> assertThat(failure.error().status()).isEqualTo(401));
        assertThat(desk.azure.seen()).hasSize(before + 2);
    }

    @Test
    void regionalEndpointOfTheSameCloudIsOurs() {
        desk.azure.on("GET", "westeurope.management.azure.com").reply(200, "{}");
        desk.send(ArmRequest.follow("https://westeurope.management.azure.com/subscriptions/s"));
        assertThat(bearer(0)).startsWith("Bearer ");
    }

    @Test
    void everyRequestSaysWhoItIsAndCarriesAnId() {
        desk.azure.on("GET", "shop").reply(500, "").reply(200, "{}");
        desk.send(get());
        assertThat(desk.azure.seen())
                .allSatisfy(seen -> assertThat(seen.headers().getValue(HttpHeaderName.USER_AGENT))
                        .startsWith("aks4j/"));
        HttpHeaderName id = HttpHeaderName.fromString("x-ms-client-request-id");
        assertThat(desk.azure.seen().get(0).headers().getValue(id))
                .isNotEqualTo(desk.azure.seen().get(1).headers().getValue(id));
    }

    @Test
    void noFailureNamesATokenOrAQuery() {
        desk.azure
                .on("GET", "operations")
                .reply(403, "{\"error\":{\"code\":\"AuthorizationFailed\",\"message\":\"no\"}}");
        assertThatThrownBy(() -> desk.send(ArmRequest.follow(
                        "https://management.azure.com/subscriptions/s/operations/1?api-version=1&s=signed")))
                .hasMessageNotContaining("signed")
                .hasMessageNotContaining("token-1")
                .hasMessageNotContaining(FakeTransport.SECRET);
    }

    @Test
    void bodyThatIsCutOffIsNotQuoted() {
        desk.azure
                .on("POST", "listClusterUserCredential")
                .reply(200, "{\"kubeconfigs\":[{\"value\":\"" + FakeTransport.SECRET);
        assertThatThrownBy(() -> desk.send(
                        ArmRequest.post(Desk.CLUSTER, "listClusterUserCredential", Desk.VERSION, Json.missing())
                                .repeatSafe()))
                .isInstanceOf(ArmException.class)
                .hasMessageContaining("no JSON")
                .satisfies(failure -> {
                    java.io.StringWriter text = new java.io.StringWriter();
                    failure.printStackTrace(new java.io.PrintWriter(text));
                    assertThat(text.toString()).doesNotContain(FakeTransport.SECRET);
                });
    }
}
