package dev.aks4j.core.auth;

import com.azure.core.credential.TokenCredential;
import dev.aks4j.core.internal.auth.AzureCliTokens;
import dev.aks4j.core.internal.auth.ClientTokens;
import dev.aks4j.core.internal.auth.ForeignTokens;
import dev.aks4j.core.internal.auth.ManagedIdentityTokens;
import dev.aks4j.core.internal.auth.StandardTokens;
import dev.aks4j.core.internal.auth.TokenSource;
import dev.aks4j.core.internal.auth.UserTokens;
import dev.aks4j.core.model.ResourceId;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * How to prove to Microsoft Entra ID who this process is. A description only: nothing is asked before the first token is
 * needed. Never prints a secret. Immutable and thread-safe.
 *
 * <pre>{@code
 * AksCredential.standard();                                  // what the environment holds
 * AksCredential.clientSecret(tenant, clientId, secret);
 * AksCredential.of(new MyTokenCredential());                 // anything that azure-core knows
 * }</pre>
 */
public final class AksCredential {

    private final TokenSource source;

    private AksCredential(TokenSource source) {
        this.source = source;
    }

    /**
     * Returns the credential that the environment holds, the first of:
     *
     * <ol>
     *   <li>workload identity: {@code AZURE_FEDERATED_TOKEN_FILE}, {@code AZURE_TENANT_ID}, {@code AZURE_CLIENT_ID}
     *   <li>a client secret: {@code AZURE_CLIENT_SECRET} with the same two
     *   <li>a client certificate: {@code AZURE_CLIENT_CERTIFICATE_PATH} with the same two; {@code
     *       AZURE_CLIENT_CERTIFICATE_PASSWORD} of a PFX file, and {@code AZURE_CLIENT_SEND_CERTIFICATE_CHAIN} {@code true}
     *       or {@code 1} for trust by issuer and subject
     *   <li>a managed identity, if the environment names its endpoint, as App Service, Container Apps, Arc and Service Fabric
     *       do; {@code AZURE_CLIENT_ID} says which. A virtual machine does not: there, say {@link #managedIdentity()}
     *   <li>the Azure CLI
     * </ol>
     *
     * The first that is configured is taken, also if it then fails: the failure says which were passed over, and why.
     */
    public static AksCredential standard() {
        return standard(System.getenv(), new AzureCliTokens(AzureCliTokens::onThisMachine));
    }

    static AksCredential standard(Map<String, String> environment, TokenSource cli) {
        return new AksCredential(new StandardTokens(environment, cli));
    }

    /** Returns the credential of an application with a client secret. */
    public static AksCredential clientSecret(String tenant, String clientId, String secret) {
        return new AksCredential(ClientTokens.secret(
                required("tenant", tenant), required("client id", clientId), required("client secret", secret)));
    }

    /**
     * Returns the credential of an application that trusts another issuer.
     *
     * @param assertion gives the other issuer's token; called for each new token, on a thread where it may block
     */
    public static AksCredential clientAssertion(String tenant, String clientId, Supplier<String> assertion) {
        return new AksCredential(ClientTokens.assertion(
                "client assertion",
                required("tenant", tenant),
                required("client id", clientId),
                Objects.requireNonNull(assertion, "assertion")));
    }

    /**
     * Returns the identity of the pod that the process runs in, by the variables that AKS sets: {@code AZURE_TENANT_ID},
     * {@code AZURE_CLIENT_ID}, {@code AZURE_FEDERATED_TOKEN_FILE}. The file is read again for each new token.
     *
     * @throws CredentialException if a variable is missing
     */
    public static AksCredential workloadIdentity() {
        return new AksCredential(StandardTokens.workloadIdentity(System.getenv()));
    }

    /** Returns the system-assigned identity of the machine that the process runs on. */
    public static AksCredential managedIdentity() {
        return new AksCredential(ManagedIdentityTokens.of(Optional.empty()));
    }

    /** Returns a user-assigned identity of the machine that the process runs on. */
    public static AksCredential managedIdentity(String clientId) {
        return new AksCredential(ManagedIdentityTokens.of(Optional.of(required("client id", clientId))));
    }

    /** Returns a user-assigned identity of the machine, by its resource. */
    public static AksCredential managedIdentity(ResourceId identity) {
        return new AksCredential(ManagedIdentityTokens.ofResource(identity.toString()));
    }

