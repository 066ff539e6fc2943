package dev.aks4j.simulated.azure.internal.apiserver;

import dev.aks4j.simulated.azure.cluster.ClusterListener;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.command.ClusterApi;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.cluster.ClusterKeys;
import dev.aks4j.simulated.azure.internal.cluster.NodeDrains;
import dev.aks4j.simulated.azure.internal.cluster.PoolScaler;
import dev.aks4j.simulated.azure.internal.csi.DriverRequests;
import dev.aks4j.simulated.azure.internal.entra.Federation;
import dev.aks4j.simulated.azure.internal.entra.IssuedTokens;
import dev.aks4j.simulated.kubernetes.internal.auth.User;
import dev.aks4j.simulated.kubernetes.internal.controller.Disruptions;
import dev.aks4j.simulated.kubernetes.internal.controller.Disruptions.Blocked;
import dev.aks4j.simulated.kubernetes.internal.controller.Disruptions.InvalidBudget;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import dev.aks4j.simulated.wire.Service;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The API servers of all clusters, found by host name. A cluster's API server is made when it is first asked; a cluster
 * that is being created or is stopped does not answer. The documents of OIDC issuers are answered here too. Guarded by the simulator's lock.
 */
public final class ApiServers implements ClusterListener, NodeDrains, Service {

    private final Cloud cloud;
    private final IssuedTokens tokens;
    private final Federation federation;
    private final Function<ClusterSnapshot, ClusterKeys> credentials;
    private final PoolScaler scaler;
    private final boolean serviceController;
    private final Function<ClusterSnapshot, DriverRequests> storage;
    private final Map<String, ApiServer> byHost = new LinkedHashMap<>();

    /** Makes the servers of a cloud. */
    public ApiServers(
            Cloud cloud,
            IssuedTokens tokens,
            Federation federation,
            Function<ClusterSnapshot, ClusterKeys> credentials,
            PoolScaler scaler,
            boolean serviceController,
            Function<ClusterSnapshot, DriverRequests> storage) {
        this.storage = storage;
        this.cloud = cloud;
        this.tokens = tokens;
        this.federation = federation;
        this.credentials = credentials;
        this.scaler = scaler;
        this.serviceController = serviceController;
    }

    private static boolean known(ApiServer server, String host) {
        return server.privateHost().filter(host::equalsIgnoreCase).isPresent();
    }

    private static String host(ClusterSnapshot cluster) {
        return cluster.fqdn().toLowerCase(Locale.ROOT);
    }

    @Override
    public void changed(ClusterSnapshot cluster) {
        byHost.computeIfAbsent(
                        host(cluster),
                        host -> new ApiServer(
                                cloud,
                                tokens,
                                credentials.apply(cluster),
                                cluster,
                                scaler,
                                serviceController,
                                storage.apply(cluster)))
                .changed(cluster);
        cluster.issuer()
                .ifPresent(url -> federation.publish(url, () -> of(cluster).signingKeys()));
    }

    @Override
    public void removed(ClusterSnapshot cluster) {
        byHost.remove(host(cluster));
    }

    private Optional<ApiServer> find(String clusterId) {
        return byHost.values().stream()
                .filter(server -> server.id().equalsIgnoreCase(clusterId))
                .findFirst();
    }

    /** Returns the names of a cluster's nodes. */
    public List<String> nodes(String clusterId) {
        return find(clusterId).map(ApiServer::nodes).orElse(List.of());
    }

    /** Lets the machine of a node fail or run again. */
    public void ready(String clusterId, String node, boolean ready) {
        find(clusterId).ifPresent(server -> server.ready(node, ready));
    }

    private Optional<Disruptions> disruptions(String clusterId) {
        return byHost.values().stream()
                .filter(server -> server.id().equalsIgnoreCase(clusterId))
                .findFirst()
                .flatMap(ApiServer::disruptions);
    }

    @Override
    public List<InvalidBudget> invalid(String clusterId) {
        return disruptions(clusterId).map(Disruptions::invalid).orElse(List.of());
    }

    @Override
    public List<Blocked> blocked(String clusterId, List<String> nodes) {
        return disruptions(clusterId)
                .map(each -> nodes.stream()
                        .flatMap(node -> each.blocked(node).stream())
                        .toList())
                .orElse(List.of());
    }

    @Override
    public void schedulable(String clusterId, String node, boolean schedulable) {
        find(clusterId).ifPresent(server -> server.schedulable(node, schedulable));
    }

    @Override
    public int evict(String clusterId, String node) {
        return find(clusterId).map(server -> server.evict(node)).orElse(0);
    }

    private ApiServer of(ClusterSnapshot cluster) {
        return Objects.requireNonNull(byHost.get(host(cluster)), "the cluster has no API server");
    }

    /** Returns the API server of a cluster as an administrator sees it. */
    public ClusterApi asAdmin(ClusterSnapshot cluster) {
        ApiServer server = of(cluster);
        User user = User.of("system:serviceaccount:aks-command:default", User.MASTERS);
        return new ClusterApi(host(cluster), request -> server.answerAs(user, request));
    }

    @Override
    public Response answer(Request request) {
        String host = String.valueOf(request.uri().getHost()).toLowerCase(Locale.ROOT);
        if (host.endsWith(Issuers.DOMAIN)) {
            return Issuers.answer(request, byHost.values());
        }
        return Optional.ofNullable(byHost.get(host))
                .or(() -> byHost.values().stream()
                        .filter(server -> known(server, host))
                        .findFirst())
                .filter(ApiServer::reachable)
                .orElseThrow(() -> new UncheckedIOException(
                        new ConnectException("No API server answers at " + host + " (simulated)")))
                .answer(request);
    }
}
