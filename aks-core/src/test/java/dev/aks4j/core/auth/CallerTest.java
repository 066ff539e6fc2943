package dev.aks4j.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.model.AksException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {

    private static Caller of(String token) {
        Tokens tokens = (scope, claims) ->
                CompletableFuture.completedFuture(new AccessToken(token, OffsetDateTime.parse("2026-11-01T00:00:00Z")));
        return Caller.of(tokens, "https://management.azure.com/.default")
                .toCompletableFuture()
                .join();
    }

    private static String jwt(String claims) {
        String body = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return "header." + body + ".signature";
    }

    @Test
    void anApplicationIsNamedByItsServicePrincipal() {
        assertThat(of(jwt("{'oid':'o1','tid':'t1','idtyp':'app'}"))).isEqualTo(Caller.of("o1", "t1", false));
        assertThat(of(jwt("{'oid':'o1','tid':'t1','roles':['x']}"))).isEqualTo(Caller.of("o1", "t1", false));
    }

    @Test
    void aPersonIsKnownByTheKindOrTheScopeOfTheToken() {
        assertThat(of(jwt("{'oid':'o2','tid':'t1','idtyp':'user'}"))).isEqualTo(Caller.of("o2", "t1", true));
        assertThat(of(jwt("{'oid':'o2','tid':'t1','scp':'user_impersonation'}")))
                .isEqualTo(Caller.of("o2", "t1", true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"opaque-secret", "a.%%%.c", "a.c2VjcmV0.c"})
    void aTokenThatDoesNotTellIsSaidWithoutQuotingIt(String token) {
        assertThatThrownBy(() -> of(token))
                .hasCauseInstanceOf(AksException.class)
                .hasMessageContaining("no object id")
                .hasMessageNotContaining(token);
    }
}
