package dev.aks4j.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.microsoft.aad.msal4j.HttpResponse;
import com.microsoft.aad.msal4j.IHttpClient;
import dev.aks4j.core.internal.auth.AzureCliTokens;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.testing.FakeEntra;
import dev.aks4j.core.testing.FakeScheduler;
import dev.aks4j.testing.SelfSigned;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates, users, identities of machines, and what happens when thousands ask at once. */
class SignInFlowsTest {

    private static final String SCOPE = "https://management.azure.com/.default";
    private static final String PASSWORD = "pfx~password";
    private static final SelfSigned OLD = SelfSigned.make("old");
    private static final SelfSigned NEW = SelfSigned.make("new");

    private final FakeScheduler time = new FakeScheduler();
    private final FakeEntra entra = new FakeEntra();

    @TempDir
    private Path folder;

    private Tokens tokens(AksCredential credential) {
        return Tokens.of(credential, AzureCloud.PUBLIC, entra, time);
    }

    private AccessToken token(Tokens tokens) {
        try {
            return time.await(tokens.token(SCOPE), Duration.ofMinutes(30));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new AssertionError(e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("key.pem"), text);
    }

    private static Json header(String body) {
        String assertion = body.replaceAll(".*client_assertion=([^&]+).*", "$1");
        return Json.parse(new String(Base64.getUrlDecoder().decode(assertion.split("\\.")[0]), StandardCharsets.UTF_8));
    }

    @Test
    void aCertificateSignsAnAssertionAndIsReadAgain() throws IOException {
        Path file = file(OLD.keyPem() + OLD.certificatePem());
        Tokens tokens = tokens(AksCredential.clientCertificate("t", "c", file));
        assertThat(token(tokens).getToken()).isEqualTo("token-1");
        Json first = header(entra.seen().get(0).body());
        file(NEW.certificatePem() + NEW.oldKeyPem());
        time.advance(Duration.ofHours(1));
        assertThat(token(tokens).getToken()).isEqualTo("token-2");
        Json second = header(entra.seen().get(1).body());
        assertThat(first.has("x5c"))
                .as("the chain is sent only where it is wanted")
                .isFalse();
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void aPfxFileHasItsPasswordAndItsChainIsSentAlong() throws IOException, GeneralSecurityException {
        Path file = folder.resolve("key.pfx");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "key", OLD.keys().getPrivate(), PASSWORD.toCharArray(), new Certificate[] {OLD.certificate()});
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
        token(tokens(AksCredential.clientCertificate("t", "c", file, PASSWORD, true)));
        assertThat(header(entra.seen().get(0).body()).path("x5c").get(0).asText())
                .isEqualTo(Base64.getEncoder().encodeToString(OLD.certificate().getEncoded()));
        assertThatThrownBy(() -> token(tokens(AksCredential.clientCertificate("t", "c", file, "other", true))))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("is no PEM or PFX file that can be read with its password")
                .hasMessageNotContaining("other");
    }

    @Test
    void filesThatAreNoKeyWithItsCertificateAreToldApart() throws IOException {
        Map<String, String> wrong = Map.of(
                OLD.certificatePem(),
                "has no private key",
                OLD.keyPem(),
                "has no certificate for its key",
                OLD.keyPem() + NEW.certificatePem(),
                "has no certificate for its key",
                OLD.keyPem().replace("PRIVATE", "ENCRYPTED PRIVATE"),
                "has an encrypted key",
                "nonsense",
                "is no PEM or PFX file");
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            Path file = file(each.getKey());
            assertThatThrownBy(() -> token(tokens(AksCredential.clientCertificate("t", "c", file))))
                    .isInstanceOf(CredentialException.class)
                    .hasMessageContaining(each.getValue());
        }
        assertThat(entra.seen()).isEmpty();
    }

    @Test
    void anAssertionThatIsQuotedBackIsNotTold() throws IOException {
        AksCredential credential = AksCredential.clientCertificate("t", "c", file(OLD.keyPem() + OLD.certificatePem()));
        List<String> bodies = new ArrayList<>();
        IHttpClient quoting = request -> {
            bodies.add(request.body());
            HttpResponse response = new HttpResponse();
            response.statusCode(400);
            response.body("{\"error\":\"invalid_client\",\"error_description\":\"" + request.body() + "\"}");
            response.addHeaders(Map.of("Content-Type", List.of("application/json")));
            return response;
        };
        Tokens tokens = Tokens.of(credential, AzureCloud.PUBLIC, quoting, time);
        assertThatThrownBy(() -> token(tokens)).satisfies(failure -> {
            String assertion = bodies.get(0).replaceAll(".*client_assertion=([^&]+).*", "$1");
            assertThat(assertion).hasSizeGreaterThan(300);
            for (Throwable each = failure; each != null; each = each.getCause()) {
                assertThat(String.valueOf(each)).doesNotContain(assertion.substring(0, 60));
            }
        });
    }

    @Test
    void onBehalfOfAUserSendsTheUsersTokenAndAsksForItAgain() {
        int[] asked = {0};
        Tokens tokens = tokens(AksCredential.onBehalfOf("t", "c", "the~secret", () -> "of-the-user-" + ++asked[0]));
        token(tokens);
        time.advance(Duration.ofHours(1));
        token(tokens);
        assertThat(entra.seen().get(0).body())
                .contains("requested_token_use=on_behalf_of", "assertion=of-the-user-1", "client_secret=");
        assertThat(entra.seen().get(1).body()).contains("assertion=of-the-user-2");
    }

