package dev.aks4j.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.internal.auth.AzureCliTokens;
import dev.aks4j.core.internal.auth.ManagedIdentityTokens;
import dev.aks4j.core.internal.auth.TokenSource;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.testing.FakeEntra;
import dev.aks4j.core.testing.FakeScheduler;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Credentials, what they send, what they keep, and what they never show. */
class CredentialTest {

    private static final String SECRET = "very~secret.value";
    private static final String SCOPE = "https://management.azure.com/.default";

    private static final String MACHINE_TOKEN =
            "{\"access_token\":\"of-the-machine\",\"expires_on\":\"1767229200\",\"token_type\":\"Bearer\",\"resource\":\"r\"}";

    private final FakeScheduler time = new FakeScheduler();
    private final FakeEntra entra = new FakeEntra();

    private AccessToken token(AksCredential credential) {
        return token(Tokens.of(credential, AzureCloud.PUBLIC, entra, time), SCOPE, Optional.empty());
    }

    private AccessToken token(Tokens tokens, String scope, Optional<String> claims) {
        try {
            return time.await(tokens.token(scope, claims), Duration.ofMinutes(5));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new AssertionError(e.getCause());
        } catch (java.util.concurrent.TimeoutException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String everything(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void clientSecretAsksTheTenantsEndpoint() {
        AccessToken token = token(AksCredential.clientSecret("tenant-1", "app-1", SECRET));
        assertThat(token.getToken()).isEqualTo("token-1");
        assertThat(token.getExpiresAt()).isEqualTo(time.now().plusSeconds(3600).atOffset(ZoneOffset.UTC));
        assertThat(entra.seen()).singleElement().satisfies(request -> {
            assertThat(request.url()).hasToString("https://login.microsoftonline.com/tenant-1/oauth2/v2.0/token");
            assertThat(request.body())
                    .contains("client_id=app-1")
                    .contains("client_secret=")
                    .contains("management.azure.com");
        });
    }

    @Test
    void tokensAreKeptAlsoWhenTheAuthorityHasAPort() {
        AzureCloud cloud = AzureCloud.custom("https://localhost:8443", "https://localhost:9443/");
        Tokens tokens = Tokens.of(AksCredential.clientSecret("tenant-1", "app-1", SECRET), cloud, entra, time);
        token(tokens, cloud.armScope(), Optional.empty());
        token(tokens, cloud.armScope(), Optional.empty());
        assertThat(entra.seen()).hasSize(1);
        token(tokens, "6dae42f8-4368-4678-94ff-3960e28e3630/.default", Optional.empty());
        assertThat(entra.seen()).hasSize(2);
        assertThat(entra.seen().get(0).url()).hasToString("https://localhost:9443/tenant-1/oauth2/v2.0/token");
    }

    @Test
    void callersAtTheSameTimeShareOneRequest() {
        Tokens tokens = Tokens.of(AksCredential.clientSecret("t", "c", SECRET), AzureCloud.PUBLIC, entra, time);
        var first = tokens.token(SCOPE).toCompletableFuture();
        var second = tokens.token(SCOPE).toCompletableFuture();
        time.settle();
        assertThat(first.join()).isSameAs(second.join());
        assertThat(entra.seen()).hasSize(1);
    }

    @Test
    void claimsPassTheKeptTokenBy() {
        Tokens tokens = Tokens.of(AksCredential.clientSecret("t", "c", SECRET), AzureCloud.PUBLIC, entra, time);
        token(tokens, SCOPE, Optional.empty());
        assertThat(token(tokens, SCOPE, Optional.of("{\"access_token\":{\"nbf\":{\"value\":\"1\"}}}"))
                        .getToken())
                .isEqualTo("token-2");
        assertThat(token(tokens, SCOPE, Optional.empty()).getToken()).isEqualTo("token-2");
    }

    /** When Entra revokes a session, every request under way is answered with one challenge. */
    @Test
    void callersChallengedWithTheSameClaimsShareOneRequest() {
        Tokens tokens = Tokens.of(AksCredential.clientSecret("t", "c", SECRET), AzureCloud.PUBLIC, entra, time);
        token(tokens, SCOPE, Optional.empty());
        Optional<String> claims = Optional.of("{\"access_token\":{\"nbf\":{\"value\":\"1\"}}}");
        var first = tokens.token(SCOPE, claims).toCompletableFuture();
        var second = tokens.token(SCOPE, claims).toCompletableFuture();
        time.settle();
        assertThat(first.join()).isSameAs(second.join());
        assertThat(token(tokens, SCOPE, claims).getToken()).isEqualTo("token-2");
        assertThat(token(tokens, SCOPE, Optional.of("{\"access_token\":{\"nbf\":{\"value\":\"2\"}}}"))
                        .getToken())
                .isEqualTo("token-3");
        assertThat(entra.seen()).hasSize(3);
    }

    @Test
    void challengeThatCouldNotBeMetIsTriedAgain() {
        Tokens tokens = Tokens.of(AksCredential.clientSecret("t", "c", SECRET), AzureCloud.PUBLIC, entra, time);
        Optional<String> claims = Optional.of("{\"access_token\":{\"nbf\":{\"value\":\"1\"}}}");
        entra.reply(401, "{\"error\":\"invalid_client\",\"error_description\":\"x\"}");
        assertThatThrownBy(() -> token(tokens, SCOPE, claims)).isInstanceOf(CredentialException.class);
        assertThat(token(tokens, SCOPE, claims).getToken()).isEqualTo("token-1");
    }

    @Test
    void wrongSecretFailsAtOnceAndIsNowhereInTheFailure() {
        entra.reply(
                401,
                "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid client secret provided: "
                        + SECRET + "\"}");
        assertThatThrownBy(() -> token(AksCredential.clientSecret("t", "c", SECRET)))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("AADSTS7000215")
                .hasMessageContaining("client secret of c")
                .satisfies(failure -> assertThat(everything(failure)).doesNotContain(SECRET));
        assertThat(entra.seen()).hasSize(1);
    }

    @Test
    void failureIsNotKept() {
        entra.reply(401, "{\"error\":\"invalid_client\",\"error_description\":\"x\"}");
        Tokens tokens = Tokens.of(AksCredential.clientSecret("t", "c", SECRET), AzureCloud.PUBLIC, entra, time);
        assertThatThrownBy(() -> token(tokens, SCOPE, Optional.empty())).isInstanceOf(CredentialException.class);
        assertThat(token(tokens, SCOPE, Optional.empty()).getToken()).isEqualTo("token-1");
    }

    @Test
    void tokenThatIsAboutToExpireServesOnWhileNoNewOneCanBeHad() {
        Tokens tokens = Tokens.of(AksCredential.clientSecret("t", "c", SECRET), AzureCloud.PUBLIC, entra, time);
        token(tokens, SCOPE, Optional.empty());
        time.advance(Duration.ofMinutes(56));
        entra.reply(401, "{\"error\":\"invalid_client\",\"error_description\":\"x\"}");
        assertThat(token(tokens, SCOPE, Optional.empty()).getToken()).isEqualTo("token-1");
        assertThat(token(tokens, SCOPE, Optional.empty()).getToken()).isEqualTo("token-2");
        time.advance(Duration.ofMinutes(61));
        entra.reply(401, "{\"error\":\"invalid_client\",\"error_description\":\"x\"}");
        assertThatThrownBy(() -> token(tokens, SCOPE, Optional.empty())).isInstanceOf(CredentialException.class);
    }

    @Test
    void endpointThatIsBusyIsAskedAgain() {
        entra.reply(503, "{\"error\":\"temporarily_unavailable\"}").fail(new IOException("reset"));
        assertThat(token(AksCredential.clientSecret("t", "c", SECRET)).getToken())
                .isEqualTo("token-1");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void hostThatCannotBeFoundIsAskedAgainAndItsFailureMayPass() {
        for (int i = 0; i < 4; i++) {
            entra.fail(new UnknownHostException("login.microsoftonline.com"));
        }
        assertThatThrownBy(() -> token(AksCredential.clientSecret("t", "c", SECRET)))
                .isInstanceOfSatisfying(
                        CredentialException.class,
                        failure -> assertThat(failure.mayPass()).isTrue())
                .hasRootCauseInstanceOf(UnknownHostException.class);
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(7));
        assertThat(token(AksCredential.clientSecret("t", "c", SECRET)).getToken())
                .isEqualTo("token-1");
    }

    @Test
    void refusedCredentialDoesNotPass() {
        entra.reply(401, "{\"error\":\"invalid_client\"}");
        assertThatThrownBy(() -> token(AksCredential.clientSecret("t", "c", SECRET)))
                .isInstanceOfSatisfying(
                        CredentialException.class,
                        failure -> assertThat(failure.mayPass()).isFalse());
    }

    /** The documentation of the instance metadata service asks to wait up to 70 seconds on 410, and to try again on 404. */
    @ParameterizedTest
    @ValueSource(ints = {404, 410, 429, 500, 503})
    void machineWhoseIdentityIsNotThereYetIsAskedForSeventySeconds(int status) {
        for (int i = 0; i < 7; i++) {
            entra.reply(status, "{\"error\":\"not_found\"}");
        }
        entra.reply(200, MACHINE_TOKEN);
        assertThat(token(AksCredential.managedIdentity()).getToken()).isEqualTo("of-the-machine");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(70));
        for (int i = 0; i < 20; i++) {
            entra.reply(status, "{\"error\":\"not_found\"}");
        }
        int before = entra.seen().size();
        Duration from = time.elapsed();
        assertThatThrownBy(() -> token(AksCredential.managedIdentity("c")))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("answered " + status);
        assertThat(time.elapsed().minus(from)).isEqualTo(Duration.ofSeconds(70));
        assertThat(entra.seen()).hasSize(before + 8);
    }

    @Test
    void machineThatKnowsNoSuchIdentityIsToldAtOnce() {
        entra.reply(400, "{\"error\":\"invalid_request\",\"error_description\":\"Identity not found\"}");
        assertThatThrownBy(() -> token(AksCredential.managedIdentity())).hasMessageContaining("Identity not found");
        assertThat(time.elapsed()).isZero();
    }

    /** They went out in reverse. */
    @Test
    void callersGetTheTokenInTheOrderInWhichTheyAsked() {
        Tokens tokens = Tokens.of(AksCredential.clientSecret("t", "c", SECRET), AzureCloud.PUBLIC, entra, time);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            int number = i;
            tokens.token(SCOPE).thenAccept(token -> order.add(number));
        }
        time.settle();
        assertThat(order).hasSize(50).isSorted();
        assertThat(entra.seen()).hasSize(1);
    }

    @Test
    void refusedTokenIsNotHandedOutAgainAndOthersAreKept() {
        Tokens tokens = Tokens.of(AksCredential.clientSecret("t", "c", SECRET), AzureCloud.PUBLIC, entra, time);
        AccessToken first = token(tokens, SCOPE, Optional.empty());
        tokens.refused(SCOPE, first);
        AccessToken second = token(tokens, SCOPE, Optional.empty());
        assertThat(second.getToken()).isEqualTo("token-2");
        // Somebody whose request was under way with the first.
        tokens.refused(SCOPE, first);
        assertThat(token(tokens, SCOPE, Optional.empty()).getToken()).isEqualTo("token-2");
    }

    @ParameterizedTest
    @ValueSource(longs = {-180, 180, -100_000})
    void clockThatIsSetMakesNoTokenOlderOrYounger(long minutes) {
        Tokens tokens = Tokens.of(AksCredential.clientSecret("t", "c", SECRET), AzureCloud.PUBLIC, entra, time);
        token(tokens, SCOPE, Optional.empty());
        time.setWallClock(Duration.ofMinutes(minutes));
        assertThat(token(tokens, SCOPE, Optional.empty()).getToken()).isEqualTo("token-1");
        time.advance(Duration.ofMinutes(56));
        assertThat(token(tokens, SCOPE, Optional.empty()).getToken()).isEqualTo("token-2");
    }

    @Test
    void sourceThatNeverAnswersIsGivenUpAndAskedAnewByTheNextCaller() {
        int[] asked = {0};
        Tokens tokens = Tokens.of(
                AksCredential.of(request -> asked[0]++ < 4
                        ? Mono.never()
                        : Mono.just(new AccessToken(
                                "late", time.now().plusSeconds(3600).atOffset(ZoneOffset.UTC)))),
                AzureCloud.PUBLIC,
                entra,
                time);
        assertThatThrownBy(() -> time.await(tokens.token(SCOPE), Duration.ofMinutes(20)))
                .hasCauseInstanceOf(CredentialException.class)
                .hasMessageContaining("no answer within 120 s");
        assertThat(token(tokens, SCOPE, Optional.empty()).getToken()).isEqualTo("late");
    }

    /** It blocked its caller in 58 of 200 calls. */
    @Test
    void callerIsNeverBlockedAndNothingOfTheSourceRunsOnItsThread() throws Exception {
        Thread caller = Thread.currentThread();
        CountDownLatch go = new CountDownLatch(1);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 200; i++) {
            Tokens tokens = Tokens.of(
                    AksCredential.of(request -> {
                        threads.add(Thread.currentThread());
                        return Mono.fromCallable(() -> {
                            threads.add(Thread.currentThread());
                            go.await();
                            return new AccessToken("t", java.time.OffsetDateTime.MAX);
                        });
                    }),
                    AzureCloud.PUBLIC,
                    entra,
                    dev.aks4j.core.model.Scheduler.standard());
            tokens.token(SCOPE);
        }
        // All 200 block, and one that does not is served all the same.
        AccessToken healthy = Tokens.of(
                        AksCredential.of(
                                request -> Mono.just(new AccessToken("healthy", java.time.OffsetDateTime.MAX))),
                        AzureCloud.PUBLIC,
                        entra,
                        dev.aks4j.core.model.Scheduler.standard())
                .token(SCOPE)
                .toCompletableFuture()
                .get(10, TimeUnit.MINUTES);
        go.countDown();
        assertThat(healthy.getToken()).isEqualTo("healthy");
        assertThat(threads).doesNotContain(caller).hasSizeGreaterThan(100);
    }

