package dev.aks4j.simulated.azure.internal.apiserver;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.aks4j.simulated.azure.cluster.ClusterSnapshot;
import dev.aks4j.simulated.azure.cluster.NodeSnapshot;
import dev.aks4j.simulated.azure.internal.cloud.Cloud;
import dev.aks4j.simulated.azure.internal.cluster.ClusterKeys;
import dev.aks4j.simulated.azure.internal.cluster.PoolScaler;
import dev.aks4j.simulated.azure.internal.csi.ClusterVolumes;
import dev.aks4j.simulated.azure.internal.csi.DriverRequests;
import dev.aks4j.simulated.azure.internal.entra.IssuedTokens;
import dev.aks4j.simulated.kubernetes.internal.KubernetesApi;
import dev.aks4j.simulated.kubernetes.internal.auth.Authenticator;
import dev.aks4j.simulated.kubernetes.internal.auth.CertificateAuthenticator;
import dev.aks4j.simulated.kubernetes.internal.auth.User;
import dev.aks4j.simulated.kubernetes.internal.controller.Addons;
import dev.aks4j.simulated.kubernetes.internal.controller.Disruptions;
import dev.aks4j.simulated.wire.Request;
import dev.aks4j.simulated.wire.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The API server of one cluster, whose nodes follow the cluster's pools. Guarded by the simulator's lock. */
final class ApiServer {

    private static final String QUARANTINE = "kubernetes.azure.com/upgrade-status";
    private static final Duration BOOT = Duration.ofSeconds(20);

    private final Cloud cloud;
    private final ClusterKeys credentials;
    private final Authenticator authenticator;
    private final ServiceAccountTokens accounts;
    private final PoolScaler scaler;
    private final boolean serviceController;
    private final DriverRequests storage;
    private ClusterSnapshot cluster;
    private Instant nodesChanged;
    private Optional<KubernetesApi> api = Optional.empty();
    private Optional<ClusterAutoscaler> autoscaler = Optional.empty();
    private boolean waking;
    private Map<String, NodeSnapshot> nodes = Map.of();
    private Optional<User> acting = Optional.empty();

    ApiServer(
            Cloud cloud,
            IssuedTokens tokens,
            ClusterKeys credentials,
            ClusterSnapshot cluster,
            PoolScaler scaler,
            boolean serviceController,
            DriverRequests storage) {
        this.storage = storage;
        this.serviceController = serviceController;
        this.scaler = scaler;
        this.cloud = cloud;
        this.credentials = credentials;
        this.cluster = cluster;
        this.nodesChanged = cloud.now();
        this.accounts = new ServiceAccountTokens(cloud, credentials, this::cluster);
        Authenticator credentialed = Authenticator.anyOf(List.of(
                new LocalAccounts(credentials, this::cluster),
                new CertificateAuthenticator(() -> credentials.clientAuthority().certificate(), cloud::now),
                accounts,
                new EntraUsers(cloud, tokens, this::cluster)));
        this.authenticator =
                Authenticator.anyOf(List.of(request -> acting, new KeptUsers(cloud.journal(), credentialed)));
    }

    private ClusterSnapshot cluster() {
        return cluster;
    }

    JWKSet signingKeys() {
        return new JWKSet(credentials.serviceAccountKeys(cloud.now()).stream()
                .map(key -> (JWK) key.toPublicJWK())
                .toList());
    }

    String id() {
        return cluster.id();
    }

    /** Returns what stands against draining nodes; nothing if nobody has asked this server for anything yet. */
    Optional<Disruptions> disruptions() {
        return api.map(KubernetesApi::disruptions);
    }

    List<String> nodes() {
        return List.copyOf(nodes.keySet().isEmpty() ? names() : nodes.keySet());
    }

    private List<String> names() {
        return cluster.nodes().stream().map(NodeSnapshot::name).toList();
    }

    void ready(String node, boolean ready) {
        api().nodes().setReady(node, ready);
    }

    void schedulable(String node, boolean schedulable) {
        api.ifPresent(made -> made.nodes().setSchedulable(node, schedulable));
    }

    int evict(String node) {
        int[] left = {0};
        api.ifPresent(
                made -> made.nodes().together(() -> left[0] = made.disruptions().evict(node)));
        return left[0];
    }

    Optional<String> privateHost() {
        return cluster.privateFqdn();
    }

    Optional<String> issuer() {
        return cluster.issuer();
    }

    String issuerHost() {
        return Issuers.host(cluster.region());
    }

    boolean reachable() {
        return cluster.running() && !cluster.nodes().isEmpty();
    }

