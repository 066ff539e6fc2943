package dev.aks4j.tests.secrets;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import dev.aks4j.core.Aks;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Signs in with every sort of credential, at Entra as it is and at one that gives everything back. */
final class SigningIn {

    static final Mark WRONG_SECRET = new Mark("wrong client secret");
    static final Mark ASSERTION = new Mark("client assertion");
    static final Mark FEDERATED = new Mark("federated token file");
    static final Mark ENVIRONMENT = new Mark("client secret of the environment");
    static final Mark FOREIGN = new Mark("token of a foreign credential");
    static final Mark FOREIGN_BROKEN = new Mark("token of a foreign credential that is no header");

    static final Mark USER = new Mark("token of a user of a service");
    static final Mark SERVICE = new Mark("client secret of a service that acts for a user");
    static final Mark PASSWORD = new Mark("password of a certificate file");
    static final Mark KEY = new Mark("private key in a certificate file");

    private static final List<String> MOODS = List.of(
            "oauth400",
            "oauthtext400",
            "oauthtext401",
            "oauth503",
            "json400",
            "form400",
            "html502",
            "garbage200",
            "truncated",
            "oddtoken",
            "drop");

    private SigningIn() {}

    static void all(SecretPlace place) {
        at(place, credentials(place));
        Told.scenario("signing in without trust in the certificate");
        Told.attempt("untrusted", () -> {
            try (Aks aks = Aks.builder(place.text("subscription"))
                    .credential(place.credential())
                    .cloud(place.simulated())
                    .transport(place.transport(Transport.standard()))
                    .build()) {
                return aks.caller();
            }
        });
    }

    /** Signs in with what the environment of the process holds. */
    static void environment(SecretPlace place) {
        at(place, Map.of("the environment", AksCredential.standard()));
    }

    private static void at(SecretPlace place, Map<String, AksCredential> credentials) {
        credentials.forEach((name, credential) -> {
            Told.scenario("signing in at simulated Entra with " + name);
            signIn(place, place.simulated(), credential);
            for (String mood : MOODS) {
                Told.scenario("signing in at hostile Entra (" + mood + ") with " + name);
                signIn(place, place.hostile("json400", mood), credential);
            }
        });
    }

    private static Map<String, AksCredential> credentials(SecretPlace place) {
        String tenant = place.text("tenant");
        String client = place.text("clientId");
        Map<String, AksCredential> credentials = new LinkedHashMap<>();
        credentials.put("a wrong secret", AksCredential.clientSecret(tenant, client, WRONG_SECRET.text()));
        credentials.put("an assertion", AksCredential.clientAssertion(tenant, client, ASSERTION::text));
        credentials.put("a failing assertion", AksCredential.clientAssertion(tenant, client, () -> {
            throw new IllegalStateException("no assertion");
        }));
        credentials.put("a user's token", AksCredential.onBehalfOf(tenant, client, SERVICE.text(), USER::text));
        credentials.put("a device code", AksCredential.deviceCode(tenant, code -> {}));
        credentials.put(
                "a certificate that cannot be read",
                AksCredential.clientCertificate(tenant, client, keyFile(), PASSWORD.text(), true));
        credentials.put("workload identity", AksCredential.workloadIdentity());
        credentials.put("a foreign token", AksCredential.of(foreign(FOREIGN.plain())));
        credentials.put(
                "a foreign token that is no header",
                AksCredential.of(foreign(FOREIGN_BROKEN.plain() + "\n" + FOREIGN_BROKEN.plain())));
        return credentials;
    }

    private static Path keyFile() {
        try {
            Path file = Files.createTempFile("aks4j-secrets", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(
                    file, "-----BEGIN PRIVATE KEY-----\n" + KEY.text() + "\n-----END PRIVATE KEY-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TokenCredential foreign(String token) {
        return request -> Mono.just(new AccessToken(token, OffsetDateTime.now().plusHours(1)));
    }

    private static void signIn(SecretPlace place, AzureCloud cloud, AksCredential credential) {
        try (Aks aks = place.client(cloud, credential, new MemoryLedger())) {
            Told.attempt("caller", aks::caller);
            Told.attempt("clusters", () -> aks.clusters().list());
        }
    }
}
