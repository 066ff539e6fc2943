package dev.aks4j.core.internal.operation;

import static dev.aks4j.core.internal.operation.Scene.CLUSTER;
import static dev.aks4j.core.internal.operation.Scene.LOCATION;
import static dev.aks4j.core.internal.operation.Scene.STATUS_URL;
import static dev.aks4j.core.internal.operation.Scene.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aks4j.core.model.AksException;
import dev.aks4j.core.operation.OperationToken;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a token while its operation goes on is enough to make it anew. */
class KeptTokenTest {

    private static OperationToken token(String method, Optional<String> statusUrl, Optional<String> location) {
        return new OperationToken(method, CLUSTER, VERSION, "", statusUrl, location, Instant.EPOCH);
    }

    @Test
    void tokenComesBackAsItWas() {
        OperationToken put = token("PUT", Optional.of(STATUS_URL), Optional.empty());
        OperationToken post = token("POST", Optional.of(STATUS_URL), Optional.of(LOCATION));
        OperationToken delete = token("DELETE", Optional.empty(), Optional.of(LOCATION));
        assertThat(KeptToken.of(put).token()).isEqualTo(put);
        assertThat(KeptToken.of(post).token()).isEqualTo(post);
        assertThat(KeptToken.of(delete).token()).isEqualTo(delete);
    }

    @Test
    void locationIsDroppedWhereNothingIsReadFromIt() {
        OperationToken put = token("PUT", Optional.of(STATUS_URL), Optional.of(LOCATION));
        assertThat(KeptToken.of(put).token()).isEqualTo(token("PUT", Optional.of(STATUS_URL), Optional.empty()));
    }

    @Test
    void answerWithTheSameUrlsAllocatesNothingThatStays() {
        KeptToken kept = KeptToken.of(token("PUT", Optional.of(STATUS_URL), Optional.empty()));
        assertThat(kept.with(Optional.empty(), Optional.empty())).isSameAs(kept);
        assertThat(kept.with(Optional.of(STATUS_URL), Optional.of(LOCATION))).isSameAs(kept);
        assertThat(kept.with(Optional.of(STATUS_URL + "2"), Optional.empty()).statusUrl())
                .contains(STATUS_URL + "2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "token",
                "[]",
                "{\"v\":2}",
                "{\"v\":1}",
                "{\"v\":1,\"method\":\"GET\",\"resource\":\"/subscriptions/s\",\"started\":\"2026-01-01T00:00:00Z\"}",
                "{\"v\":1,\"method\":\"PUT\",\"resource\":\"shop\",\"started\":\"2026-01-01T00:00:00Z\"}",
                "{\"v\":1,\"method\":\"PUT\",\"resource\":\"/subscriptions/s\",\"started\":\"today\"}"
            })
    void textThatIsNoTokenIsRefused(String text) {
        assertThatThrownBy(() -> OperationToken.parse(text)).isInstanceOf(AksException.class);
    }
}
