package dev.aks4j.identity;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Rotates the certificate of an application in the order in which {@link ClientSecretRotation} rotates secrets: the new one
 * beside the old ones, a sign-in with it until Microsoft Entra ID knows it, then into the hands of whoever uses it, and only
 * then, by a call of its own, the old ones go. Only the certificate is sent, never its key. If something fails on the way, the
 * new one is taken back. The caller of the client needs the right to change the application. Blocks. Thread-safe; rotate one
 * application in one place at a time, because Microsoft Graph takes all its certificates in one write.
 *
 * <pre>{@code
 * ClientCertificateRotation rotation = ClientCertificateRotation.of(aks, clientId);
 * ClientCertificateRotation.Rotated rotated = rotation.rotate(
 *     certificate, AksCredential.clientCertificate(tenant, clientId, newFile), () -> install(newFile));
 * // when every user has taken up the new one
 * rotation.removeOld(rotated);
 * }</pre>
 */
public final class ClientCertificateRotation {

    private static final String KEYS = "keyCredentials";

    private final ApplicationGraph application;

    private ClientCertificateRotation(ApplicationGraph application) {
        this.application = application;
    }

    /**
     * Returns the rotation of an application's certificate.
     *
     * @param clientId the application's client id
     * @throws AksException if the cloud names no Microsoft Graph
     */
    public static ClientCertificateRotation of(Aks aks, String clientId) {
        return new ClientCertificateRotation(new ApplicationGraph(aks, clientId));
    }

    /**
     * What a rotation left behind.
     *
     * @param newKeyId the id of the new certificate
     * @param oldKeyIds the ids of those that are to go
     */
    public record Rotated(String newKeyId, List<String> oldKeyIds) {
        /** Copies the ids. */
        public Rotated {
            oldKeyIds = List.copyOf(oldKeyIds);
        }
    }

    /**
     * Registers a new certificate, waits until it signs in (seconds, at most ten minutes), and hands it over. The old ones stay.
     *
     * @param certificate the new certificate, with an RSA key
     * @param signIn signs in with it, for example {@link AksCredential#clientCertificate}
     * @param handOver brings certificate and key to where they are used; when it returns, they are there
     * @throws AksException if the certificate is not in its time, or a step fails; the new one is then taken back
     */
    public Rotated rotate(X509Certificate certificate, AksCredential signIn, Runnable handOver) {
        Instant end = certificate.getNotAfter().toInstant();
        List<Json> before = keys();
        String keyId = UUID.randomUUID().toString();
        Json.ArrayBuilder next = Json.array();
        before.forEach(next::add);
        next.add(Json.object()
                .put("keyId", keyId)
                .put("displayName", "aks4j")
                .put("type", "AsymmetricX509Cert")
                .put("usage", "Verify")
                .put("startDateTime", certificate.getNotBefore().toInstant().toString())
                .put("endDateTime", end.toString())
                .put("key", encoded(certificate))
                .build());
        write(next.build());
        try {
            application.awaitSignIn(signIn);
            handOver.run();
        } catch (RuntimeException failure) {
            try {
                removeAll(List.of(keyId));
            } catch (RuntimeException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
        return new Rotated(
                keyId, before.stream().map(ClientCertificateRotation::id).toList());
    }

    /**
     * Removes the old certificates of a rotation. Those that are gone already count as removed; one that somebody added since
     * stays.
     *
     * @throws AksException if the new certificate is no longer there: then nothing is removed
     */
    public void removeOld(Rotated rotated) {
        Optional<Json> there = keys().stream()
                .filter(each -> id(each).equals(rotated.newKeyId()))
                .findFirst();
        if (there.isEmpty()) {
            throw new AksException("The new certificate of application " + application.clientId() + " (key "
                    + rotated.newKeyId() + ") is not there any more, so the old ones stay. Rotate again.");
        }
        removeAll(rotated.oldKeyIds());
    }

    private void removeAll(List<String> keyIds) {
        List<Json> there = keys();
        Json.ArrayBuilder next = Json.array();
        there.stream().filter(each -> !keyIds.contains(id(each))).forEach(next::add);
        if (there.stream().anyMatch(each -> keyIds.contains(id(each)))) {
            write(next.build());
        }
    }

    private void write(Json all) {
        application.patch("", Json.object().put(KEYS, all).build());
    }

    private List<Json> keys() {
        return application.read("").path(KEYS).stream().toList();
    }

    private static String id(Json key) {
        return key.path("keyId").asText();
    }

    private static String encoded(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new AksException("The certificate cannot be written as DER: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "rotation of the certificate of " + application.clientId();
    }
}
