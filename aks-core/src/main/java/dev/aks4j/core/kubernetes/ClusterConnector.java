package dev.aks4j.core.kubernetes;

import com.azure.core.credential.AccessToken;
import dev.aks4j.core.arm.ArmClient;
import dev.aks4j.core.arm.Transport;
import dev.aks4j.core.auth.Tokens;
import dev.aks4j.core.internal.arm.HandOver;
import dev.aks4j.core.internal.model.Causes;
import dev.aks4j.core.model.AksException;
import dev.aks4j.core.model.Json;
import dev.aks4j.core.model.ResourceId;
import dev.aks4j.core.plan.kind.Address;
import dev.aks4j.core.plan.kind.KubernetesAccess;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Connects to the Kubernetes API of clusters. On clusters with Microsoft Entra ID the requests carry tokens of our own
 * credential, renewed before they expire; no kubelogin program is needed. On others they carry the certificate that Azure
 * hands out. Thread-safe. Closing ends {@link #access()}; clients that were handed out are closed by their holders.
 *
 * <pre>{@code
 * try (KubernetesClient kubernetes = connector.client(clusterId, Duration.ofMinutes(1))) {
 *     kubernetes.nodes().list();
 * }
 * }</pre>
 */
public final class ClusterConnector implements AutoCloseable {

    private final Transport transport;
    private final Tokens tokens;
    private final ClusterCredentials credentials;
    private final Clients clients;
    private final ConnectedAccess access;

    private ClusterConnector(Builder builder) {
        this.transport = builder.transport;
        this.tokens = builder.tokens;
        ClusterCredentials all = ClusterCredentials.of(builder.arm);
        this.credentials = builder.publicAddress ? all.publicAddress() : all;
        this.clients = new Clients(transport, builder.tokens, builder.connectTimeout, builder.requestTimeout);
        this.access = new ConnectedAccess(
                new Connections(credentials, clients, transport.scheduler()),
                builder.tokens,
                transport.scheduler(),
                builder.requestTimeout);
    }

    /**
     * Starts a connector.
     *
     * @param arm fetches the credentials of clusters
     * @param transport the way out, and the clock
     * @param tokens signs in at clusters with Microsoft Entra ID
     */
    public static Builder builder(ArmClient arm, Transport transport, Tokens tokens) {
        return new Builder(arm, transport, tokens);
    }

    /** Returns the kubeconfigs that Azure hands out, for export. */
    public ClusterCredentials credentials() {
        return credentials;
    }

    /** Returns the plan's way into clusters. It keeps connections open and shares them. */
    public KubernetesAccess access() {
        return access;
    }

    /**
     * Lists the objects of a type in all namespaces, as documents.
     *
     * @param apiVersion group and version, for example {@code rbac.authorization.k8s.io/v1}
     * @param plural the type as paths name it, for example {@code clusterroles}
     * @return completes with the list, its objects below {@code items}; with {@link
     *     dev.aks4j.core.plan.kind.KubernetesException} if the server refuses
     */
    public CompletionStage<Json> list(ResourceId cluster, String apiVersion, String plural) {
        return HandOver.of(access.list(cluster, apiVersion, plural), transport.scheduler());
    }

    /** Reads an object, as a document; completes with a missing node if it, its kind or its cluster does not exist. */
    public CompletionStage<Json> read(Address.InCluster object) {
        return HandOver.of(access.read(object), transport.scheduler());
    }

    /**
     * Gets a token of our own credential that every cluster with Microsoft Entra ID takes, for example for {@link
     * KubectlLogin#token}. Clients of this connector have their own and renew it.
     *
     * @return completes with the token and when it expires, usually within 60 to 90 minutes; with {@link
     *     dev.aks4j.core.auth.CredentialException} if there is none
     */
    public CompletionStage<AccessToken> token() {
        return HandOver.of(tokens.token(KubectlLogin.SERVER_ID + "/.default"), transport.scheduler());
    }

    /**
     * Connects to a cluster as its user.
     *
     * @return completes with a client of the caller's own, to be closed by the caller; no request to the API server has
     *     been made yet
     */
    public CompletionStage<KubernetesClient> connect(ResourceId cluster) {
        return credentials
                .user(cluster)
                .thenApplyAsync(clients::forCallers, transport.scheduler().blocking());
    }

    /** Connects to a cluster as its local administrator, past Microsoft Entra ID; otherwise like {@link #connect}. */
    public CompletionStage<KubernetesClient> connectAsAdmin(ResourceId cluster) {
        return credentials
                .admin(cluster)
                .thenApplyAsync(clients::forCallers, transport.scheduler().blocking());
    }

    /**
     * Connects to a cluster as its user, and waits for it.
     *
     * @param atMost how long to wait for the credentials
     * @return a client of the caller's own, to be closed by the caller
     * @throws dev.aks4j.core.arm.ArmException if Azure refuses the credentials
     * @throws AksException if the time is over or the thread is interrupted
     */
    public KubernetesClient client(ResourceId cluster, Duration atMost) {
        CompletionStage<KubernetesClient> stage = connect(cluster);
        try {
            return transport.scheduler().await(stage, atMost);
        } catch (ExecutionException e) {
            throw Causes.of(e) instanceof RuntimeException known
                    ? known
                    : new AksException("Connecting to cluster " + cluster.name() + " failed.", Causes.of(e));
        } catch (TimeoutException e) {
            stage.thenAccept(KubernetesClient::close);
            throw new AksException("The credentials of cluster " + cluster.name() + " did not come within " + atMost
                    + ". Try again, or wait longer.");
        } catch (InterruptedException e) {
            stage.thenAccept(KubernetesClient::close);
            Thread.currentThread().interrupt();
            throw new AksException("Connecting to cluster " + cluster.name() + " was interrupted.");
        }
    }

    @Override
    public void close() {
        access.close();
    }

    /** Builds a {@link ClusterConnector}. Not thread-safe. */
    public static final class Builder {
        private final ArmClient arm;
        private final Transport transport;
        private final Tokens tokens;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration requestTimeout = Duration.ofSeconds(30);
        private boolean publicAddress;

        private Builder(ArmClient arm, Transport transport, Tokens tokens) {
            this.arm = Objects.requireNonNull(arm);
            this.transport = Objects.requireNonNull(transport);
            this.tokens = Objects.requireNonNull(tokens);
        }

        /** Sets how long opening a connection may take. Default: 10 seconds. */
        public Builder connectTimeout(Duration limit) {
            connectTimeout = limit;
            return this;
        }

        /** Sets how long the API server may take to answer a request. Default: 30 seconds. */
        public Builder requestTimeout(Duration limit) {
            requestTimeout = limit;
            return this;
        }

        /** Goes to the public address of private clusters that have one. Default: to the private address. */
        public Builder publicAddress() {
            publicAddress = true;
            return this;
        }

        /** Builds the connector. */
        public ClusterConnector build() {
            return new ClusterConnector(this);
        }
    }
}
