package dev.aks4j.tests.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.resourcemanager.containerservice.ContainerServiceManager;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.aks4j.core.arm.ArmException;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.ArmResponse;
import dev.aks4j.core.arm.MaybeExecutedException;
import dev.aks4j.core.arm.NoAnswerException;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.auth.Tokens;
import dev.aks4j.core.internal.arm.ArmPipeline;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.simulated.tls.CertificateAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transport for real use, against a server with a certificate of its own on this machine. */
class JdkTransportTest {

    private static final String SUBSCRIPTION = "00000000-0000-0000-0000-00000000000a";
    private static final ResourceId GROUP = ResourceId.group("rg").inSubscription(SUBSCRIPTION);

    @TempDir
    private Path folder;

    private final CertificateAuthority authority = CertificateAuthority.create("Test");
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private HttpsServer server;
    private String base;
    private Path pem;

    @BeforeEach
    void serve() throws Exception {
        pem = Files.writeString(folder.resolve("ca.pem"), authority.certificatePem());
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls()));
        server.createContext("/", this::answer);
        server.start();
        base = "https://127.0.0.1:" + server.getAddress().getPort();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private SSLContext tls() throws Exception {
        CertificateAuthority.Identity identity = authority.server(List.of("localhost"), List.of("127.0.0.1"));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", identity.key(), new char[0], new Certificate[] {
            identity.certificate(), authority.certificate()
        });
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        seen.add(exchange.getRequestMethod() + " " + path + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        if (path.contains("cut")) {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"half\":".getBytes(StandardCharsets.UTF_8));
            exchange.close();
            return;
        }
        String json = path.endsWith("/token")
                ? "{\"token_type\":\"Bearer\",\"expires_in\":3600,\"access_token\":\"wire-token\"}"
                : path.contains("absent")
                        ? "{\"error\":{\"code\":\"ResourceGroupNotFound\",\"message\":\"no\"}}"
                        : "{\"ok\":true}";
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(path.contains("absent") ? 404 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private ArmResponse send(Transport transport, String armBase, ArmRequest request) {
        AzureCloud cloud = AzureCloud.custom(armBase, base);
        Tokens tokens = Tokens.of(
                AksCredential.clientSecret("tenant", "app", "secret"), cloud, transport.entra(), transport.scheduler());
        CompletionStage<ArmResponse> answer = ArmPipeline.builder(transport, cloud, tokens, SUBSCRIPTION)
                .build()
                .client()
                .send(request);
        try {
            return transport.scheduler().await(answer, Duration.ofMinutes(10));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new AssertionError(e.getCause());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void requestAndTokenGoOverTls() {
        ArmResponse answer = send(Transport.standard(pem), base, ArmRequest.get(GROUP, "2025-04-01"));
        assertThat(answer.body().path("ok").asBoolean()).isTrue();
        assertThat(seen.get(0)).startsWith("POST /tenant/oauth2/v2.0/token").contains("client_secret=secret");
        assertThat(seen.get(1)).isEqualTo("GET " + GROUP + " Bearer wire-token ");
    }

    @Test
    void bodyArrives() {
        send(
                Transport.standard(pem),
                base,
                ArmRequest.put(GROUP, "2025-04-01", EngineWorld.json("{'location':'westeurope'}")));
        assertThat(seen.get(1)).endsWith("{\"location\":\"westeurope\"}");
    }

    @Test
    void serviceClientOfTheAzureLibraryRunsOnTheSamePipeline() {
        Transport transport = Transport.standard(pem);
        AzureCloud cloud = AzureCloud.custom(base, base);
        Tokens tokens = Tokens.of(
                AksCredential.clientSecret("tenant", "app", "secret"), cloud, transport.entra(), transport.scheduler());
        ArmPipeline pipeline =
                ArmPipeline.builder(transport, cloud, tokens, SUBSCRIPTION).build();
        Map<String, String> endpoints = new HashMap<>(AzureEnvironment.AZURE.getEndpoints());
        endpoints.put("resourceManagerEndpointUrl", base + "/");
        AzureProfile profile = new AzureProfile("tenant", SUBSCRIPTION, new AzureEnvironment(endpoints));
        var client = ContainerServiceManager.authenticate(pipeline.pipeline(), profile)
                .serviceClient();
        assertThat(client.getManagedClusters().getByResourceGroup("rg", "shop")).isNotNull();
        assertThat(seen.get(1))
                .startsWith("GET ")
                .contains("managedClusters/shop")
                .contains("Bearer wire-token");
    }

    @Test
    void errorIsAzures() {
        assertThatThrownBy(() -> send(
                        Transport.standard(pem),
                        base,
                        ArmRequest.get(ResourceId.group("absent").inSubscription(SUBSCRIPTION), "2025-04-01")))
                .isInstanceOfSatisfying(
                        ArmException.class,
                        failure -> assertThat(failure.error().code()).isEqualTo("ResourceGroupNotFound"));
    }

    @Test
    void certificateThatNobodyTrustsFailsAtOnce() {
        assertThatThrownBy(() -> send(Transport.standard(), base, ArmRequest.get(GROUP, "2025-04-01")))
                .isInstanceOf(dev.aks4j.core.auth.CredentialException.class)
                .hasRootCauseInstanceOf(java.security.cert.CertPathBuilderException.class);
        assertThat(seen).isEmpty();
    }

    @Test
    void hostThatCannotBeFoundIsTriedUntilTheDeadline() {
        assertThatThrownBy(() -> send(
                        Transport.standard(pem),
                        "https://no-such-host.invalid",
                        ArmRequest.get(GROUP, "2025-04-01").within(Duration.ofSeconds(5))))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("no-such-host.invalid");
    }

    @Test
    void portThatNobodyListensOnIsTriedUntilTheDeadline() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        assertThatThrownBy(() -> send(
                        Transport.standard(pem),
                        "https://127.0.0.1:" + port,
                        ArmRequest.get(GROUP, "2025-04-01").within(Duration.ofSeconds(5))))
                .isInstanceOf(NoAnswerException.class)
                .hasMessageContaining("ConnectException");
    }

    @Test
    void writeWhoseAnswerIsCutMayHaveBeenCarriedOut() {
        ResourceId cut = ResourceId.group("cut").inSubscription(SUBSCRIPTION);
        assertThatThrownBy(() ->
                        send(Transport.standard(pem), base, ArmRequest.put(cut, "2025-04-01", EngineWorld.json("{}"))))
                .isInstanceOf(MaybeExecutedException.class)
                .hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void fileThatIsNoCertificateIsRefused() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.pem"), "hello");
        assertThatThrownBy(() -> Transport.standard(wrong))
                .isInstanceOf(AksException.class)
                .hasMessageContaining("wrong.pem");
        assertThatThrownBy(() -> Transport.standard(folder.resolve("absent.pem")))
                .isInstanceOf(AksException.class);
    }
}
