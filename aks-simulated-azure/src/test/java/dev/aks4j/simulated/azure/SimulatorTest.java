package dev.aks4j.simulated.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.simulated.azure.internal.json.AzureJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(InputStream in, PrintStream out, String... arguments) {
        try {
            return SimulatorProgram.run(arguments, in, out, new PrintStream(err, true, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aForeignClientSignsInAndCreatesAGroupOverHttps() throws Exception {
        PipedOutputStream keepRunning = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(keepRunning);
        PipedOutputStream printed = new PipedOutputStream();
        PipedInputStream lines = new PipedInputStream(printed);
        CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(() -> {
            try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
                return run(in, out, "--time-scale", "1000");
            }
        });
        String line =
                new java.io.BufferedReader(new java.io.InputStreamReader(lines, StandardCharsets.UTF_8)).readLine();
        assertThat(line).as("the line that the simulator prints").isNotNull();
        ObjectNode answer = AzureJson.read(line);
        assertThat(answer.properties().stream().map(java.util.Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "arm", "entra", "tenant", "subscription", "clientId", "clientSecret", "caCertificate");
        Path certificate = Path.of(answer.path("caCertificate").asText());
        useIt(answer, certificate);
        keepRunning.close();
        assertThat(exit.get()).isZero();
        assertThat(certificate).doesNotExist();
    }

    private static void useIt(ObjectNode answer, Path certificate) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(trusting(certificate)).build();
        String form = "grant_type=client_credentials&scope=https://management.azure.com/.default&client_id="
                + answer.path("clientId").asText() + "&client_secret="
                + answer.path("clientSecret").asText();
        HttpResponse<String> token = client.send(
                HttpRequest.newBuilder(URI.create(answer.path("entra").asText() + "/"
                                + answer.path("tenant").asText() + "/oauth2/v2.0/token"))
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(token.statusCode()).isEqualTo(200);
        String group = answer.path("arm").asText() + "/subscriptions/"
                + answer.path("subscription").asText() + "/resourceGroups/rg?api-version=2025-04-01";
        String bearer =
                "Bearer " + AzureJson.read(token.body()).path("access_token").asText();
        HttpResponse<String> made = client.send(
                HttpRequest.newBuilder(URI.create(group))
                        .header("Authorization", bearer)
                        .PUT(HttpRequest.BodyPublishers.ofString("{\"location\":\"westeurope\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(made.statusCode()).isEqualTo(201);
        HttpResponse<String> head = client.send(
                HttpRequest.newBuilder(URI.create(group))
                        .header("Authorization", bearer)
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(head.statusCode()).isEqualTo(204);
        HttpResponse<String> clouds = client.send(
                HttpRequest.newBuilder(
                                URI.create(answer.path("arm").asText() + "/metadata/endpoints?api-version=2022-09-01"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(clouds.body()).contains(answer.path("entra").asText());
    }

    private static SSLContext trusting(Path pem) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(pem)) {
            store.setCertificateEntry(
                    "simulator", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void aWrongArgumentGetsOneSentenceAndExitCodeTwo() {
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        InputStream in = new ByteArrayInputStream(new byte[0]);
        assertThat(run(in, out, "--frobnicate")).isEqualTo(2);
        assertThat(run(in, out, "--time-scale", "fast")).isEqualTo(2);
        assertThat(run(in, out, "--time-scale")).isEqualTo(2);
        assertThat(run(in, out, "--service-controller", "no")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "Unknown argument '--frobnicate': the simulator knows --time-scale, --seed, --arm-port, --ca-file"
                                + ", --control-port, --service-controller, --state-file and --state-secrets.",
                        "--time-scale needs a number above zero, not 'fast'.",
                        "The flag --time-scale needs a number after it.",
                        "--service-controller is on or off, not 'no'.");
    }

    @Test
    void thePortsAndTheCertificatesFileCanBeChosen(@org.junit.jupiter.api.io.TempDir Path folder) throws Exception {
        Path certificate = folder.resolve("ca.pem");
        java.io.ByteArrayOutputStream printed = new java.io.ByteArrayOutputStream();
        int port;
        try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
            port = free.getLocalPort();
        }
        int code = run(
                InputStream.nullInputStream(),
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                "--arm-port=" + port,
                "--ca-file",
                certificate.toString(),
                "--control-port=0");
        assertThat(code).isZero();
        ObjectNode told = AzureJson.read(printed.toString(StandardCharsets.UTF_8));
        assertThat(told.path("arm").asText()).isEqualTo("https://127.0.0.1:" + port);
        assertThat(told.path("control").asText()).startsWith("http://127.0.0.1:");
        assertThat(certificate).content().contains("BEGIN CERTIFICATE");
        assertThat(run(InputStream.nullInputStream(), System.out, "--arm-port=99999"))
                .isEqualTo(2);
    }
}