    @Test
    void assertionIsAskedForEachTime() {
        int[] asked = {0};
        Tokens tokens = Tokens.of(
                AksCredential.clientAssertion("t", "c", () -> "assertion-" + ++asked[0]),
                AzureCloud.PUBLIC,
                entra,
                time);
        token(tokens, SCOPE, Optional.empty());
        time.advance(Duration.ofHours(1));
        token(tokens, SCOPE, Optional.empty());
        assertThat(entra.seen().get(0).body()).contains("client_assertion=assertion-1");
        assertThat(entra.seen().get(1).body()).contains("client_assertion=assertion-2");
    }

    @Test
    void workloadIdentityReadsItsFileAgain(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "first\n");
        Map<String, String> environment =
                Map.of("AZURE_TENANT_ID", "t", "AZURE_CLIENT_ID", "c", "AZURE_FEDERATED_TOKEN_FILE", file.toString());
        AksCredential credential = AksCredential.standard(environment, cli(0, "", ""));
        assertThat(credential).hasToString("the standard credential (workload identity of c in tenant t)");
        Tokens tokens = Tokens.of(credential, AzureCloud.PUBLIC, entra, time);
        token(tokens, SCOPE, Optional.empty());
        Files.writeString(file, "second\n");
        time.advance(Duration.ofHours(1));
        token(tokens, SCOPE, Optional.empty());
        assertThat(entra.seen().get(0).body()).contains("client_assertion=first");
        assertThat(entra.seen().get(1).body()).contains("client_assertion=second");
        Files.delete(file);
        time.advance(Duration.ofHours(1));
        assertThatThrownBy(() -> token(tokens, SCOPE, Optional.empty()))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("AZURE_FEDERATED_TOKEN_FILE");
    }

    @Test
    void standardTakesTheSecretOfTheEnvironment() {
        Map<String, String> environment =
                Map.of("AZURE_TENANT_ID", "t", "AZURE_CLIENT_ID", "c", "AZURE_CLIENT_SECRET", SECRET);
        AksCredential credential = AksCredential.standard(environment, cli(0, "", ""));
        assertThat(token(credential).getToken()).isEqualTo("token-1");
        assertThat(credential.toString()).contains("client secret of c").doesNotContain(SECRET);
    }

    @Test
    void standardTakesTheManagedIdentityWhenItsEndpointIsConfigured() {
        assertThat(AksCredential.standard(Map.of("IDENTITY_ENDPOINT", "http://x"), cli(0, "", "")))
                .hasToString("the standard credential (system-assigned managed identity)");
    }

    @Test
    void standardSaysInOneSentenceWhatItTried() {
        AksCredential credential =
                AksCredential.standard(new HashMap<>(), cli(1, "", "ERROR: Please run 'az login'\n"));
        assertThatThrownBy(() -> token(credential))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("No credential found. Tried: workload identity (")
                .hasMessageContaining("client secret (")
                .hasMessageContaining("managed identity (")
                .hasMessageContaining("az login")
                .hasMessageNotContaining("\n");
    }

    /** Whatever step is taken and fails, the message says which it was, why it was taken, what failed, and what was before. */
    @Test
    void eachStepOfTheStandardCredentialSaysWhyItFailed(@TempDir Path folder) {
        String missing = folder.resolve("missing").toString();
        Map<String, String> application = Map.of("AZURE_TENANT_ID", "t", "AZURE_CLIENT_ID", "c");
        fails(
                with(application, "AZURE_FEDERATED_TOKEN_FILE", missing),
                "missing cannot be read; check AZURE_FEDERATED_TOKEN_FILE",
                "took workload identity",
                "it comes first");
        entra.reply(401, "{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: wrong\"}");
        fails(
                with(application, "AZURE_CLIENT_SECRET", "the~secret"),
                "AADSTS7000215",
                "took client secret",
                "workload identity (AZURE_FEDERATED_TOKEN_FILE not set)");
        fails(
                with(application, "AZURE_CLIENT_CERTIFICATE_PATH", missing),
                "missing cannot be read",
                "took certificate of c in tenant t",
                "client secret (AZURE_CLIENT_SECRET not set)");
        fails(
                Map.of(),
                "No credential found",
                "client certificate (AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_CERTIFICATE_PATH not set)",
                "managed identity (none of IDENTITY_ENDPOINT",
                "az login");
    }

    private static Map<String, String> with(Map<String, String> some, String name, String value) {
        Map<String, String> all = new HashMap<>(some);
        all.put(name, value);
        return all;
    }

    private void fails(Map<String, String> environment, String... parts) {
        AksCredential credential = AksCredential.standard(environment, cli(1, "", "ERROR: Please run 'az login'\n"));
        assertThatThrownBy(() -> token(credential))
                .isInstanceOf(CredentialException.class)
                .hasMessageContainingAll(parts)
                .hasMessageNotContaining("the~secret")
                .hasMessageNotContaining("\n");
    }

    @Test
    void azureCliIsRead() {
        AksCredential credential = AksCredential.standard(
                Map.of(), cli(0, "{\"accessToken\":\"cli-token\",\"expires_on\":1767229200,\"expiresOn\":\"x\"}", ""));
        AccessToken token = token(credential);
        assertThat(token.getToken()).isEqualTo("cli-token");
        assertThat(token.getExpiresAt().toEpochSecond()).isEqualTo(1767229200);
    }

    @Test
    void azureCliThatPrintsSomethingElseDoesNotLeakIt() {
        AksCredential credential = AksCredential.standard(Map.of(), cli(0, "{\"accessToken\":\"" + SECRET, ""));
        assertThatThrownBy(() -> token(credential))
                .isInstanceOf(CredentialException.class)
                .satisfies(failure -> assertThat(everything(failure)).doesNotContain(SECRET));
    }

    @Test
    void anyTokenCredentialIsAccepted() {
        AksCredential credential = AksCredential.of(request -> Mono.just(new AccessToken(
                "theirs-" + request.getScopes(), time.now().plusSeconds(900).atOffset(ZoneOffset.UTC))));
        assertThat(token(credential).getToken()).isEqualTo("theirs-[" + SCOPE + "]");
        assertThatThrownBy(() -> token(AksCredential.of(request -> Mono.empty())))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("gave no token");
    }

    @Test
    void managedIdentityAsksForAResource() {
        assertThat(ManagedIdentityTokens.resource("https://management.azure.com/.default"))
                .isEqualTo("https://management.azure.com");
        entra.reply(
                200,
                "{\"access_token\":\"mi\",\"expires_on\":\"1767229200\",\"resource\":\"r\",\"token_type\":\"Bearer\"}");
        AccessToken token = token(AksCredential.managedIdentity("11111111-1111-1111-1111-111111111111"));
        assertThat(token.getToken()).isEqualTo("mi");
        assertThat(token.getExpiresAt().toEpochSecond()).isEqualTo(1767229200);
        assertThat(entra.seen().get(0).url().toString())
                .startsWith("http://169.254.169.254/metadata/identity/oauth2/token")
                .contains("client_id=11111111");
    }

    @Test
    void emptyPartsAreRefusedAndNothingShowsASecret() {
        assertThatThrownBy(() -> AksCredential.clientSecret("", "c", SECRET))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("tenant");
        assertThatThrownBy(() -> AksCredential.clientSecret("t", "c", null)).isInstanceOf(CredentialException.class);
        assertThat(AksCredential.clientSecret("t", "c", SECRET)).hasToString("client secret of c in tenant t");
    }

    @Test
    void cloudsAreHttpsOnly() {
        assertThat(AzureCloud.CHINA.armScope()).isEqualTo("https://management.chinacloudapi.cn/.default");
        assertThatThrownBy(() -> AzureCloud.custom("http://localhost", "https://localhost"))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("https");
        assertThatThrownBy(() -> AzureCloud.custom("localhost", "https://localhost"))
                .isInstanceOf(AksException.class);
    }

    private static TokenSource cli(int exitCode, String out, String err) {
        return new AzureCliTokens(command -> new AzureCliTokens.Output(exitCode, out, err));
    }

    /** An earlier version let HTTP clients say in their logs and exceptions which header they could not send. */
    @Test
    void tokenThatNoHeaderCanHoldIsRefusedWithoutATraceOfIt() {
        AksCredential credential = AksCredential.of(request -> Mono.just(new AccessToken(
                "my-token\nmy-token", time.now().plusSeconds(3600).atOffset(ZoneOffset.UTC))));
        assertThatThrownBy(() -> token(credential))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("no header can hold")
                .satisfies(failure -> assertThat(everything(failure)).doesNotContain("my-token"));
    }

    /** An earlier version let the JSON parser of msal4j quote the answer. */
    @Test
    void answerWithHalfATokenIsRefusedWithoutATraceOfIt() {
        entra.reply(200, "{\"token_type\":\"Bearer\",\"access_token\":\"my-token");
        assertThatThrownBy(() -> token(AksCredential.clientSecret("t", "c", SECRET)))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("that are no token")
                .satisfies(failure -> assertThat(everything(failure)).doesNotContain("my-token"));
    }

    /** An earlier version took the secret out of our exceptions only as it is, not as forms and JSON write it. */
    @Test
    void refusalThatQuotesTheFormIsToldWithoutTheSecret() {
        String secret = "aB3dE6gH9+/=&";
        entra.reply(
                400, "client_secret=" + java.net.URLEncoder.encode(secret, java.nio.charset.StandardCharsets.UTF_8));
        assertThatThrownBy(() -> token(AksCredential.clientSecret("t", "c", secret)))
                .isInstanceOf(CredentialException.class)
                .satisfies(failure -> assertThat(everything(failure)).doesNotContain("aB3dE6gH9"));
    }

    /** Whoever asked for one without an end waited for ever. */
    @Test
    void tokenServesWhateverItsCredentialSaysOfItsEnd() {
        for (OffsetDateTime end : Arrays.asList(null, OffsetDateTime.MAX, OffsetDateTime.MIN)) {
            int[] asked = {0};
            Tokens tokens = Tokens.of(
                    AksCredential.of(request -> Mono.just(new AccessToken("t-" + ++asked[0], end))),
                    AzureCloud.PUBLIC,
                    entra,
                    time);
            assertThat(token(tokens, SCOPE, Optional.empty()).getToken()).isEqualTo("t-1");
            token(tokens, SCOPE, Optional.empty());
            time.advance(Duration.ofMinutes(30));
            token(tokens, SCOPE, Optional.empty());
            assertThat(asked[0]).as("%s", end).isEqualTo(end == null ? 2 : end == OffsetDateTime.MAX ? 1 : 3);
        }
    }

    /** Entra revoked it: whatever becomes of the challenge, the old one is used no more. */
    @Test
    void tokenThatWasChallengedIsNotUsedAgainEvenIfNoOtherCanBeHad() {
        List<Optional<String>> asked = new ArrayList<>();
        Tokens tokens = Tokens.of(
                AksCredential.of(request -> {
                    asked.add(Optional.ofNullable(request.getClaims()));
                    return asked.size() == 2
                            ? Mono.error(new CredentialException("refused"))
                            : Mono.just(new AccessToken("t-" + asked.size(), OffsetDateTime.MAX));
                }),
                AzureCloud.PUBLIC,
                entra,
                time);
        token(tokens, SCOPE, Optional.empty());
        assertThatThrownBy(() -> token(tokens, SCOPE, Optional.of("{}"))).hasMessageContaining("refused");
        assertThat(token(tokens, SCOPE, Optional.empty()).getToken()).isEqualTo("t-3");
        assertThat(asked).containsExactly(Optional.empty(), Optional.of("{}"), Optional.empty());
    }
}
