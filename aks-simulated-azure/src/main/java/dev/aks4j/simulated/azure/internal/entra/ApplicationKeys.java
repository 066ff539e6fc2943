package dev.aks4j.simulated.azure.internal.entra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.directory.ApplicationCertificate;
import dev.aks4j.simulated.azure.internal.directory.DirectoryPrincipal;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The certificates of applications: a write names all that are to stay, and brings the new ones along; what is read says of
 * which there are, and not what they are. Guarded by the simulator's lock.
 */
final class ApplicationKeys {

    private static final Duration REPLICATION = Duration.ofSeconds(20);

    private final Cloud cloud;

    ApplicationKeys(Cloud cloud) {
        this.cloud = cloud;
    }

    /** Writes what is there into an application's document. */
    void show(DirectoryPrincipal application, ObjectNode view) {
        ArrayNode all = view.putArray("keyCredentials");
        cloud.directory()
                .certificatesOf(application)
                .forEach(each -> all.addObject()
                        .put("keyId", each.keyId())
                        .put("displayName", each.name())
                        .put("type", "AsymmetricX509Cert")
                        .put("usage", "Verify")
                        .put(
                                "startDateTime",
                                each.certificate().getNotBefore().toInstant().toString())
                        .put(
                                "endDateTime",
                                each.certificate().getNotAfter().toInstant().toString())
                        .putNull("key"));
    }

    /** Takes a whole new list; returns why it is refused, or nothing. */
    Optional<String> replace(DirectoryPrincipal application, JsonNode list) {
        List<ApplicationCertificate> had = cloud.directory().certificatesOf(application);
        List<ApplicationCertificate> next = new ArrayList<>();
        for (JsonNode each : list) {
            String keyId = each.path("keyId").asText();
            Optional<ApplicationCertificate> kept =
                    had.stream().filter(one -> one.keyId().equals(keyId)).findFirst();
            if (kept.isPresent()) {
                next.add(kept.get());
                continue;
            }
            Optional<X509Certificate> read = read(each.path("key").asText());
            if (read.isEmpty()
                    || !each.path("type").asText().equals("AsymmetricX509Cert")
                    || !each.path("usage").asText().equals("Verify")) {
                return Optional.of("New key credentials must have key, type AsymmetricX509Cert and usage Verify.");
            }
            next.add(new ApplicationCertificate(
                    keyId.isEmpty() ? cloud.random().guid() : keyId,
                    each.path("displayName").asText(),
                    read.get(),
                    cloud.now().plus(REPLICATION)));
        }
        cloud.directory().certificates(application, next);
        return Optional.empty();
    }

    private static Optional<X509Certificate> read(String encoded) {
        try {
            byte[] der = Base64.getDecoder().decode(encoded);
            return Optional.of((X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Tells whether an assertion says that the application itself signed it. */
    static boolean isOwn(DirectoryPrincipal application, String assertion) {
        try {
            JWTClaimsSet claims = SignedJWT.parse(assertion).getJWTClaimsSet();
            return application.clientId().equals(claims.getIssuer())
                    && application.clientId().equals(claims.getSubject());
        } catch (ParseException e) {
            return false;
        }
    }

    /** Returns the error that Entra gives to an application's own assertion, or nothing if one of its certificates signed it. */
    Optional<EntraError> refuse(DirectoryPrincipal application, String assertion) {
        try {
            SignedJWT token = SignedJWT.parse(assertion);
            for (ApplicationCertificate each : cloud.directory().certificatesOf(application)) {
                boolean known = !each.effective().isAfter(cloud.now());
                if (known
                        && each.certificate().getPublicKey() instanceof RSAPublicKey key
                        && token.verify(new RSASSAVerifier(key))) {
                    return inTime(token, each);
                }
            }
            return EntraError.of(
                    "invalid_client",
                    700027,
                    "Client assertion contains an invalid signature. [Reason - The key was not found., Please visit the"
                            + " Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '"
                            + application.clientId() + "'.]");
        } catch (ParseException | JOSEException e) {
            return EntraError.of("invalid_request", 50027, "JWT token is invalid or malformed.");
        }
    }

    private Optional<EntraError> inTime(SignedJWT token, ApplicationCertificate certificate) throws ParseException {
        boolean over =
                cloud.now().isAfter(certificate.certificate().getNotAfter().toInstant());
        JWTClaimsSet claims = token.getJWTClaimsSet();
        boolean late = claims.getExpirationTime() == null
                || !cloud.now().isBefore(claims.getExpirationTime().toInstant());
        if (over) {
            return EntraError.of(
                    "invalid_client", 700027, "The certificate with which the assertion is signed has expired.");
        }
        return late
                ? EntraError.of("invalid_client", 700024, "Client assertion is not within its valid time range.")
                : Optional.empty();
    }
}