    void changed(ClusterSnapshot now) {
        if (!now.nodes().equals(cluster.nodes())) {
            nodesChanged = cloud.now();
        }
        cluster = now;
        api.ifPresent(this::follow);
        autoscaler.ifPresent(ClusterAutoscaler::look);
        if (!waking && reachable() && scaler.scales(cluster.id())) {
            waking = true;
            cloud.time().after(BOOT, this::wake);
        }
    }

    /** Lets the autoscaler look once nodes have booted; only clusters whose pools follow the load have one at work. */
    private void wake() {
        waking = false;
        if (reachable() && scaler.scales(cluster.id())) {
            api();
            autoscaler.ifPresent(ClusterAutoscaler::look);
        }
    }

    Response answer(Request request) {
        return api().answer(request);
    }

    private KubernetesApi api() {
        if (api.isEmpty()) {
            KubernetesApi made = make();
            ClusterAutoscaler scaling = new ClusterAutoscaler(cloud, scaler, made.capacity(), this::cluster);
            autoscaler = Optional.of(scaling);
            made.onSettled(scaling::look);
            api = Optional.of(made);
            follow(made);
            if (!nodesChanged.plus(BOOT).isAfter(cloud.now())) {
                made.nodes().names().forEach(name -> made.nodes().setReady(name, true));
            }
        }
        return api.get();
    }

    /** Answers a request whose sender is known already. */
    Response answerAs(User user, Request request) {
        acting = Optional.of(user);
        try {
            return answer(request);
        } finally {
            acting = Optional.empty();
        }
    }

    private KubernetesApi make() {
        KubernetesApi.Builder builder = KubernetesApi.builder(cloud.time(), authenticator)
                .version(cluster.version())
                .network(
                        cluster.serviceCidr(),
                        cluster.dnsServiceIp(),
                        cluster.podCidr().orElse(cluster.nodeSubnetCidr()))
                .seed(Math.abs((long) cluster.id().hashCode()))
                .certificateAuthority(credentials.authority().certificatePem())
                .tokenIssuer(accounts)
                .loadBalancers(new SubnetLoadBalancers(cloud, this::cluster))
                .volumes(new ClusterVolumes(cloud, this::cluster, storage));
        if (!serviceController) {
            builder.withoutLoadBalancers();
        }
        builder.webhook(new WorkloadIdentityWebhook(this::cluster));
        return builder.authorizer(new AzureRbacAuthorizer(cloud, this::cluster)).build();
    }

    private void follow(KubernetesApi kubernetes) {
        kubernetes.upgrade(cluster.version());
        addons(kubernetes, cluster.ingress());
        Map<String, NodeSnapshot> wanted = new LinkedHashMap<>();
        cluster.nodes().forEach(node -> wanted.put(node.name(), node));
        Map<String, NodeSnapshot> had = nodes;
        nodes = wanted;
        kubernetes.nodes().together(() -> follow(kubernetes, had, wanted));
    }

    private static void addons(KubernetesApi kubernetes, Set<String> ingress) {
        Set<Addons.Addon> wanted = EnumSet.noneOf(Addons.Addon.class);
        if (ingress.contains("gatewayApi")) {
            wanted.add(Addons.Addon.GATEWAY_API);
        }
        if (ingress.contains("routingGateway")) {
            wanted.add(Addons.Addon.ROUTING_GATEWAY);
        }
        if (ingress.contains("routing")) {
            wanted.add(Addons.Addon.ROUTING_NGINX);
        }
        boolean own = ingress.contains("public") || ingress.contains("internal");
        kubernetes.addons(wanted, own ? Optional.of(ingress.contains("internal")) : Optional.empty());
    }

    private void follow(KubernetesApi kubernetes, Map<String, NodeSnapshot> had, Map<String, NodeSnapshot> wanted) {
        had.keySet().stream().filter(name -> !wanted.containsKey(name)).forEach(kubernetes.nodes()::remove);
        wanted.forEach((name, node) -> {
            if (!had.containsKey(name)) {
                kubernetes.nodes().add(NodeSpecs.of(node, cluster));
            } else {
                change(kubernetes, had.get(name), node);
            }
        });
    }

    private void change(KubernetesApi kubernetes, NodeSnapshot before, NodeSnapshot after) {
        if (!before.version().equals(after.version()) || !before.image().equals(after.image())) {
            kubernetes.nodes().upgrade(after.name(), after.version(), after.image());
        }
        boolean wasQuarantined = before.labels().containsKey(QUARANTINE);
        if (wasQuarantined != after.labels().containsKey(QUARANTINE)) {
            kubernetes.nodes().setSchedulable(after.name(), wasQuarantined);
        }
        if (!before.labels().equals(after.labels()) || !before.taints().equals(after.taints())) {
            kubernetes.nodes().relabel(after.name(), after.labels(), after.taints());
        }
    }
}
