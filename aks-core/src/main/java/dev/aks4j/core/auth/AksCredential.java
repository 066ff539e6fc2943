package dev.aks4j.core.auth;

import com.azure.core.credential.TokenCredential;
import dev.aks4j.core.internal.auth.AzureCliTokens;
import dev.aks4j.core.internal.auth.ClientTokens;
import dev.aks4j.core.internal.auth.ForeignTokens;
import dev.aks4j.core.internal.auth.ManagedIdentityTokens;
import dev.aks4j.core.internal.auth.StandardTokens;
import dev.aks4j.core.internal.auth.TokenSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
     * Returns the credential that the environment holds, the first of: workload identity ({@code
     * AZURE_FEDERATED_TOKEN_FILE}, {@code AZURE_TENANT_ID}, {@code AZURE_CLIENT_ID}); a client secret ({@code
     * AZURE_CLIENT_SECRET} with the same two); a managed identity, if its endpoint is configured; the Azure CLI.
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
        return new AksCredential(new ManagedIdentityTokens(Optional.empty()));
    }

    /** Returns a user-assigned identity of the machine that the process runs on. */
    public static AksCredential managedIdentity(String clientId) {
        return new AksCredential(new ManagedIdentityTokens(Optional.of(required("client id", clientId))));
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