    /** Returns a user-assigned identity of the machine, by its object id. */
    public static AksCredential managedIdentityByObjectId(String objectId) {
        return new AksCredential(ManagedIdentityTokens.ofObject(required("object id", objectId)));
    }

    /**
     * Returns the credential of an application with a certificate. The file is read again for each new token, so a certificate
     * that is renewed in its place is taken up.
     *
     * @param file the RSA key and its certificates, as PEM without a password or as PFX
     */
    public static AksCredential clientCertificate(String tenant, String clientId, Path file) {
        return certificate(tenant, clientId, file, Optional.empty(), false);
    }

    /**
     * Returns the credential of an application with a certificate in a PFX file with a password.
     *
     * @param sendChain whether the certificates are sent along, for an application that trusts an issuer and subject
     */
    public static AksCredential clientCertificate(
            String tenant, String clientId, Path file, String password, boolean sendChain) {
        return certificate(tenant, clientId, file, Optional.of(password).filter(text -> !text.isEmpty()), sendChain);
    }

    private static AksCredential certificate(
            String tenant, String clientId, Path file, Optional<String> password, boolean sendChain) {
        return new AksCredential(ClientTokens.certificate(
                required("tenant", tenant),
                required("client id", clientId),
                Objects.requireNonNull(file, "file"),
                password,
                sendChain));
    }

    /** Returns the credential of an application that trusts the issuer of the token in a file, which is read each time. */
    public static AksCredential federatedTokenFile(String tenant, String clientId, Path file) {
        return new AksCredential(StandardTokens.federated(
                "federated token file",
                required("tenant", tenant),
                required("client id", clientId),
                Objects.requireNonNull(file, "file")));
    }

    /**
     * Returns a user whom a service acts for, by the token with which the user called the service. One credential is one
     * user: make one for each.
     *
     * @param secret the service's client secret
     * @param userToken gives the user's token for the service; called for each new token, where it may block
     */
    public static AksCredential onBehalfOf(String tenant, String clientId, String secret, Supplier<String> userToken) {
        return new AksCredential(ClientTokens.secret(
                        required("tenant", tenant), required("client id", clientId), required("client secret", secret))
                .onBehalfOf(Objects.requireNonNull(userToken, "userToken")));
    }

    /**
     * Returns a user who signs in on any machine with a code. The sign-in is renewed by itself, and lives as long as the
     * process; with a {@link TokenCache} longer.
     *
     * @param teller is given the text with address and code, to show it to the user
     */
    public static AksCredential deviceCode(String tenant, Consumer<String> teller) {
        return new AksCredential(
                UserTokens.deviceCode(required("tenant", tenant), Objects.requireNonNull(teller, "teller")));
    }

    /** Returns a user who signs in in a browser that opens on this machine; otherwise as {@link #deviceCode(String, Consumer)}. */
    public static AksCredential interactive(String tenant) {
        return new AksCredential(UserTokens.interactive(required("tenant", tenant)));
    }

    /** Returns a user who signs in with a code, and whose sign-in outlives the process in a cache; otherwise as {@link #deviceCode(String, Consumer)}. */
    public static AksCredential deviceCode(String tenant, Consumer<String> teller, TokenCache cache) {
        return new AksCredential(
                UserTokens.deviceCode(required("tenant", tenant), Objects.requireNonNull(teller, "teller"))
                        .keptIn(cache.aspect()));
    }

    /** Returns a user who signs in in a browser, and whose sign-in outlives the process in a cache. */
    public static AksCredential interactive(String tenant, TokenCache cache) {
        return new AksCredential(
                UserTokens.interactive(required("tenant", tenant)).keptIn(cache.aspect()));
    }

    /** Returns the account that is logged in to the Azure CLI, by {@code az account get-access-token}. */
    public static AksCredential azureCli() {
        return new AksCredential(new AzureCliTokens(AzureCliTokens::onThisMachine));
    }

    /** Returns any credential that azure-core knows, for example one of azure-identity. It is asked on a worker thread. */
    public static AksCredential of(TokenCredential credential) {
        return new AksCredential(new ForeignTokens(Objects.requireNonNull(credential, "credential")));
    }

    TokenSource source() {
        return source;
    }

    private static String required(String what, String value) {
        if (value == null || value.isBlank()) {
            throw new CredentialException("The " + what + " of the credential is empty; set it.");
        }
        return value;
    }

    /** Returns which credential this is; never a secret. */
    @Override
    public String toString() {
        return source.description();
    }
}
