package dev.aks4j.tests.secrets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.ArmRequest;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.identity.BuiltInRole;
import dev.aks4j.identity.Principal;
import dev.aks4j.identity.RoleAssignmentSpec;
import dev.aks4j.simulated.azure.LoopbackAzure;
import dev.aks4j.simulated.azure.fault.Fault;
import dev.aks4j.simulated.time.VirtualTime;
import dev.aks4j.simulated.tls.CertificateAuthority;
import dev.aks4j.simulated.tls.ServerTls;
import dev.aks4j.simulated.wire.https.HttpsFront;
import dev.aks4j.testing.SelfSigned;
import dev.aks4j.testkit.SimulatedAzure;
import dev.aks4j.tests.run.SharedClock;
import dev.aks4j.tests.run.SteppedTransport;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A simulated Azure and a hostile server, and the processes that are let loose on them, with all that they write. */
final class Stage implements AutoCloseable {

    /** Only so that a test that hangs ends; nothing is expected to take any time. */
    private static final int PATIENCE_SECONDS = 900;

    private static final SelfSigned NEXT = SelfSigned.make("next");

    private final Path folder;
    private final SimulatedAzure azure = SimulatedAzure.create();
    private final SharedClock clock = SharedClock.of((VirtualTime) azure.time());
    private final LoopbackAzure loopback;
    private final HttpsFront hostile;

    Stage(Path folder) throws IOException {
        this.folder = folder;
        loopback = LoopbackAzure.open(azure.simulator());
        CertificateAuthority authority = CertificateAuthority.create("Hostile");
        Hostile moods = new Hostile();
        hostile = HttpsFront.open(moods, ServerTls.loopback(authority));
        moods.at(hostile.url(), authority.certificatePem());
        Files.createDirectories(folder.resolve("out"));
        Path ca = Files.writeString(folder.resolve("ca.pem"), loopback.caCertificatePem() + authority.certificatePem());
        ObjectNode config = JsonNodeFactory.instance
                .objectNode()
                .put("arm", loopback.arm())
                .put("entra", loopback.entra())
                .put("tenant", azure.tenantId())
                .put("subscription", azure.subscriptionId())
                .put("clientId", azure.addApplication("marked", SecretPlace.CLIENT_SECRET.text()))
                .put("rotated", azure.addApplication("rotated", "a-first-secret"))
                .put(
                        "pem",
                        Files.writeString(folder.resolve("next.pem"), NEXT.keyPem() + NEXT.certificatePem())
                                .toString())
                .put(
                        "certificate",
                        Files.writeString(folder.resolve("next.crt"), NEXT.certificatePem())
                                .toString())
                .put("received", folder.resolve("received").toString())
                .put("hostile", hostile.url())
                .put("ca", ca.toString())
                .put("ledger", folder.resolve("out/ledger").toString())
                .put("clock", clock.port());
        Files.writeString(folder.resolve("config.json"), config.toString());
        Files.writeString(folder.resolve("assertion"), SigningIn.FEDERATED.text());
        permit(config.path("clientId").asText());
        quote();
    }

