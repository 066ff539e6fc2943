package dev.aks4j.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.internal.auth.AzureCliTokens;
import dev.aks4j.core.internal.auth.TokenSource;
import dev.aks4j.core.testing.FakeEntra;
import dev.aks4j.core.testing.FakeScheduler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes to Entra with a challenge, what an answer without a time means, and what the Azure CLI says. */
class CredentialDetailsTest {

    private static final String SCOPE = "https://management.azure.com/.default";
    private static final Optional<String> CLAIMS = Optional.of("{\"access_token\":{\"nbf\":{\"value\":\"17\"}}}");

    private final FakeScheduler time = new FakeScheduler();
    private final FakeEntra entra = new FakeEntra();

    private AccessToken token(AksCredential credential, Optional<String> claims) throws Exception {
        return time.await(
                Tokens.of(credential, AzureCloud.PUBLIC, entra, time).token(SCOPE, claims), Duration.ofMinutes(5));
    }

    /** Without them the answer is the token that was refused, and the next one too. */
    @Test
    void claimsOfAChallengeReachEntra() throws Exception {
        for (AksCredential credential : List.of(
                AksCredential.clientSecret("t", "c", "very~secret.value"),
                AksCredential.onBehalfOf("t", "c", "very~secret.value", () -> "token.of.user"))) {
            token(credential, CLAIMS);
            token(credential, Optional.empty());
            List<String> sent = entra.seen().stream()
                    .map(request -> URLDecoder.decode(request.body(), StandardCharsets.UTF_8))
                    .toList();
            assertThat(sent.get(sent.size() - 2)).contains("nbf").contains("17").contains("cp1");
            assertThat(sent.get(sent.size() - 1)).doesNotContain("nbf").contains("cp1");
        }
    }

    @Test
    void tokenWithoutATimeIsNotTakenForOneThatIsOver() throws Exception {
        for (String times : List.of("", "\"expires_in\":0,\"expires_on\":0,")) {
            entra.reply(200, "{" + times + "\"access_token\":\"t\",\"token_type\":\"Bearer\"}");
            AccessToken token = token(AksCredential.clientSecret("t", "c", "very~secret.value"), Optional.empty());
            assertThat(token.getExpiresAt()).isAfter(time.now().atOffset(ZoneOffset.UTC));
        }
    }

    private static AccessToken cli(AzureCliTokens.Shell shell) throws Exception {
        return new AzureCliTokens(shell)
                .acquire(
                        SCOPE,
                        Optional.empty(),
                        new TokenSource.Surroundings(AzureCloud.PUBLIC, new FakeEntra(), new FakeScheduler()))
                .toCompletableFuture()
                .get();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ERROR: not signed in|ERROR: not signed in. Run",
                "ERROR: no.|ERROR: no. Run",
                "''|it said nothing. Run"
            })
    void whatTheCommandSaysIsTold(String said, String told) {
        assertThatThrownBy(
                        () -> cli(command -> new AzureCliTokens.Output(1, "", said.isEmpty() ? "" : said + "\nmore")))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("The Azure CLI gave no token: " + told);
    }

    @Test
    void olderCommandTellsTheTimeInWords() throws Exception {
        AccessToken token = cli(command -> new AzureCliTokens.Output(
                0, "{\"accessToken\":\"t\",\"expires_on\":0,\"expiresOn\":\"2031-03-01 10:00:00.000000\"}", ""));
        assertThat(token.getExpiresAt().getYear()).isEqualTo(2031);
    }

    @Test
    void interruptWhileTheCommandRunsIsKept() {
        assertThatThrownBy(() -> cli(command -> {
                    throw new InterruptedException();
                }))
                .hasMessageContaining("was interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void commandRunsOnThisMachineWithoutInput() throws IOException, InterruptedException {
        AzureCliTokens.Output output =
                AzureCliTokens.onThisMachine(List.of("sh", "-c", "echo out; echo err >&2; cat; exit 3"));
        assertThat(output).isEqualTo(new AzureCliTokens.Output(3, "out\n", "err\n"));
    }
}