    @Test
    void aDeviceCodeIsToldAndTheSignInIsRenewedWithoutThePerson() {
        List<String> told = new ArrayList<>();
        entra.reply(
                        200,
                        "{\"device_code\":\"the-device-code\",\"user_code\":\"ABCD\",\"verification_uri\":\"https://x\","
                                + "\"expires_in\":900,\"interval\":0,\"message\":\"Open https://x and type ABCD\"}")
                .reply(400, "{\"error\":\"authorization_pending\",\"error_description\":\"not yet\"}")
                .reply(200, signedIn("user-1", "refresh-1"))
                .reply(200, signedIn("user-2", "refresh-2"));
        Tokens tokens = tokens(AksCredential.deviceCode("t", told::add));
        assertThat(token(tokens).getToken()).isEqualTo("user-1");
        assertThat(told).containsExactly("Open https://x and type ABCD");
        time.advance(Duration.ofHours(1));
        assertThat(token(tokens).getToken()).isEqualTo("user-2");
        assertThat(entra.seen().get(3).body()).contains("refresh_token=refresh-1");
        assertThat(told).hasSize(1);
    }

    private static String signedIn(String token, String refresh) {
        String claims = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"oid\":\"o\",\"sub\":\"s\",\"tid\":\"t\",\"preferred_username\":\"ann\"}"
                        .getBytes(StandardCharsets.UTF_8));
        String client = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"uid\":\"o\",\"utid\":\"t\"}".getBytes(StandardCharsets.UTF_8));
        return "{\"token_type\":\"Bearer\",\"scope\":\"" + SCOPE + "\",\"expires_in\":3600,\"access_token\":\"" + token
                + "\",\"refresh_token\":\"" + refresh + "\",\"id_token\":\"e30." + claims + ".x\",\"client_info\":\""
                + client + "\"}";
    }

    @Test
    void identitiesOfMachinesAreNamedInEachWay() {
        ResourceId id = ResourceId.parse(
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i");
        assertThat(AksCredential.managedIdentity(id)).hasToString("managed identity " + id);
        assertThat(AksCredential.managedIdentityByObjectId("o")).hasToString("managed identity with object id o");
    }

    @Test
    void standardTakesACertificateAndTellsWhatItPassedOver() throws IOException {
        Map<String, String> environment = Map.of(
                "AZURE_TENANT_ID",
                "t",
                "AZURE_CLIENT_ID",
                "c",
                "AZURE_CLIENT_CERTIFICATE_PATH",
                folder.resolve("missing.pem").toString());
        AksCredential credential = AksCredential.standard(environment, new AzureCliTokens(command -> {
            throw new IOException("not asked");
        }));
        assertThat(credential).hasToString("the standard credential (certificate of c in tenant t)");
        assertThatThrownBy(() -> token(tokens(credential)))
                .isInstanceOf(CredentialException.class)
                .hasMessageContaining("missing.pem cannot be read")
                .hasMessageContaining("took certificate of c in tenant t because the environment has it")
                .hasMessageContaining("client secret (AZURE_CLIENT_SECRET not set)");
    }

    @Test
    void aCloudIsReadFromWhatItsResourceManagerSays() {
        String one =
                "{\"name\":\"Private\",\"resourceManager\":\"https://arm.corp.example/\",\"microsoftGraphResourceId\":"
                        + "\"https://graph.corp.example/\",\"authentication\":{\"loginEndpoint\":\"https://login.corp.example/\","
                        + "\"audiences\":[\"https://management.corp.example/\",\"https://other/\"]}}";
        AzureCloud cloud = AzureCloud.ofMetadata(
                "https://arm.corp.example", Json.parse("[{\"resourceManager\":\"https://x/\"}," + one + "]"));
        assertThat(cloud.entraAuthority()).isEqualTo("https://login.corp.example");
        assertThat(cloud.armScope()).isEqualTo("https://management.corp.example//.default");
        assertThat(cloud.graphEndpoint()).contains("https://graph.corp.example");
        assertThat(AzureCloud.ofMetadata("https://arm.corp.example/", Json.parse(one)))
                .isEqualTo(cloud);
        assertThatThrownBy(() -> AzureCloud.ofMetadata("https://arm.corp.example", Json.parse("[]")))
                .hasMessageContaining("describes no cloud");
    }

    @Test
    void fiveThousandCallersAreOneRequestAndASlowSourceStallsNobodyElse() {
        CompletableFuture<AccessToken> never = new CompletableFuture<>();
        Tokens slow = tokens(AksCredential.of(request -> reactor.core.publisher.Mono.fromFuture(never)));
        List<CompletableFuture<AccessToken>> waiting = new ArrayList<>();
        Tokens tokens = tokens(AksCredential.clientSecret("t", "c", "the~secret"));
        for (int i = 0; i < 5_000; i++) {
            if (i % 10 == 0) {
                waiting.add(slow.token(SCOPE).toCompletableFuture());
            }
            waiting.add(tokens.token(SCOPE, Optional.empty()).toCompletableFuture());
        }
        time.settle();
        assertThat(entra.seen()).hasSize(1);
        assertThat(waiting.stream().filter(CompletableFuture::isDone)).hasSize(5_000);
        assertThat(waiting.stream().filter(each -> !each.isDone())).hasSize(500);
        never.complete(new AccessToken("at-last", java.time.OffsetDateTime.MAX));
        time.settle();
        assertThat(waiting).allMatch(CompletableFuture::isDone);
    }
}
