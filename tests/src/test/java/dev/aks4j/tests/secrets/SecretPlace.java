package dev.aks4j.tests.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.metrics.AksListener;
import dev.aks4j.core.plan.ledger.Ledger;
import dev.aks4j.core.plan.run.SecretSource;
import dev.aks4j.tests.run.SharedClock;
import dev.aks4j.tests.run.SteppedTransport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** Where the process works, and with which secrets; read from a file, because command lines are no secret. */
final class SecretPlace {

    static final Mark CLIENT_SECRET = new Mark("client secret");
    static final Mark WINDOWS_PASSWORD = new Mark("Windows password");
    static final Mark PRINCIPAL_SECRET = new Mark("service principal's secret");
    static final Mark PROXY_PASSWORD = new Mark("proxy's password");
    static final Mark OBJECT_SECRET = new Mark("value of a Kubernetes secret");

    private final JsonNode file;
    private final Transport real;
    private final SharedClock.Leader clock;

    SecretPlace(Path config) throws IOException {
        file = new ObjectMapper().readTree(config.toFile());
        real = Transport.standard(Path.of(text("ca")));
        clock = SharedClock.Leader.at(file.path("clock").asInt());
    }

    String text(String name) {
        return file.path(name).asText();
    }

    /** Returns the time of the clients and of the simulator. */
    Instant now() {
        return clock.time().now();
    }

    /** Returns a cloud that the hostile server plays, in one of its moods for each side. */
    AzureCloud hostile(String arm, String entra) {
        return AzureCloud.custom(text("hostile") + "/" + arm, text("hostile") + "/" + entra);
    }

    AzureCloud simulated() {
        return AzureCloud.custom(text("arm"), text("entra"));
    }

    AksCredential credential() {
        return AksCredential.clientSecret(text("tenant"), text("clientId"), CLIENT_SECRET.text());
    }

    /** Returns the source of secrets: what a name stands for is the secret of that name. */
    static SecretSource secrets() {
        return name ->
                CompletableFuture.completedFuture(name.equals(PROXY_PASSWORD.name()) ? proxy() : new Mark(name).text());
    }

    /** Returns the proxy's address, which is a secret as a whole because it holds the password. */
    static String proxy() {
        return "http://user:" + PROXY_PASSWORD.plain() + "@proxy:3128";
    }

    Transport transport(Transport ways) {
        return new SteppedTransport(ways, clock.time(), clock::tell);
    }

    Aks client(AzureCloud cloud, AksCredential credential, Ledger ledger) {
        Aks aks = Aks.builder(text("subscription"))
                .credential(credential)
                .cloud(cloud)
                .transport(transport(real))
                .ledger(ledger)
                .secrets(secrets())
                .listener(AksListener.all(Told.listener(AksListener.class), Spans.told()))
                .build();
        Told.value("credential", credential);
        Told.value("client", aks);
        return aks;
    }
}