    /** Lets the application with the marked secret do everything. */
    private void permit(String clientId) {
        AksCredential owner = AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret());
        AksCredential marked = AksCredential.clientSecret(azure.tenantId(), clientId, SecretPlace.CLIENT_SECRET.text());
        String objectId;
        try (Aks other = client(marked)) {
            objectId = other.caller().objectId();
        }
        ResourceId all = ResourceId.subscription(azure.subscriptionId());
        try (Aks aks = client(owner)) {
            aks.plan(
                            RoleAssignmentSpec.of(BuiltInRole.CONTRIBUTOR, all, Principal.servicePrincipal(objectId)),
                            RoleAssignmentSpec.of(
                                    BuiltInRole.AKS_CLUSTER_ADMIN, all, Principal.servicePrincipal(objectId)))
                    .apply()
                    .await(Duration.ofHours(1));
        }
    }

    /** Returns the keys of the account that the process made, as they are and as a secret of the cluster has them. */
    Map<String, String> accountKeys() {
        AksCredential owner = AksCredential.clientSecret(azure.tenantId(), azure.clientId(), azure.clientSecret());
        ResourceId account = WholeLife.ACCOUNT.id().inSubscription(azure.subscriptionId());
        Map<String, String> keys = new LinkedHashMap<>();
        try (Aks aks = client(owner)) {
            aks.await(
                            aks.arm().send(ArmRequest.post(account, "listKeys", "2025-06-01", Json.missing())),
                            Duration.ofHours(1))
                    .body()
                    .path("keys")
                    .forEach(key -> {
                        String text = key.path("value").asText();
                        String name = "storage account's " + key.path("keyName").asText();
                        keys.put(name, text);
                        keys.put(
                                name + " in Base64",
                                Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
                    });
        }
        return keys;
    }

    private Aks client(AksCredential credential) {
        return Aks.builder(azure.subscriptionId())
                .credential(credential)
                .transport(new SteppedTransport(Transport.standard(folder.resolve("ca.pem")), azure.time(), () -> {}))
                .cloud(AzureCloud.custom(loopback.arm(), loopback.entra()))
                .build();
    }

    /** Lets Azure quote the Windows password in each sort of answer, one after another. */
    private void quote() {
        String quoting = "The adminPassword '" + SecretPlace.WINDOWS_PASSWORD.text() + "' of the proxy '"
                + SecretPlace.proxy() + "' is not valid.";
        String cluster = "/**/managedClusters/marked";
        azure.faults().anyRequest().always().cause(Fault.slow(0.05));
        azure.faults().on("PUT", cluster).nth(1).cause(Fault.answer(400, "InvalidParameter", quoting));
        azure.faults().on("PUT", cluster).nth(2).cause(Fault.answer(500, "InternalServerError", quoting));
        azure.faults().on("PUT", cluster).nth(3).cause(Fault.answer(409, "OperationNotAllowed", quoting));
        azure.faults().on("PUT", cluster).nth(4).cause(Fault.failOperation("BadPassword", quoting));
        azure.faults().on("GET", cluster).nth(3).cause(Fault.answer(400, "Bad", quoting));
    }

    /** Lets a process do its part, and returns what is to be searched: everything that it wrote. */
    Path play(String part, Map<String, String> environment) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-Xmn128m",
                        "-Djava.util.logging.SimpleFormatter.format=%4$s %3$s %5$s%6$s%n",
                        "-Dslf4j.provider=" + EveryLog.class.getName(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        SecretsProcess.class.getName(),
                        folder.resolve("config.json").toString(),
                        part))
                .redirectOutput(out.resolve("output").toFile())
                .redirectError(out.resolve("errors").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AZURE_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("The process goes on after " + PATIENCE_SECONDS + " s.");
            }
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException("The process ended with " + process.exitValue() + "." + File.separator
                    + Files.readString(out.resolve("errors")));
        }
        return out;
    }

    /** Returns secrets that nobody could mark: made by Azure, or drawn as keys are. */
    Map<String, String> unmarked() throws IOException {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put(
                "private key of the next certificate",
                NEXT.keyPem().lines().toList().get(4));
        Path received = folder.resolve("received");
        for (String secret : Files.exists(received) ? Files.readAllLines(received) : List.<String>of()) {
            secrets.put("secret of an application " + secrets.size(), secret);
        }
        return secrets;
    }

    String tenant() {
        return azure.tenantId();
    }

    String clientId() {
        return azure.clientId();
    }

    String subscription() {
        return azure.subscriptionId();
    }

    Path assertion() {
        return folder.resolve("assertion");
    }

    @Override
    public void close() throws IOException {
        clock.close();
        hostile.close();
        loopback.close();
        azure.close();
    }
}
