package dev.aks4j.tests.secrets;

import com.microsoft.aad.msal4j.ITokenCacheAccessAspect;
import com.microsoft.aad.msal4j.ITokenCacheAccessContext;
import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.auth.AzureCloud;
import dev.aks4j.core.auth.TokenCache;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.ledger.MemoryLedger;
import dev.aks4j.identity.ApplicationTrusts;
import dev.aks4j.identity.ClientCertificateRotation;
import dev.aks4j.identity.ClientSecretRotation;
import dev.aks4j.identity.FederatedCredentialSpec;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is renewed: the sign-in of a person out of a cache of the program's own, secrets and certificates of applications, and
 * whom applications trust; at simulated Entra and at one that gives everything back.
 */
final class Rotating {

    /** Kept in the cache of tokens, and as good as a password. */
    static final Mark REFRESH = new Mark("refresh token in a cache");

    static final Mark PERSON = new Mark("token of a person");

    private static final List<String> MOODS =
            List.of("json400", "json500", "text400", "html502", "challenge401", "drop");

    private Rotating() {}

    /** A cache of a program's own, which is not the library's to print. */
    private static final class Stored implements ITokenCacheAccessAspect {
        private String text = "";

        @Override
        public void beforeCacheAccess(ITokenCacheAccessContext context) {
            context.tokenCache().deserialize(text);
        }

        @Override
        public void afterCacheAccess(ITokenCacheAccessContext context) {
            if (context.hasCacheChanged()) {
                text = context.tokenCache().serialize();
            }
        }
    }

    static void all(SecretPlace place) throws Exception {
        person(place);
        AzureCloud simulated = place.simulated().withGraph(place.text("entra"));
        applications(place, simulated, place.credential(), "simulated Graph");
        for (String mood : MOODS) {
            AzureCloud hostile = place.hostile("json400", "token").withGraph(place.text("hostile") + "/" + mood);
            applications(place, hostile, place.credential(), "hostile Graph (" + mood + ")");
        }
    }

    /** The first process signs a person in, the others renew that, at an Entra that then refuses and gives all back. */
    private static void person(SecretPlace place) {
        Stored stored = new Stored();
        for (int process = 1; process < 4; process++) {
            Told.scenario("a person signs in out of a cache, process " + process);
            TokenCache cache = TokenCache.of(stored);
            Told.value("cache", cache);
            AksCredential credential =
                    AksCredential.deviceCode(place.text("tenant"), told -> Told.value("device code", told), cache);
            try (Aks aks = place.client(place.hostile("json400", "person"), credential, new MemoryLedger())) {
                Told.attempt("caller", aks::caller);
                Told.attempt("clusters", () -> aks.clusters().list());
            }
        }
        Told.value("the cache held the mark", stored.text.contains(REFRESH.plain()));
    }

    private static void applications(SecretPlace place, AzureCloud cloud, AksCredential credential, String where)
            throws Exception {
        Told.scenario("secrets and certificates of an application at " + where);
        String client = place.text("rotated");
        try (Aks aks = place.client(cloud, credential, new MemoryLedger())) {
            List<String> received = new ArrayList<>();
            ClientSecretRotation secrets = ClientSecretRotation.of(aks, client);
            Told.value("rotation", secrets);
            Told.attempt("new secret", () -> {
                var rotated = secrets.rotate(place.now().plus(Duration.ofDays(90)), received::add);
                Told.value("rotated", rotated);
                secrets.removeOld(rotated);
                return "rotated, received " + received.size();
            });
            Files.write(
                    Path.of(place.text("received")),
                    received,
                    StandardCharsets.UTF_8,
                    java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND);
            ClientCertificateRotation certificates = ClientCertificateRotation.of(aks, client);
            Told.value("rotation", certificates);
            AksCredential signIn =
                    AksCredential.clientCertificate(place.text("tenant"), client, Path.of(place.text("pem")));
            Told.value("credential", signIn);
            Told.attempt("new certificate", () -> certificates.rotate(certificate(place), signIn, () -> {}));
            Told.attempt(
                    "certificate not handed over",
                    () -> certificates.rotate(certificate(place), signIn, () -> {
                        throw new IllegalStateException("the vault is closed");
                    }));
            ApplicationTrusts trusts = ApplicationTrusts.of(aks, client);
            ResourceId application = ApplicationTrusts.application(client);
            FederatedCredentialSpec trust = FederatedCredentialSpec.forIssuer(
                    "orders", application, "https://issuer.example/shop/", "system:serviceaccount:default:orders");
            Told.attempt("trusts", () -> List.of(trusts.plan(List.of(trust)), trusts.apply(List.of(trust))));
            Told.attempt("no trusts", () -> {
                trusts.remove(List.of("orders"));
                return trusts;
            });
        }
    }

    private static X509Certificate certificate(SecretPlace place) throws Exception {
        byte[] pem = Files.readAllBytes(Path.of(place.text("certificate")));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
    }
}
