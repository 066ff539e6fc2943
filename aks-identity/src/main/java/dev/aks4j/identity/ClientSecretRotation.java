package dev.aks4j.identity;

import dev.aks4j.core.Aks;
import dev.aks4j.core.auth.AksCredential;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rotates the client secret of an application in an order that loses no access: a new secret beside the old ones, a sign-in
 * with it until Microsoft Entra ID knows it, then into the hands of whoever uses it, and only then, by a call of its own, the
 * old ones go. If something fails on the way, the new secret is taken back and the old ones are as they were. The caller of the
 * client needs the right to change the application. Blocks. Thread-safe; rotate one application in one place at a time.
 *
 * <pre>{@code
 * ClientSecretRotation rotation = ClientSecretRotation.of(aks, clientId);
 * ClientSecretRotation.Rotated rotated = rotation.rotate(end, secret -> vault.set("deployer", secret));
 * // when every user has taken up the new one
 * rotation.removeOld(rotated);
 * }</pre>
 *
 * <p>A cluster's service principal takes a new secret by {@code resetServicePrincipalProfile}; its issuer's signing keys are
 * rotated by {@link dev.aks4j.core.cluster.operate.Cluster#rotateServiceAccountSigningKeys}: tokens signed with the key before
 * stay good for 24 hours, so a second rotation waits until every pod has had a new token, a day at the longest.
 */
public final class ClientSecretRotation {

    private final ApplicationGraph application;

    private ClientSecretRotation(ApplicationGraph application) {
        this.application = application;
    }

    /**
     * Returns the rotation of an application's secret.
     *
     * @param clientId the application's client id
     * @throws AksException if the cloud names no Microsoft Graph
     */
    public static ClientSecretRotation of(Aks aks, String clientId) {
        return new ClientSecretRotation(new ApplicationGraph(aks, clientId));
    }

    /**
     * What a rotation left behind.
     *
     * @param newKeyId the id of the new secret, which is no secret
     * @param oldKeyIds the ids of those that are to go
     */
    public record Rotated(String newKeyId, List<String> oldKeyIds) {
        /** Copies the ids. */
        public Rotated {
            oldKeyIds = List.copyOf(oldKeyIds);
        }
    }

    /**
     * Makes a new secret, waits until it signs in (seconds, at most ten minutes), and hands it over. The old ones stay.
     *
     * @param end until when the new one is good
     * @param receiver takes the new secret to where it is used; when it returns, it is there
     * @throws AksException if a step fails; the new secret is then taken back
     */
    public Rotated rotate(Instant end, Consumer<String> receiver) {
        List<String> before = keyIds();
        Json.ObjectBuilder asked = Json.object();
        asked.putObject("passwordCredential").put("displayName", "aks4j").put("endDateTime", end.toString());
        Json made = application.post("/addPassword", asked.build());
        String keyId = made.path("keyId").asText();
        String secret = made.path("secretText").asText();
        try {
            application.awaitSignIn(AksCredential.clientSecret(application.tenantId(), application.clientId(), secret));
            receiver.accept(secret);
        } catch (RuntimeException failure) {
            try {
                remove(keyId);
            } catch (RuntimeException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
        return new Rotated(keyId, before);
    }

    /**
     * Removes the old secrets of a rotation. Those that are gone already count as removed; one that somebody added since stays.
     *
     * @throws AksException if the new secret is no longer there: then nothing is removed
     */
    public void removeOld(Rotated rotated) {
        List<String> there = keyIds();
        if (!there.contains(rotated.newKeyId())) {
            throw new AksException("The new secret of application " + application.clientId() + " (key "
                    + rotated.newKeyId() + ") is not there any more, so the old ones stay. Rotate again.");
        }
        rotated.oldKeyIds().stream().filter(there::contains).forEach(this::remove);
    }

    private List<String> keyIds() {
        return application.read("").path("passwordCredentials").stream()
                .map(each -> each.path("keyId").asText())
                .toList();
    }

    private void remove(String keyId) {
        application.post("/removePassword", Json.object().put("keyId", keyId).build());
    }

    @Override
    public String toString() {
        return "rotation of the client secret of " + application.clientId();
    }
}
